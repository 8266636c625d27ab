"""Hooks: where other systems hand in what they have. Some show our key, some sign what they send in their own way."""

import hmac
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web

from bot.feeds import Feed
from bot.inbox import Inbox
from bot.messengers.base import Admitted
from bot.web import answers
from capture.base import BadRow, Batch, Call, Response, Source

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Hook = Callable[[Call], Response]

log = structlog.get_logger(__name__)


def keyed_hook(inbox: Inbox, source: Source, hook_key: str, zone: ZoneInfo) -> Handler:
    """POST with our X-Dazi-Key: everything in the body is taken, or nothing and it is said why."""
    read = source.read

    async def receive(request: web.Request) -> web.StreamResponse:
        given = request.headers.get("X-Dazi-Key", "")
        if not hook_key or not hmac.compare_digest(given.encode(errors="replace"), hook_key.encode()):
            return answers.refused(401, *answers.WRONG_KEY)
        try:
            batches = read(await request.read(), zone) if read else []
        except BadRow as bad:
            return answers.refused(400, bad.say["zh"], bad.say["en"])
        new = await _stored(inbox, source.name, batches)
        return web.json_response({"ok": True, "accepted": sum(batch.items for batch in batches), "new": new})

    return receive


def feed_hooks(inbox: Inbox, feeds: Sequence[Feed], now: Callable[[], datetime]) -> list[web.RouteDef]:
    """GET and POST /hooks/<feed> for every feed that is called and tells genuine calls from others itself."""
    return [
        web.route(method, f"/hooks/{feed.name}", _feed_hook(inbox, feed, feed.hook, now))
        for feed in feeds
        if feed.hook is not None
        for method in ("GET", "POST")
    ]


def _feed_hook(inbox: Inbox, feed: Feed, hook: Hook, now: Callable[[], datetime]) -> Handler:
    async def receive(request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        call = Call(request.method, headers, dict(request.query), await request.read(), now())
        try:
            found = hook(call)
        except BadRow as bad:
            log.warning("a call that cannot be read", feed=feed.name, why=str(bad))
            return answers.refused(400, bad.say["zh"], bad.say["en"])
        if found.status >= 400:
            log.warning("a call was refused", feed=feed.name, why=found.body)
            return answers.refused(found.status, *answers.BAD_PAYLOAD.get(found.status, answers.BAD_PAYLOAD[400]))
        rows = [Batch(feed.event_id(one.event_id), one.lane, one.body, one.items) for one in found.batches]
        await _stored(inbox, feed.source.name, rows)
        return web.Response(text=found.body, status=found.status, content_type=found.content_type)

    return receive


async def _stored(inbox: Inbox, source: str, batches: Sequence[Batch]) -> int:
    """Store all rows; how many things in them are new."""
    new = 0
    for batch in batches:
        row = Admitted(batch.event_id, "signalled", batch.lane, batch.body)
        new += batch.items if await inbox.admit(source, row) is not None else 0
    return new
