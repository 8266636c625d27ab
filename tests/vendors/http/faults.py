"""Trouble on order: what the next calls of an API meet instead of its usual answer."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Error:
    """The platform's own error form: its code, and further fields of the answer. Nothing is taken."""

    code: str | int
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RateLimited:
    """Too many calls: come back after so many seconds. Nothing is taken."""

    after: float = 1.0


@dataclass(frozen=True, slots=True)
class Status:
    """An HTTP error page from something in front of the API. Nothing is taken."""

    status: int = 500
    body: str = "<html><body>Server Error</body></html>"


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer until the fake closes or the client goes away. Nothing is taken."""


@dataclass(frozen=True, slots=True)
class HalfBody:
    """Taken; the answer breaks off in the middle."""


@dataclass(frozen=True, slots=True)
class TakenThenDropped:
    """Taken; the connection closes without an answer."""


@dataclass(frozen=True, slots=True)
class Partial:
    """Taken; the answer reads as success and has these fields too (people it did not reach, say)."""

    fields: Mapping[str, Any]


Fault = Error | RateLimited | Status | Hang | HalfBody | TakenThenDropped | Partial


class Faults:
    """The faults ordered per API name; those of "*" wait for calls that have none of their own."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def next(self, name: str, *faults: Fault) -> None:
        """The next calls of `name` meet these, one each, in order."""
        self._waiting[name].extend(faults)

    def take(self, name: str) -> Fault | None:
        """What this call meets; None for nothing out of the ordinary."""
        waiting = self._waiting[name] or self._waiting["*"]
        return waiting.popleft() if waiting else None


@dataclass(frozen=True, slots=True)
class Turn:
    """One request on its way to an answer: `taken` does what was asked, `refused` says no in the platform's words."""

    request: web.Request
    taken: Callable[[], Awaitable[web.Response]]
    refused: Callable[[Error | RateLimited], web.Response]


async def meet(fault: Fault | None, turn: Turn) -> web.StreamResponse:
    """Answer a request under a fault. A hanging one ends when the server of tests/vendors/http closes."""
    match fault:
        case None:
            return await turn.taken()
        case Error() | RateLimited():
            return turn.refused(fault)
        case Status(status, body):
            return web.Response(status=status, text=body, content_type="text/html")
        case Hang():
            return await _never()
        case HalfBody():
            return await _half(turn.request, await turn.taken())
        case TakenThenDropped():
            await turn.taken()
            return _dropped(turn.request)
        case Partial(fields):
            return _with_fields(await turn.taken(), fields)


async def _never() -> web.StreamResponse:
    await asyncio.Event().wait()
    raise AssertionError("nothing wakes it but a cancel")


async def _half(request: web.Request, whole: web.Response) -> web.StreamResponse:
    body = whole.body if isinstance(whole.body, bytes) else b""
    response = web.StreamResponse(status=whole.status, headers={"Content-Type": whole.headers["Content-Type"]})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    return _dropped(request, response)


def _dropped(request: web.Request, response: web.StreamResponse | None = None) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.close()
    return response or web.Response()


def _with_fields(answer: web.Response, fields: Mapping[str, Any]) -> web.Response:
    return web.json_response({**json.loads(answer.text or "{}"), **fields}, status=answer.status)
