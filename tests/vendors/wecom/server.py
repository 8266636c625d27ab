"""The HTTP side of WeCom's API: one road for every call, always HTTP 200, an errcode in the body."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.vendors.http.calls import Call, Journal
from tests.vendors.http.faults import Error, Faults, RateLimited, Turn, meet
from tests.vendors.wecom.media import Media, Upload, wire_name
from tests.vendors.wecom.refusal import Refused, need
from tests.vendors.wecom.world import App, World


@dataclass(frozen=True, slots=True)
class Ask:
    """One call, read: query and body merged in `args`; `app` is whose token came along, where one is needed."""

    name: str
    args: Mapping[str, Any]
    ip: str
    upload: Upload | None = None
    app: App | None = None

    @property
    def caller(self) -> App:
        assert self.app is not None, f"{self.name} takes no token"
        return self.app


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One API: its HTTP method, what answers it, and whether it needs an access token."""

    method: str
    run: Callable[[Ask], Mapping[str, Any] | Media]
    token: bool = True


@dataclass(slots=True)
class Api:
    """Reads a call, notes it, lets it meet its fault, and answers. `admit` turns a call with a token into its app."""

    world: World
    journal: Journal
    faults: Faults
    endpoints: Mapping[str, Endpoint]
    admit: Callable[[Ask], App]
    headers: Mapping[str, str] = field(default_factory=dict)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        ip = request.remote or ""
        try:
            ask = await read(request, name)
        except Refused as unread:
            return web.json_response(unread.answer(ip))
        self.journal.note(Call(name, _noted(ask), dict(request.headers), self.world.clock.now()))

        async def taken() -> web.Response:
            return self._answer(request.method, ask)

        def refused(fault: Error | RateLimited) -> web.Response:
            fields = fault.fields if isinstance(fault, Error) else {}
            code = int(fault.code) if isinstance(fault, Error) else 45009
            return web.json_response(Refused(code).answer(ip, fields))

        return await meet(self.faults.take(name), Turn(request, taken, refused))

    def _answer(self, method: str, ask: Ask) -> web.Response:
        try:
            return _response(self._run(method, ask))
        except Refused as refused:
            return web.json_response(refused.answer(ask.ip))

    def _run(self, method: str, ask: Ask) -> Mapping[str, Any] | Media:
        endpoint = self.endpoints.get(ask.name)
        if endpoint is None:
            raise web.HTTPNotFound
        need(method == endpoint.method, 43001 if endpoint.method == "GET" else 43002)
        app = self.admit(ask) if endpoint.token else None
        return endpoint.run(Ask(ask.name, ask.args, ask.ip, ask.upload, app))


async def read(request: web.Request, name: str) -> Ask:
    """The call's arguments. Refused 47001 where the body is not what its content type says."""
    args: dict[str, Any] = dict(request.query)
    upload = None
    if request.content_type == "multipart/form-data":
        upload = await _upload(request)
    elif request.can_read_body:
        args |= _object(await request.read())
    return Ask(name, args, request.remote or "", upload)


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as broken:
        raise Refused(47001) from broken
    need(isinstance(found, dict), 47001)
    return dict(found)


async def _upload(request: web.Request) -> Upload | None:
    reader = await request.multipart()
    while (found := await reader.next()) is not None:
        if isinstance(found, BodyPartReader) and found.name == "media":
            name = wire_name(found.headers.get("Content-Disposition", ""))
            return Upload(name, bytes(await found.read()))
    return None


def _noted(ask: Ask) -> dict[str, Any]:
    media = {"media": {"filename": ask.upload.name, "size": len(ask.upload.data)}} if ask.upload else {}
    return {**ask.args, **media}


def _response(answer: Mapping[str, Any] | Media) -> web.Response:
    if not isinstance(answer, Media):
        return web.json_response(answer)
    headers = {"Content-Disposition": f'attachment; filename="{answer.name}"'}
    return web.Response(body=answer.data, headers=headers, content_type="application/octet-stream")
