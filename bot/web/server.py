"""The HTTP server: vendor callbacks, capture hooks, pages, health and figures."""

import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.figures import figures_page
from bot.inbox import Inbox
from bot.messengers.base import Admitted, BadPayload, Messenger, Raw
from bot.web import answers
from capture.base import BadRow, Source
from knowledge.store.errors import StoreTrouble

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Doors:
    """What the server lets in, and where it goes. Without a `hook_key` no hook is open."""

    inbox: Inbox
    messengers: Mapping[str, Messenger]
    sources: Mapping[str, Source]
    hook_key: str
    zone: ZoneInfo
    ready: Callable[[], Awaitable[bool]]
    outcome: Callable[[int, float], Awaitable[Mapping[str, Any] | None]]
    pages: Sequence[web.RouteDef] = ()
    """What the bot itself shows."""


def web_app(doors: Doors, most_bytes: int) -> web.Application:
    """The server's application; bodies beyond `most_bytes` are refused with 413."""
    app = web.Application(client_max_size=most_bytes, middlewares=[answers.plain_errors])
    for messenger in doors.messengers.values():
        app.add_routes(web.post(path, _receiver(doors, messenger)) for path in messenger.receives)
        app.add_routes(messenger.routes())
    for source in doors.sources.values():
        if source.read is not None:
            app.add_routes([web.post(f"/hooks/{source.name}", _hook(doors, source))])
    app.add_routes(doors.pages)
    app.add_routes(
        [web.get("/healthz", _healthz), web.get("/readyz", _readyz(doors)), web.get("/metrics", figures_page)]
    )
    return app


def _receiver(doors: Doors, messenger: Messenger) -> Handler:
    async def receive(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        found = messenger.admit(Raw(headers, body, dict(request.query)))
        if isinstance(found, BadPayload):
            return answers.refused(found.status, *answers.BAD_PAYLOAD[found.status])
        if isinstance(found, Admitted):
            return _answered(await _taken(doors, messenger.name, found))
        return _answered(found.answer)

    return receive


async def _taken(doors: Doors, source: str, found: Admitted) -> str:
    """Store it; then the body of the answer, for which some platforms wait until it was handled."""
    row_id = await doors.inbox.admit(source, found)
    if found.inline is None:
        return found.answer
    result = await doors.outcome(row_id, found.inline.seconds) if row_id is not None else None
    return found.inline.write(result)


def _answered(body: str) -> web.Response:
    """What the messenger answers: JSON says so, everything else is plain text."""
    return web.Response(text=body, content_type="application/json" if body.startswith(("{", "[")) else "text/plain")


def _hook(doors: Doors, source: Source) -> Handler:
    read = source.read

    async def receive(request: web.Request) -> web.StreamResponse:
        given = request.headers.get("X-Dazi-Key", "")
        if not doors.hook_key or not hmac.compare_digest(given.encode(errors="replace"), doors.hook_key.encode()):
            return answers.refused(401, *answers.WRONG_KEY)
        try:
            batches = read(await request.read(), doors.zone) if read else []
        except BadRow as bad:
            return answers.refused(400, bad.say["zh"], bad.say["en"])
        new = 0
        for batch in batches:
            row = Admitted(batch.event_id, "signalled", batch.lane, batch.body)
            new += batch.items if await doors.inbox.admit(source.name, row) is not None else 0
        return web.json_response({"ok": True, "accepted": sum(batch.items for batch in batches), "new": new})

    return receive


async def _healthz(request: web.Request) -> web.StreamResponse:  # noqa: ARG001  alive is alive
    return web.json_response({"ok": True})


def _readyz(doors: Doors) -> Handler:
    async def ready(request: web.Request) -> web.StreamResponse:  # noqa: ARG001
        try:
            well = await doors.ready()
        except StoreTrouble:
            well = False
        return web.json_response({"ok": well}, status=200 if well else 503)

    return ready
