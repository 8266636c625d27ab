"""A server of the tests that does what servers should not, and a resolver that answers as it is told."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from aiohttp import web
from aiohttp.test_utils import TestServer

PLAN = b"%PDF-1.7 a plan" * 10


@dataclass
class Names:
    """What names lead to; each answer is used once, the last one for ever. `asked` counts."""

    answers: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str) -> Sequence[str]:
        found = self.answers.get(host, ())
        nth = self.asked.count(host)
        self.asked.append(host)
        if not found:
            raise OSError("no such name")
        return found[min(nth, len(found) - 1)]


class Turns(NamedTuple):
    """What the slow answer waits for, and when it has begun."""

    let_go: asyncio.Event
    dripped: asyncio.Event


@dataclass
class Web:
    """The running server; `seen` are the requests that reached it, with their headers."""

    port: int
    seen: list[tuple[str, Mapping[str, str]]]
    let_go: asyncio.Event
    dripped: asyncio.Event

    def url(self, path: str, host: str = "files.example") -> str:
        return f"http://{host}:{self.port}{path}"


@asynccontextmanager
async def opened() -> AsyncIterator[Web]:
    """The server on a socket of this machine."""
    seen: list[tuple[str, Mapping[str, str]]] = []
    turns = Turns(asyncio.Event(), asyncio.Event())

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append((f"{request.host}{request.path_qs}", dict(request.headers)))
        return await _ANSWERS[request.path](request, turns)

    app = web.Application()
    app.router.add_get("/{tail:.*}", handle)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    try:
        yield Web(server.port or 0, seen, *turns)
    finally:
        turns.let_go.set()
        await server.close()


def _given(body: bytes, **headers: str) -> web.Response:
    plain = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(body=body, headers={"Content-Type": "application/pdf", **plain})


async def _plan(_request: web.Request, _: Turns) -> web.StreamResponse:
    return _given(PLAN, Content_Disposition="attachment; filename*=UTF-8''..%2F%E6%96%B9%E6%A1%88.pdf")


async def _redirect(request: web.Request, _: Turns) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": request.query["to"]})


async def _loop(_request: web.Request, _: Turns) -> web.StreamResponse:
    return web.Response(status=301, headers={"Location": "/loop"})


async def _login(_request: web.Request, _: Turns) -> web.StreamResponse:
    return web.Response(text="<form>", content_type="text/html")


async def _status(request: web.Request, _: Turns) -> web.StreamResponse:
    return web.Response(status=int(request.query["is"]))


async def _large(request: web.Request, _: Turns) -> web.StreamResponse:
    """More than it should be, without saying how much."""
    response = web.StreamResponse(headers={"Content-Type": "application/pdf"})
    response.enable_chunked_encoding()
    await response.prepare(request)
    for _nth in range(100):
        await response.write(b"x" * 10_000)
    return response


async def _said_large(_request: web.Request, _: Turns) -> web.StreamResponse:
    return _given(b"x" * 50_000)


async def _gzipped(_request: web.Request, _: Turns) -> web.StreamResponse:
    return _given(gzip.compress(PLAN), Content_Encoding="gzip")


async def _deflated(_request: web.Request, _: Turns) -> web.StreamResponse:
    return _given(zlib.compress(PLAN), Content_Encoding="deflate")


async def _bomb(_request: web.Request, _: Turns) -> web.StreamResponse:
    return _given(gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")


async def _cut_gzip(_request: web.Request, _: Turns) -> web.StreamResponse:
    return _given(gzip.compress(PLAN)[:-9], Content_Encoding="gzip")


async def _two_gzips(_request: web.Request, _: Turns) -> web.StreamResponse:
    return _given(gzip.compress(PLAN) * 2, Content_Encoding="gzip")


async def _not_gzip(_request: web.Request, _: Turns) -> web.StreamResponse:
    return _given(PLAN, Content_Encoding="gzip")


async def _brotli(_request: web.Request, _: Turns) -> web.StreamResponse:
    return _given(PLAN, Content_Encoding="br")


async def _drip(request: web.Request, turns: Turns) -> web.StreamResponse:
    """A few bytes, then silence."""
    response = web.StreamResponse(headers={"Content-Type": "application/pdf", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"x" * 10)
    turns.dripped.set()
    await turns.let_go.wait()
    return response


async def _short(request: web.Request, _: Turns) -> web.StreamResponse:
    """Less than it said: the connection breaks off."""
    response = web.StreamResponse(headers={"Content-Type": "application/pdf", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"x" * 10)
    if request.transport is not None:
        request.transport.close()
    return response


async def _cookie(_request: web.Request, _: Turns) -> web.StreamResponse:
    response = web.Response(status=302, headers={"Location": "/plan"})
    response.set_cookie("session", "1")
    return response


_ANSWERS = {
    "/plan": _plan,
    "/redirect": _redirect,
    "/loop": _loop,
    "/login": _login,
    "/status": _status,
    "/large": _large,
    "/said-large": _said_large,
    "/gzip": _gzipped,
    "/deflate": _deflated,
    "/bomb": _bomb,
    "/cut-gzip": _cut_gzip,
    "/two-gzips": _two_gzips,
    "/not-gzip": _not_gzip,
    "/br": _brotli,
    "/drip": _drip,
    "/short": _short,
    "/cookie": _cookie,
}
