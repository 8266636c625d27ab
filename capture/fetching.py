"""Fetches a file from the web without being led astray: only listed hosts, only addresses of the public internet.

A name is resolved once; every address that it leads to is judged, and exactly those are connected to, so a name that
answers differently the second time (DNS rebinding) changes nothing. Redirects are followed by hand, each judged like
the first address. What comes is counted as it comes.
"""

import asyncio
import socket
import ssl
import warnings
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from capture.fetch_policy import FetchPolicy, Refused, checked_address, refused
from capture.public_addresses import Ip, as_ip
from capture.unpacking import CHUNK, BrokenError, Unpacker, unpacker_for
from knowledge.people.model import Lang

__all__ = ["Failed", "FetchPolicy", "Fetched", "Refused", "fetch_url"]

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""The addresses that a name has now, as text; raises OSError where it has none."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ASK: Mapping[str, str] = {"User-Agent": "Dazi/1 (+file fetch)", "Accept": "*/*", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file of `size` bytes at `path`. `url` is where it was found in the end; `name` is what its host calls it."""

    path: Path
    size: int
    media_type: str
    url: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """Not fetched now; it may work later. `code` names why, `say` tells people, `detail` is for the log."""

    code: str
    say: Mapping[Lang, str]
    detail: str = ""


_SAY: Mapping[str, Mapping[Lang, str]] = {
    "no_name": {"zh": "找不到这个网站。", "en": "There is no such site, or its name cannot be looked up now."},
    "unreachable": {"zh": "现在连不上那个网站，稍后再试。", "en": "The site cannot be reached now; try again later."},
    "slow": {
        "zh": "下载太慢，中途停了，稍后再试。",
        "en": "The download took too long, so I stopped; try again later.",
    },
    "broken": {"zh": "下载到一半断了，稍后再试。", "en": "The download broke off; try again later."},
    "their_trouble": {"zh": "那个网站出了问题，稍后再试。", "en": "The site has trouble of its own; try again later."},
}


async def system_resolve(host: str) -> Sequence[str]:
    """The addresses of a name by this machine's resolver."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


async def fetch_url(
    url: str,
    policy: FetchPolicy,
    into: Path,
    most_bytes: int,
    *,
    headers: Mapping[str, str] | None = None,
    resolve: Resolve = system_resolve,
) -> Fetched | Refused | Failed:
    """Fetch a file of at most `most_bytes`, unpacked. It appears at `into` complete or not at all.

    `headers` (a key) go to the host of `url` alone. Raises OSError where the disk does not take it.
    """
    connector = aiohttp.TCPConnector(resolver=_Judging(policy, resolve), use_dns_cache=False, force_close=True)
    silence = aiohttp.ClientTimeout(
        total=None, sock_connect=policy.connect_seconds, sock_read=policy.idle_seconds, connect=None
    )
    session = aiohttp.ClientSession(
        connector=connector, timeout=silence, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
    )
    try:
        async with session, asyncio.timeout(policy.seconds):
            return await _Fetch(session, policy, into, most_bytes).followed(url, headers or {})
    except aiohttp.ConnectionTimeoutError:
        return _failed("unreachable", "no connection in time")
    except TimeoutError:
        return _failed("slow")
    except aiohttp.ClientConnectorError as error:
        return _unconnected(error)
    except (aiohttp.ClientError, ConnectionError, ssl.SSLError, BrokenError) as error:
        return _failed("broken", type(error).__name__)


def _unconnected(error: aiohttp.ClientConnectorError) -> Refused | Failed:
    if isinstance(error.os_error, _InsideError):
        return refused("inside", str(error.os_error))
    dns = isinstance(error, aiohttp.ClientConnectorDNSError)
    return _failed("no_name" if dns else "unreachable", type(error.os_error).__name__)


def _failed(code: str, detail: str = "") -> Failed:
    return Failed(code, _SAY[code], detail)


class _InsideError(OSError):
    """A name leads to an address that may not be called."""


class _Judging(AbstractResolver):
    """Gives only addresses that may be called; a name with any other answer is refused as a whole."""

    def __init__(self, policy: FetchPolicy, resolve: Resolve) -> None:
        self._policy, self._resolve = policy, resolve

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name, as numbers, so that nothing looks them up again."""
        found = [as_ip(one) for one in await self._resolve(host)]
        if not found:
            raise OSError(f"{host} has no address")
        if any(one is None or not self._policy.may_call(one) for one in found):
            raise _InsideError(host)
        wanted = [one for one in found if one is not None and family in (socket.AF_UNSPEC, _family(one))]
        return [_numbers(host, one, port) for one in wanted]

    async def close(self) -> None:
        """Nothing is held."""


def _family(address: Ip) -> socket.AddressFamily:
    return socket.AF_INET if address.version == 4 else socket.AF_INET6


def _numbers(host: str, address: Ip, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(address),
        port=port,
        family=_family(address),
        proto=0,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )


class _Fetch:
    """One fetch, over all its redirects."""

    def __init__(self, session: aiohttp.ClientSession, policy: FetchPolicy, into: Path, most_bytes: int) -> None:
        self._session, self._policy, self._into, self._most = session, policy, into, most_bytes

    async def followed(self, url: str, headers: Mapping[str, str]) -> Fetched | Refused | Failed:
        """What is at the end of the redirects."""
        to, first = checked_address(url, self._policy), ""
        for _ in range(self._policy.most_hops + 1):
            if isinstance(to, Refused):
                return to
            first = first or str(to.origin())
            ours = headers if str(to.origin()) == first else {}
            async with self._session.get(to, headers={**ours, **_ASK}, allow_redirects=False) as answer:
                if answer.status not in _REDIRECTS:
                    return await self._kept(answer)
                to = _next(to, answer.headers.get("Location", ""), self._policy)
        return refused("redirects")

    async def _kept(self, answer: aiohttp.ClientResponse) -> Fetched | Refused | Failed:
        if answer.status != 200:
            return _not_given(answer.status)
        if not self._policy.wants(answer.content_type):
            return refused("type", answer.content_type)
        if (answer.content_length or 0) > self._most:
            return refused("too_large", str(answer.content_length))
        unpacker = unpacker_for(answer.headers.get("Content-Encoding", ""), self._policy.most_ratio)
        if unpacker is None:
            return refused("encoding", answer.headers["Content-Encoding"][:40])
        size = await self._saved(answer, unpacker)
        if isinstance(size, Refused):
            return size
        return Fetched(self._into, size, answer.content_type, str(answer.url), _file_name(answer))

    async def _saved(self, answer: aiohttp.ClientResponse, unpacker: Unpacker) -> int | Refused:
        """Write the body beside its place and move it there."""
        part = self._into.with_name(f"{self._into.name}.part")
        try:
            with _made(part) as file:
                found = await self._poured(answer, unpacker, file)
            if not isinstance(found, Refused):
                await asyncio.to_thread(part.replace, self._into)
            return found
        finally:
            with suppress(OSError):
                await asyncio.to_thread(part.unlink, missing_ok=True)

    async def _poured(self, answer: aiohttp.ClientResponse, unpacker: Unpacker, file: BinaryIO) -> int | Refused:
        size = 0
        async for chunk in answer.content.iter_chunked(CHUNK):
            piece = unpacker.unpacked(chunk, self._most - size + 1)
            if piece is None:
                return refused("bomb")
            size += len(piece)
            if size > self._most:
                return refused("too_large", f"more than {self._most}")
            await asyncio.to_thread(file.write, piece)
        if not unpacker.whole:
            raise BrokenError("the compressed body ends too early")
        return size


def _made(part: Path) -> BinaryIO:
    """Opened at once: in a thread, a fetch that is given up meanwhile would leave the file open."""
    return part.open("wb")


def _next(at: URL, location: str, policy: FetchPolicy) -> URL | Refused:
    """Where a redirect leads; the text itself is judged as the first address was."""
    if not location or not location.isprintable() or len(location) > 4_000:
        return refused("bad_address")
    try:
        return checked_address(str(at.join(URL(location))), policy)
    except ValueError:
        return refused("bad_address")


def _not_given(status: int) -> Refused | Failed:
    if status in (401, 402, 403, 407):
        return refused("not_open", str(status))
    if status in (404, 410):
        return refused("gone", str(status))
    passing = status in (408, 425, 429) or status >= 500
    return _failed("their_trouble", str(status)) if passing else refused("answer", str(status))


def _file_name(answer: aiohttp.ClientResponse) -> str:
    """The last part of the name that the host gives, else of the address; without control characters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a malformed header is no news to the log
        told = answer.content_disposition
    name = (told.filename if told else None) or answer.url.name
    last = name.replace("\\", "/").rpartition("/")[2]
    return "" if last in (".", "..") else "".join(mark for mark in last if mark.isprintable())[:200]
