"""A file from a platform, written to disk complete or not at all."""

import asyncio
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote

import aiohttp

from bot.wire.answers import Answer, answer_of

UNWANTED = frozenset({"text/html", "application/json"})
"""What platforms send instead of a file: a login page, an error."""

_MOST_REFUSAL_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file of `size` bytes at `path`; `name` is what the platform calls it, without folders, empty where it does not
    say."""

    path: Path
    size: int
    content_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Described:
    """What a platform says of a file before it sends it; `name` as in Downloaded."""

    name: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Not fetched: the address or the size is not allowed, or the platform sent the `answer` instead of the file."""

    why: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a file goes, its most bytes, and the content types that are not the file."""

    into: Path
    most_bytes: int
    unwanted: Collection[str]


async def received(response: aiohttp.ClientResponse, wanted: Wanted) -> Downloaded | Refused:
    """Keep the file of an answer. Raises aiohttp.ClientError where it breaks off and OSError where the disk does."""
    if response.status != 200:
        return Refused(f"status {response.status}", await answer_of(response, _MOST_REFUSAL_BYTES))
    if response.content_type in wanted.unwanted:
        return Refused(f"{response.content_type} instead of a file", await answer_of(response, _MOST_REFUSAL_BYTES))
    size = None if (response.content_length or 0) > wanted.most_bytes else await _saved(response, wanted)
    if size is None:
        return Refused(f"more than {wanted.most_bytes} bytes")
    return Downloaded(wanted.into, size, response.content_type, _file_name(response))


async def described(response: aiohttp.ClientResponse, unwanted: Collection[str] = UNWANTED) -> Described | Refused:
    """What the headers of an answer say of its file; the file itself is left where it is."""
    if response.status != 200 or response.content_type in unwanted:
        return Refused(f"status {response.status}, {response.content_type}")
    return Described(_file_name(response), response.content_type)


async def _saved(response: aiohttp.ClientResponse, wanted: Wanted) -> int | None:
    """Write the body beside its place and move it there; its size, or None where it is too large."""
    part = wanted.into.with_name(wanted.into.name + ".part")
    try:
        file = await asyncio.to_thread(part.open, "wb")
        try:
            size = await _poured(response, file, wanted.most_bytes)
        finally:
            await asyncio.to_thread(file.close)
        if size is not None:
            await asyncio.to_thread(part.replace, wanted.into)
        return size
    finally:
        await asyncio.to_thread(part.unlink, missing_ok=True)


async def _poured(response: aiohttp.ClientResponse, file: BinaryIO, most_bytes: int) -> int | None:
    size = 0
    async for chunk in response.content.iter_chunked(256 * 1024):
        size += len(chunk)
        if size > most_bytes:
            return None
        await asyncio.to_thread(file.write, chunk)
    return size


def _file_name(response: aiohttp.ClientResponse) -> str:
    """The name of Content-Disposition, its percent-encoding undone, without folders and control characters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a malformed header is no news to the log
        told = response.content_disposition
    name = unquote((told.filename if told else None) or "").replace("\\", "/")
    last = PurePosixPath(name).name
    return "" if last == ".." else "".join(one for one in last if one.isprintable())
