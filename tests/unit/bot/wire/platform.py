"""A platform on a real socket that behaves as badly as it is told to."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.test_utils import TestServer

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Platform:
    """`answers` gives each path its handler; `seen` holds what came in, `stop` lets hanging handlers go."""

    def __init__(self) -> None:
        self.answers: dict[str, Handler] = {}
        self.seen: list[web.Request] = []
        self.stop = asyncio.Event()
        app = web.Application(client_max_size=10_000_000)
        app.router.add_route("*", "/{tail:.*}", self._answer)
        self._server = TestServer(app)

    async def open(self) -> None:
        await self._server.start_server()

    async def close(self) -> None:
        self.stop.set()
        await self._server.close()

    @property
    def url(self) -> str:
        return str(self._server.make_url("/")).rstrip("/")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.seen.append(request)
        return await self.answers[request.path](request)

    async def hang(self, request: web.Request) -> web.StreamResponse:
        await request.read()
        await self.stop.wait()
        return web.Response()


def says(status: int = 200, **given: object) -> Handler:
    """Always the same answer, made anew."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, **given)  # type: ignore[arg-type]

    return answer


async def drop(request: web.Request) -> web.StreamResponse:
    """Take the request and cut the line."""
    await request.read()
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def half(request: web.Request) -> web.StreamResponse:
    """Promise a hundred bytes, bring twelve."""
    response = web.StreamResponse(headers={"Content-Length": "100", "Content-Type": "application/pdf"})
    await response.prepare(request)
    await response.write(b'{"errcode":0')
    assert request.transport is not None
    request.transport.close()
    return response
