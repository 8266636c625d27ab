"""The other side: a request URL that checks signatures as slack_sdk does, keeps what it hears, answers as told."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web
from slack_sdk.signature import Clock, SignatureVerifier

from tests.clocks import FakeClock
from tests.vendors.http.server import serving


class StampedBy(Clock):
    """slack_sdk's clock, moved by hand."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()


class Bot:
    """`heard` are the bodies as objects, `headers` theirs; `answers` are given in turn, then 200 without a body."""

    def __init__(self, secret: str, clock: FakeClock) -> None:
        self._verifier = SignatureVerifier(secret, StampedBy(clock))
        self.url = ""
        self.heard: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: deque[web.Response | None] = deque()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        if not self._verifier.is_valid_request(body, dict(request.headers)):
            return web.Response(status=401)
        self.headers.append(dict(request.headers))
        self.heard.append(_parsed(request.content_type, body.decode()))
        answer = self.answers.popleft() if self.answers else web.Response()
        if answer is None:
            await asyncio.Event().wait()
            raise AssertionError
        return answer

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The inner events of one type."""
        return [one["event"] for one in self.heard if one.get("event", {}).get("type") == kind]


@asynccontextmanager
async def listening(secret: str, clock: FakeClock) -> AsyncIterator[Bot]:
    bot, app = Bot(secret, clock), web.Application()
    app.add_routes([web.post("/slack/events", bot.serve)])
    async with serving(app) as root:
        bot.url = f"{root}/slack/events"
        yield bot


def _parsed(content_type: str, body: str) -> dict[str, Any]:
    if content_type == "application/json":
        return dict(json.loads(body))
    form = {name: values[0] for name, values in parse_qs(body).items()}
    return dict(json.loads(form["payload"])) if "payload" in form else form
