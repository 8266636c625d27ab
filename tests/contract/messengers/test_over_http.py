"""The receivers behind the bot's own server: what a platform gets to hear, whatever it sends."""

import json
import logging
from collections.abc import AsyncIterator, Mapping
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer

from bot.inbox import Inbox
from bot.messengers.base import Raw
from bot.web.server import Doors, web_app
from knowledge.store.store import Store
from knowledge.store.tables import inbox
from tests.clocks import START, FakeClock
from tests.contract.messengers.payloads import golden
from tests.contract.messengers.rig import Rig, Stage
from tests.contract.store.samples import rows
from tests.stores import opened

MOST_BYTES = 100_000
GARBAGE = 500


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    async with opened(sqlite_url) as found:
        yield found


@pytest.fixture
async def client(receiving: Rig, stage: Stage, store: Store, clock: FakeClock) -> AsyncIterator["Front"]:
    entry = Inbox(store, clock, lambda: None, lambda unit, what, subject: None)  # noqa: ARG005  nobody is told

    async def nothing_yet(row_id: int, seconds: float) -> Mapping[str, Any] | None:  # noqa: ARG001
        return None

    doors = Doors(entry, {receiving.name: stage.messenger}, {}, "", ZoneInfo("UTC"), store.well, nothing_yet)
    async with TestClient(TestServer(web_app(doors, MOST_BYTES))) as opened_client:
        yield Front(opened_client, stage.messenger.receives[0])


class Front:
    """The bot's front door, as a platform posts to it."""

    def __init__(self, client: "TestClient[Any, Any]", path: str) -> None:
        self._client, self._path = client, path

    async def post(self, raw: Raw) -> ClientResponse:
        return await self._client.post(self._path, data=raw.body, headers=dict(raw.headers), params=dict(raw.query))


async def test_a_message_delivered_twice_is_stored_once_and_acknowledged_twice(
    client: Front, receiving: Rig, store: Store
) -> None:
    first, again = golden(receiving.name)[0].body, receiving.odd.again or golden(receiving.name)[0].body
    answers = [await client.post(receiving.raw(body, START)) for body in (first, again)]
    assert [answer.status for answer in answers] == [200, 200]
    assert len(await rows(store, inbox)) == 1


async def test_what_is_too_large_is_refused_before_it_is_read(client: Front, receiving: Rig, store: Store) -> None:
    answer = await client.post(receiving.raw(b"x" * (MOST_BYTES + 1), START))
    assert answer.status == 413
    assert await rows(store, inbox) == []


async def test_a_forged_request_is_refused_in_words(client: Front, receiving: Rig, store: Store) -> None:
    for raw in receiving.forged(golden(receiving.name)[0].body, START).values():
        answer = await client.post(raw)
        assert answer.status == 401
        assert {"zh", "en"} <= (await answer.json())["error"].keys()
    assert await rows(store, inbox) == []


async def test_garbage_is_never_our_trouble(client: Front, receiving: Rig, caplog: pytest.LogCaptureFixture) -> None:
    chance = Random(20_260_112)
    with caplog.at_level(logging.WARNING):
        for number in range(GARBAGE):
            body = garbage(chance, golden(receiving.name)[number % len(golden(receiving.name))].body)
            raw = receiving.raw(body, START) if number % 2 else Raw({"content-type": "application/json"}, body)
            answer = await client.post(raw)
            assert answer.status < 500, body
    assert "Traceback" not in caplog.text


def garbage(chance: Random, body: bytes) -> bytes:
    """Random bytes, another kind of JSON, or a real payload with a piece missing or changed."""
    cut = chance.randrange(len(body))
    return chance.choice(
        [
            chance.randbytes(chance.randrange(200)),
            body[:cut],
            body[:cut] + chance.randbytes(3) + body[cut + 5 :],
            json.dumps(chance.choice([None, [], {}, 1, "x", {"a": [{}] * 50}])).encode(),
        ]
    )
