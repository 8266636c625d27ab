"""Which IP addresses are of the public internet: everything else may be a machine of our own network.

The networks are those of IANA's special-purpose registries (RFC 6890, as of 2025); `ipaddress.is_global` of older
Python versions misses some. An IPv6 address that carries an IPv4 one is judged by both.
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Ip = IPv4Address | IPv6Address

_INSIDE_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
"""168.63.129.16 is public by number, but every machine in Azure reaches its own host there."""

_OUTSIDE_6 = (IPv6Network("2000::/3"), IPv6Network("64:ff9b::/96"))
"""Global unicast, and IPv4 through a translator (NAT64, RFC 6052); nothing else of IPv6 is routed publicly."""

_INSIDE_6 = tuple(
    IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "2620:4f:8000::/48")
)
"""Protocol assignments with Teredo, documentation, 6to4 (obsolete, RFC 7526), segment routing, AS112."""


def is_public(address: Ip) -> bool:
    """Whether an address may be called without reaching into our own network."""
    return all(_is_public(one) for one in _meant(address))


def as_ip(text: str) -> Ip | None:
    """The address, where the text is one as it is properly written: four decimal parts, or IPv6."""
    try:
        return ip_address(text.strip("[]"))
    except ValueError:
        return None


def _is_public(address: Ip) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _INSIDE_4)
    if address.ipv4_mapped is not None:
        return True  # judged by the IPv4 address that it means
    if address.scope_id or not any(address in network for network in _OUTSIDE_6):
        return False
    return not any(address in network for network in _INSIDE_6)


def _meant(address: Ip) -> Iterator[Ip]:
    """The address, and the IPv4 address that an IPv6 one leads to: mapped, or translated (NAT64)."""
    yield address
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            yield address.ipv4_mapped
        if address in _OUTSIDE_6[1]:
            yield IPv4Address(int(address) & 0xFFFFFFFF)
