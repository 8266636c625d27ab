"""Calls to a platform over HTTP. What happened is a value; addresses, headers and bodies never reach a log or a repr.

Redirects are not followed, except by `download`, which checks each host. Proxies and passwords of the environment
(`trust_env`) are not used, cookies not kept.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
from yarl import URL

from bot.messengers.base import Json
from bot.wire.answers import Answer, NoAnswer, answer_of
from bot.wire.downloads import UNWANTED, Described, Downloaded, Refused, Wanted, described, received
from bot.wire.hosts import Hosts

__all__ = ["Answer", "Described", "Downloaded", "Http", "NoAnswer", "Refused", "file_form"]

T = TypeVar("T")

MOST_ANSWER_BYTES = 8 * 1024 * 1024
MOST_FRAME_BYTES = 4 * 1024 * 1024
MOST_HOPS = 5

IDLE_SECONDS = 30.0
"""A long transfer that brings nothing for so long has broken off."""

CLOSE_SECONDS = 2.0
"""How long a closing socket waits for the other side's farewell."""

KEPT_ALIVE_SECONDS = 10.0
"""Idle connections are closed by us first: a send into one that the platform is just closing would be in doubt."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NEVER_SENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
    aiohttp.ServerFingerprintMismatch,
)
_ONLY_ASK = frozenset({"GET", "HEAD"})


Body = aiohttp.FormData | bytes | Mapping[str, str]


class Http:
    """A platform's HTTP side at `base_url`, and at `allowed_hosts` where it hands out addresses; times in seconds.

    The connections open with the first call and close with `close`; a later call opens them again.
    """

    def __init__(
        self, base_url: str, allowed_hosts: Collection[str] = (), *, seconds: float = 15.0, connect_seconds: float = 5.0
    ) -> None:
        self._base, self._hosts = base_url.rstrip("/"), Hosts(base_url, allowed_hosts)
        self._timeout = aiohttp.ClientTimeout(total=seconds, connect=connect_seconds, sock_connect=connect_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, str] | None = None,
        json: Json | None = None,
        data: Body | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> Answer | NoAnswer:
        """One request to a path of the platform or an address of its hosts; a redirect is an Answer like any other."""
        to = self._address(url)
        if isinstance(to, str):
            return NoAnswer(to, in_doubt=False)
        options = {"params": query, "json": json, "data": data, "headers": headers, "timeout": self._lasting(seconds)}
        try:
            async with self._opened().request(method, to, allow_redirects=False, **_present(options)) as response:
                return await answer_of(response, MOST_ANSWER_BYTES)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            sent = not isinstance(error, _NEVER_SENT)
            return NoAnswer(_why(to, error), in_doubt=sent and method.upper() not in _ONLY_ASK)

    async def download(
        self,
        url: str,
        into: Path,
        headers: Mapping[str, str] | None = None,
        *,
        most_bytes: int,
        allowed_hosts: Collection[str] = (),
        unwanted_types: Collection[str] = UNWANTED,
        seconds: float = 300.0,
    ) -> Downloaded | NoAnswer | Refused:
        """Fetch a file. It appears at `into` complete or not at all.

        `headers` (a bearer) go to the host of `url` only, also over redirects. An answer other than 200 or of an
        unwanted content type (a login page, an error as JSON) is Refused and holds that Answer.
        """
        wanted = Wanted(into, most_bytes, frozenset(unwanted_types))
        hosts, to = self._hosts.also(allowed_hosts), self._address(url, allowed_hosts)
        if isinstance(to, str):
            return Refused(to)
        try:
            return await self._fetched(to, hosts, partial(received, wanted=wanted), headers or {}, seconds)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return NoAnswer(_why(to, error), in_doubt=False)

    async def describe(self, url: str) -> Described | NoAnswer | Refused:
        """What a file is called, without fetching it. Asked by GET, because signed addresses take no HEAD, and broken
        off after the headers.
        """
        to = self._address(url)
        if isinstance(to, str):
            return Refused(to)
        try:
            return await self._fetched(to, self._hosts, described, {}, None)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return NoAnswer(_why(to, error), in_doubt=False)

    async def open_socket(
        self, url: str, *, heartbeat: float | None = None, headers: Mapping[str, str] | None = None
    ) -> aiohttp.ClientWebSocketResponse:
        """A WebSocket of the platform; for use in `keep_connected`, which takes what aiohttp and the system raise."""
        to = self._address(url)
        if isinstance(to, str):
            raise ConnectionRefusedError(to)
        return await self._opened().ws_connect(
            to,
            timeout=aiohttp.ClientWSTimeout(ws_close=CLOSE_SECONDS),
            heartbeat=heartbeat,
            headers=headers,
            max_msg_size=MOST_FRAME_BYTES,
        )

    async def close(self) -> None:
        """Close the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _address(self, url: str, allowed_hosts: Collection[str] = ()) -> URL | str:
        """The address of a path, or an address as it is; as text, why it may not be called."""
        try:
            to = URL(self._base + url if url.startswith("/") else url)
        except ValueError:
            return "not a web address"
        return self._hosts.also(allowed_hosts).refusal(to) or to

    def _lasting(self, seconds: float | None) -> aiohttp.ClientTimeout:
        return (
            self._timeout
            if seconds is None
            else aiohttp.ClientTimeout(
                total=seconds, connect=self._timeout.connect, sock_connect=self._timeout.connect, sock_read=IDLE_SECONDS
            )
        )

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_ALIVE_SECONDS),
                timeout=self._timeout,
                trust_env=False,
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._session

    async def _fetched(
        self,
        first: URL,
        hosts: Hosts,
        taken: Callable[[aiohttp.ClientResponse], Awaitable[T]],
        headers: Mapping[str, str],
        seconds: float | None,
    ) -> T | Refused:
        to = first
        for _ in range(MOST_HOPS):
            if why := hosts.refusal(to):
                return Refused(why)
            carried = {"Accept-Encoding": "identity", **(headers if to.origin() == first.origin() else {})}
            asking = self._opened().get(to, headers=carried, timeout=self._lasting(seconds), allow_redirects=False)
            async with asking as response:
                further = _further(to, response)
                if further is None:
                    return await taken(response)
                to = further
        return Refused(f"{to.raw_host}: too many redirects")


def file_form(
    name: str, file_name: str, content: bytes, content_type: str, fields: Mapping[str, str] | None = None
) -> aiohttp.FormData:
    """A multipart body with one file in the field `name`; the file's name goes out as raw UTF-8."""
    form = aiohttp.FormData(quote_fields=False)
    for key, value in (fields or {}).items():
        form.add_field(key, value)
    form.add_field(name, content, filename=_sound(file_name), content_type=content_type)
    return form


def _further(here: URL, response: aiohttp.ClientResponse) -> URL | None:
    """Where a redirect leads; None where the answer is none."""
    if response.status not in _REDIRECTS:
        return None
    try:
        return here.join(URL(response.headers["Location"]))
    except (KeyError, ValueError):
        return None


def _sound(file_name: str) -> str:
    """The name with nothing in it that could end its header: quotes become ', control characters go."""
    shown = "".join(one for one in file_name if one.isprintable() or one == " ")
    return shown.encode("utf-8", "ignore").decode().replace('"', "'").replace("\\", "_") or "file"


def _present(options: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _why(to: URL, error: Exception) -> str:
    """The host and the kind of error; the error's own text may quote the address with its secrets."""
    return f"{to.raw_host}: {type(error).__name__}"
