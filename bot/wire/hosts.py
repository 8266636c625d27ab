"""Which addresses a messenger may call: its platform's own hosts, over TLS, never a machine of the inner network."""

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address

from yarl import URL

_SECURE = frozenset({"https", "wss"})
_OPEN = frozenset({"http", "ws"})


class Hosts:
    """The host of `base_url` and those `allowed`: a name, or `*.name` for everything below that name.

    Addresses that the platform hands out (downloads, reply paths) come from the network: they are checked here before
    anything is sent. The host of `base_url` itself is trusted as configured, also without TLS or inside the network.
    """

    def __init__(self, base_url: str, allowed: Collection[str] = ()) -> None:
        self._base_url = base_url
        self._base = URL(base_url)
        self._allowed = frozenset(name.lower().rstrip(".") for name in allowed)

    def also(self, allowed: Collection[str]) -> "Hosts":
        """The same, with further hosts."""
        return Hosts(self._base_url, self._allowed | frozenset(allowed))

    def refusal(self, url: URL) -> str | None:
        """Why `url` may not be called; None where it may. Names the host and nothing else of the address."""
        host = (url.raw_host or "").rstrip(".")
        if not host or url.scheme not in _SECURE | _OPEN:
            return "not a web address"
        if url.user is not None or url.password is not None:
            return f"{host}: an address with a password in it"
        if host == self._base.raw_host:
            return None if url.scheme in _SECURE or self._base.scheme in _OPEN else f"{host}: not over TLS"
        return self._foreign(url.scheme, host)

    def _foreign(self, scheme: str, host: str) -> str | None:
        if _is_inside(host):
            return f"{host}: an address inside the network"
        if not self._listed(host):
            return f"{host}: not a host of this platform"
        return None if scheme in _SECURE else f"{host}: not over TLS"

    def _listed(self, host: str) -> bool:
        above = host.partition(".")[2]
        while above:
            if f"*.{above}" in self._allowed:
                return True
            above = above.partition(".")[2]
        return host in self._allowed


def _is_inside(host: str) -> bool:
    """Whether it is an IP literal that is not of the public internet."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return not (mapped or address).is_global
