"""DingTalk's Stream before a fake gateway."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.messengers.base import Messenger, Surroundings
from bot.messengers.dingtalk.messenger import open_dingtalk
from config.sections import Where
from tests.clocks import FakeClock
from tests.contract.messengers.rigs.dingtalk import MESSAGE, SECRET, settings
from tests.contract.messengers.sockets.platform import Outage, Platform, seconds_of
from tests.vendors.dingtalk.courier import AGAIN_SECONDS, BOT
from tests.vendors.dingtalk.fake import FakeDingTalk
from tests.vendors.dingtalk.gateway import GRACE_SECONDS, Connection
from tests.vendors.http.delivery import Answer, Delivery
from tests.vendors.http.faults import Error, Fault, Hang, Status

OPEN = "gateway/connections/open"
FAULTS: dict[Outage, Fault] = {Outage.SERVER_ERROR: Status(503), Outage.NO_ANSWER: Hang()}


class _DingTalk(Platform):
    secrets = (SECRET, "accesstoken0", "ticket-")
    frame: ClassVar[Mapping[str, Any]] = {
        "specVersion": "1.0",
        "type": "CALLBACK",
        "headers": {"topic": BOT.topic, "messageId": "m-made-up", "contentType": "application/json", "time": "1"},
        "data": MESSAGE,
    }

    def __init__(self, fake: FakeDingTalk, folder: Path) -> None:
        self._fake, self._folder, self._said = fake, folder, dict[str, Delivery]()
        self._li = fake.person("li.lei", "Li Lei")
        self._leaving: asyncio.Future[None] | None = None
        self._asked: asyncio.Future[None] | None = None

    def open(self) -> Messenger:
        clock = self._fake.clock
        around = Surroundings(clock, self._folder, "http://127.0.0.1:9", "en", ZoneInfo("UTC"), 1_000_000)
        return open_dingtalk(settings(self._fake), Where(), around)

    async def say(self, text: str) -> None:
        self._fake.hold()
        self._said[text] = await self._fake.say(self._li, text)
        self._fake.release()

    def acknowledged(self, text: str) -> int:
        return len([answer for answer in self._said[text].answers if answer.ok])

    def live(self) -> int:
        return len([one for one in self._fake.gateway.connections if not one.silent])

    def attempts(self) -> list[float]:
        return seconds_of(self._fake.gate.journal.named(OPEN))

    async def close(self) -> None:
        await self._fake.close_connections()

    def abort(self) -> None:
        self._fake.abort_connections()

    def silence(self) -> None:
        self._fake.silence_connections()

    def fail(self, outage: Outage, times: int) -> None:
        if outage is Outage.TICKET_REFUSED:
            self._fake.gateway.refused_tickets += times
        else:
            self._fake.faults.next(OPEN, *[FAULTS[outage]] * times)

    def refuse_credentials(self, times: int) -> None:
        self._fake.faults.next(OPEN, *[Error("authFailed", {"status": 401})] * times)

    def ends(self) -> Sequence[tuple[web.Request, web.WebSocketResponse]]:
        return [(one.request, one.socket) for one in self._fake.gateway.connections]

    def wire(self, frame: Mapping[str, Any]) -> str:
        data = frame.get("data")
        return json.dumps({**frame, "data": json.dumps(data) if isinstance(data, dict) else data})

    async def dismiss(self, text: str) -> None:
        (old,) = self._fake.gateway.connections
        told = {**MESSAGE, "msgId": "msgOnTheOld", "text": {"content": text}}
        self._said[text] = Delivery("msgOnTheOld", BOT.topic, told)
        self._leaving = asyncio.ensure_future(self._fake.disconnect())
        self._asked = asyncio.ensure_future(self._ask(old, self._said[text]))

    async def let_go(self) -> None:
        assert self._asked is not None
        assert self._leaving is not None
        await self._asked
        self._fake.clock.advance(GRACE_SECONDS)
        await self._leaving

    async def _ask(self, on: Connection, delivery: Delivery) -> None:
        ack = await self._fake.gateway.ask(on, BOT, json.dumps(delivery.payload), {}, AGAIN_SECONDS)
        delivery.answered(Answer(0, trouble="no_ack") if ack is None else Answer(ack.code))


@asynccontextmanager
async def line(folder: Path, clock: FakeClock) -> AsyncIterator[Platform]:
    """An organisation whose robot is in Stream mode."""
    async with FakeDingTalk(clock, app_secret=SECRET) as fake:
        yield _DingTalk(fake, folder)
