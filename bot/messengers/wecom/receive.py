"""What WeCom hands in, by callback or over the AI bot's socket: admitted as an inbox row, and decoded from it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.messengers.base import Admitted, BadPayload, Ignored, Json, Raw
from bot.messengers.wecom import app_events, bot_events
from bot.messengers.wecom.crypto import MOST_BYTES, Envelope, NotGenuine, Unreadable
from handlers.message import Message, News

WINDOW_SECONDS = 600
"""A callback signed longer ago, or further ahead, is taken for a replay; WeCom's own retries come within seconds."""

LONGEST_ID = 200
"""The inbox keeps ids up to this many characters."""

_STALE = BadPayload(401, "signed at another time")
_ODD = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, RecursionError)
_READERS: Mapping[str, Callable[[Mapping[str, Any]], Message | News | Ignored]] = {
    app_events.WAY: app_events.read,
    bot_events.WAY: bot_events.read,
}


def admit(raw: Raw, envelope: Envelope, now: Callable[[], datetime]) -> Admitted | Ignored | BadPayload:
    """A posted callback: its time and signature first, then what is inside."""
    if len(raw.body) > MOST_BYTES:
        return BadPayload(413, "too large")
    if not _fresh(raw.query.get("timestamp", ""), now):
        return _STALE
    try:
        return admitted(app_events.stored(envelope.opened(raw.query, raw.body)))
    except NotGenuine as why:
        return BadPayload(401, str(why))
    except (Unreadable, *_ODD):
        return BadPayload(400, "not a message")


def admitted(body: Json) -> Admitted | Ignored | BadPayload:
    """A body known to be genuine as an inbox row."""
    try:
        found = _read(body)
    except _ODD:
        return BadPayload(400, "not a message")
    if isinstance(found, Ignored):
        return found
    lane = _lane(found)
    if max(len(found.event_id), len(lane)) > LONGEST_ID:
        return BadPayload(400, "an id is too long")
    return Admitted(found.event_id, _kind(found), lane, body)


def decode(body: Json) -> Message | News:
    """A stored row. Raises TypeError, ValueError or LookupError for what was never admitted."""
    found = _read(body)
    if isinstance(found, Ignored):
        raise TypeError(f"nothing to decode: {found.reason}")
    return found


def verify(envelope: Envelope, now: Callable[[], datetime]) -> Callable[[web.Request], Any]:
    """The handler of the GET by which WeCom's console tries the URL: the decrypted text and nothing else."""

    async def answer(request: web.Request) -> web.Response:
        query = dict(request.query)
        try:
            if _fresh(query.get("timestamp", ""), now):
                return web.Response(body=envelope.echo(query).encode(), content_type="text/plain")
        except (NotGenuine, Unreadable):
            pass
        return web.Response(status=401)

    return answer


def _fresh(stamp: str, now: Callable[[], datetime]) -> bool:
    if not stamp:
        return True  # without a time nothing is signed; the signature says so
    return stamp.isascii() and stamp.isdigit() and abs(now().timestamp() - int(stamp[:12])) <= WINDOW_SECONDS


def _read(body: Mapping[str, Any]) -> Message | News | Ignored:
    return _READERS[str(body["way"])](body)


def _kind(found: Message | News) -> str:
    if isinstance(found, News):
        return "noticed"
    return "pressed" if found.press else "said"


def _lane(found: Message | News) -> str:
    return found.room.key if isinstance(found, Message) else f"wecom:user:{found.accounts[0].handle.user_id}"
