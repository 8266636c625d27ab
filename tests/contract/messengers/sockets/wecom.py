"""WeCom's AI bot before a fake corp. Nothing is acknowledged, and what is said while nobody listens is lost."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from aiohttp import web

from bot.messengers.base import Messenger
from bot.messengers.wecom.messenger import open_wecom
from config.sections import Where
from tests.clocks import FakeClock
from tests.contract.messengers.rigs.wecom import (
    AES_KEY,
    BOT_SECRET,
    MEMBER,
    SECRET,
    TOKEN,
    fake_corp,
    section,
    surroundings,
)
from tests.contract.messengers.sockets.platform import Muted, Outage, Platform
from tests.vendors.wecom.fake import FakeWeCom

STATUSES = {Outage.SERVER_ERROR: 503, Outage.NO_ANSWER: 0}
WRONG_SECRET = 853000


class _WeCom(Platform):
    acknowledges, moves, single = False, False, True
    outages = (Outage.SERVER_ERROR, Outage.NO_ANSWER)
    secrets = (SECRET, TOKEN, BOT_SECRET, AES_KEY)
    frame: ClassVar[Mapping[str, Any]] = {
        "cmd": "aibot_msg_callback",
        "headers": {"req_id": "req-made-up"},
        "body": {
            "msgid": "msg-made-up",
            "create_time": 1768179600,
            "aibotid": "aib-1",
            "chatid": "east",
            "chattype": "group",
            "from": {"userid": MEMBER},
            "msgtype": "text",
            "text": {"content": "@搭子 谁负责？"},
        },
    }

    def __init__(self, fake: FakeWeCom, folder: Path) -> None:
        self._fake, self._folder = fake, folder
        self._bot, self.muted = fake.sockets.first(), Muted()

    def open(self) -> Messenger:
        return open_wecom(section(self._fake), Where(), surroundings(self._fake.world.clock, self._folder))

    async def say(self, text: str) -> None:
        await self._fake.bot_chat(MEMBER).say(text)

    def acknowledged(self, text: str) -> int:  # noqa: ARG002  nothing is
        return 0

    def live(self) -> int:
        links = [link for link in self._fake.sockets.links if link.bot is not None]
        return len([link for link in links if link.request not in self.muted])

    def attempts(self) -> list[float]:
        return self._fake.sockets.knocks

    async def close(self) -> None:
        await self._bot.close()

    def abort(self) -> None:
        self._bot.abort()

    def silence(self) -> None:
        for link in self._fake.sockets.links:
            self.muted.mute(link.request)

    def notice(self) -> None:
        self.muted.release()

    def fail(self, outage: Outage, times: int) -> None:
        self._fake.sockets.unwilling.extend([STATUSES[outage]] * times)

    def refuse_credentials(self, times: int) -> None:
        self._bot.refuse(*[WRONG_SECRET] * times)

    def ends(self) -> Sequence[tuple[web.Request, web.WebSocketResponse]]:
        return [(link.request, link.ws) for link in self._fake.sockets.links]

    async def kick(self) -> None:
        await self._bot.kick()


@asynccontextmanager
async def line(folder: Path, clock: FakeClock) -> AsyncIterator[Platform]:
    """A corp with an AI bot in long-connection mode."""
    async with fake_corp(clock) as fake:
        platform = _WeCom(fake, folder)
        yield platform
        platform.muted.release()
