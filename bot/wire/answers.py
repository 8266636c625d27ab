"""What came back from a platform, as values that show nothing secret when they are printed."""

import json as jsons
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp

from bot.messengers.base import Json


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: lower-cased header names; `json` where the body is a JSON object; `body` cut at the cap."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    json: Json | None = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def retry_after(self) -> float | None:
        """The seconds of Retry-After, where the platform gave them."""
        given = self.headers.get("retry-after", "")
        return float(given) if given.isascii() and given.replace(".", "", 1).isdigit() else None


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """No answer, or only a part of one. `in_doubt`: the call may have been taken (never so for GET)."""

    why: str
    in_doubt: bool


async def answer_of(response: aiohttp.ClientResponse, most_bytes: int) -> Answer:
    """Read an answer. Raises aiohttp.ClientError where it breaks off; a body over the cap is cut and has no `json`."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > most_bytes:
            break
    headers = {name.lower(): value for name, value in response.headers.items()}
    found = _object(bytes(body)) if len(body) <= most_bytes else None
    return Answer(response.status, headers, found, bytes(body[:most_bytes]))


def _object(body: bytes) -> Json | None:
    if not body.lstrip().startswith(b"{"):
        return None
    try:
        found: Json = jsons.loads(body)
    except (ValueError, RecursionError):
        return None
    return found
