"""A hub with a receiver to deliver to, for tests: time stands still, ids count, pauses take no time."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.messengers.local.hub import Hub, HubSettings, Member, hub_routes, sign
from tests.patience import LONG_ENOUGH

SECRET = b"a secret of the tests"
TOKEN = "a token of the tests"
NOW = datetime(2026, 11, 20, 2, 2, tzinfo=UTC)
PEOPLE = (
    Member("li-lei", "李雷", "Li Lei", "rep", "华东"),
    Member("han-meimei", "韩梅梅", "Han Meimei", "rep", "华东"),
    Member("tom", "Tom", "", "delivery", "海外"),
)
ROOMS = (
    {"id": "east", "title": "华东光伏", "region": "华东", "members": ["li-lei", "han-meimei"], "outsiders": False},
    {"id": "all", "title": "全员"},
)
SETTINGS = HubSettings("http://127.0.0.1:9/none", SECRET, TOKEN, people=PEOPLE, rooms=ROOMS, demo=True)
JsonClient = TestClient[web.Request, web.Application]


class Time:
    """The time, moved by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **parts: int) -> None:
        self.at += timedelta(**parts)


def make_hub(settings: HubSettings = SETTINGS, time: Time | None = None, first_id: int = 1) -> Hub:
    ids = count(first_id)
    return Hub(settings, now=time or Time(), new_id=lambda: f"id{next(ids)}", pause=lambda _: asyncio.sleep(0))


class Receiver:
    """The bot's end: keeps what came, answers with `answers` in turn (status, body, headers), then with 200."""

    def __init__(self) -> None:
        self.events: list[dict[str, object]] = []
        self.answers: list[tuple[int, object, dict[str, str]]] = []
        self.genuine: list[bool] = []
        self._arrived = asyncio.Condition()

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        signature = sign(SECRET, request.headers["X-Dazi-Timestamp"], body)
        self.genuine.append(signature == request.headers["X-Dazi-Signature"])
        status, answer, headers = self.answers.pop(0) if self.answers else (200, {}, {})
        async with self._arrived:
            self.events.append(json.loads(body))
            self._arrived.notify_all()
        return web.json_response(answer, status=status, headers=headers)

    async def wait_for(self, number: int) -> list[dict[str, object]]:
        async with self._arrived, asyncio.timeout(LONG_ENOUGH):
            await self._arrived.wait_for(lambda: len(self.events) >= number)
        return self.events


async def until_state(hub: Hub, message_id: str, state: str) -> None:
    """Wait until a message's delivery has this state."""
    await until(lambda: hub.ledger.log.get(message_id).state == state)


async def until(holds: Callable[[], bool]) -> None:
    """Let the loop run until something holds."""
    async with asyncio.timeout(LONG_ENOUGH):
        for _ in count():
            if holds():
                return
            await asyncio.sleep(0)


@asynccontextmanager
async def receiving() -> AsyncIterator[tuple[Receiver, str]]:
    receiver, app = Receiver(), web.Application()
    app.router.add_post("/events", receiver.take)
    async with TestServer(app) as server:
        yield receiver, str(server.make_url("/events"))


@asynccontextmanager
async def stage(settings: HubSettings = SETTINGS) -> AsyncIterator[tuple[Hub, JsonClient, Receiver]]:
    """A running hub, a browser at it, and the receiver behind it."""
    async with receiving() as (receiver, url):
        hub = make_hub(replace(settings, receiver_url=url))
        app = web.Application()
        app.add_routes(hub_routes(hub))
        async with TestClient(TestServer(app)) as client:
            await hub.start()
            try:
                yield hub, client, receiver
            finally:
                await hub.stop()
