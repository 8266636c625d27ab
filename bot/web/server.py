"""The HTTP server: vendor callbacks, capture hooks, pages, health and figures."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.figures import figures_page
from bot.inbox import Inbox
from bot.messengers.base import Admitted, BadPayload, Messenger, Raw
from bot.web import answers
from bot.web.hooks import keyed_hook
from capture.base import Source
from knowledge.store.errors import StoreTrouble

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Doors:
    """What the server lets in, and where it goes. Without a `hook_key` no hook that wants it is open."""

    inbox: Inbox
    messengers: Mapping[str, Messenger]
    sources: Mapping[str, Source]
    hook_key: str
    zone: ZoneInfo
    ready: Callable[[], Awaitable[bool]]
    outcome: Callable[[int, float], Awaitable[Mapping[str, Any] | None]]
    pages: Sequence[web.RouteDef] = ()
    """What the bot itself shows, and the hooks of feeds."""


def web_app(doors: Doors, most_bytes: int) -> web.Application:
    """The server's application; bodies beyond `most_bytes` are refused with 413."""
    app = web.Application(client_max_size=most_bytes, middlewares=[answers.plain_errors])
    for messenger in doors.messengers.values():
        app.add_routes(web.post(path, _receiver(doors, messenger)) for path in messenger.receives)
        app.add_routes(messenger.routes())
    taken = {page.path for page in doors.pages}
    for source in doors.sources.values():
        path = f"/hooks/{source.name}"
        if source.read is not None and path not in taken:
            app.add_routes([web.post(path, keyed_hook(doors.inbox, source, doors.hook_key, doors.zone))])
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
