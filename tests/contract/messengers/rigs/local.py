"""The local messenger, with its page's server in another place: a real hub over real HTTP."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.messengers.base import Json, Raw, Surroundings
from bot.messengers.local.hub import Hub, HubSettings, Member, hub_routes, sign
from bot.messengers.local.messenger import TEXT_BYTES, open_local
from bot.messengers.local.receive import WINDOW_SECONDS
from config.sections import Where
from notifiers.notice import Address
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rig import Finds, Odd, Rig, Stage

SECRET, TOKEN = "signing-secret-of-the-tests", "bot-token-of-the-tests"
ROOM = {"id": "east", "title": "East", "outsiders": False, "members": ["lilei", "hanmei"]}
PEOPLE = (Member("lilei", "李雷"), Member("hanmei", "韩梅"), Member("zhaopeng", "赵鹏"))


class _LocalRig:
    name = "local"
    edits = True
    finds = Finds.ALL
    odd = Odd(unknown=b'{"event_id": "e1", "kind": "reacted", "room": {"id": "east"}}')
    cuts = True
    live: tuple[str, ...] = ()
    account = "lilei"
    rings_at = ""
    secrets: tuple[str, ...] = (SECRET, TOKEN)

    @asynccontextmanager
    async def stage(self, folder: Path, clock: FakeClock) -> AsyncIterator[Stage]:
        hub = Hub(_settings(folder), now=clock.now, new_id=clock.new_id)
        app = web.Application()
        app.add_routes(hub_routes(hub))
        async with TestServer(app) as server:
            around = Surroundings(clock, folder, "http://127.0.0.1:9", "en", ZoneInfo("UTC"), 1_000_000)
            section = {"secret": SECRET, "bot_token": TOKEN, "hub_url": str(server.make_url("/"))}
            messenger = open_local(section, Where(), around)
            assert messenger is not None
            await messenger.start(FakeHost(clock))
            here, nowhere = Address("local", "east"), Address("local", "no-such-room")
            yield Stage(messenger, here, nowhere, lambda: "\n".join(_shown(hub)), members=lambda: {"lilei", "hanmei"})
            await messenger.close()
            await hub.stop()

    def raw(self, body: bytes, at: datetime) -> Raw:
        return _signed(SECRET, body, at)

    def forged(self, body: bytes, at: datetime) -> Mapping[str, Raw]:
        genuine = self.raw(body, at)
        stamp, signature = genuine.headers["x-dazi-timestamp"], genuine.headers["x-dazi-signature"]
        later = str(int(stamp) + 1)
        return {
            "another secret": _signed("another secret", body, at),
            "no headers": Raw({}, body),
            "no signature": Raw({"x-dazi-timestamp": stamp}, body),
            "no timestamp": Raw({"x-dazi-signature": signature}, body),
            "a changed body": Raw(genuine.headers, body + b" "),
            "a changed time": Raw({"x-dazi-timestamp": later, "x-dazi-signature": signature}, body),
            "a time that is none": Raw({"x-dazi-timestamp": "soon", "x-dazi-signature": signature}, body),
            "a time of odd digits": Raw({"x-dazi-timestamp": "１７６８", "x-dazi-signature": signature}, body),
            "a signature that is no text": Raw({"x-dazi-timestamp": stamp, "x-dazi-signature": "签名\udcff"}, body),
        }

    def window(self) -> float:
        return WINDOW_SECONDS

    def markup(self, payload: Json) -> str:  # noqa: ARG002  plain text is all it knows
        return ""

    def rung(self, payload: Json) -> Sequence[str]:  # noqa: ARG002  it rings nobody
        return ()

    def size(self, payload: Json) -> Mapping[str, tuple[int, int]]:
        return {"text": (len(str(payload["text"]).encode()), TEXT_BYTES)}

    def texts(self, payload: Json) -> str:
        return "\n".join(_texts(payload))


def _settings(folder: Path) -> HubSettings:
    secret, journal = SECRET.encode(), folder / "journal.jsonl"
    return HubSettings("http://127.0.0.1:9", secret, TOKEN, people=PEOPLE, rooms=(ROOM,), journal=journal)


def _signed(secret: str, body: bytes, at: datetime) -> Raw:
    stamp = str(int(at.timestamp()))
    return Raw({"x-dazi-timestamp": stamp, "x-dazi-signature": sign(secret.encode(), stamp, body)}, body)


def _shown(hub: Hub) -> Iterator[str]:
    messages, _ = hub.ledger.log.page("east", 1_000_000, 1000)
    for message in messages:
        yield from _texts(message.payload or {})


def _texts(value: object) -> Iterator[str]:
    """Every string of a payload; the page shows those that are texts, and the suite looks only for texts."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value
    else:
        yield json.dumps(value)


RIG: Rig = _LocalRig()
