"""FakeDingTalk: the platform on 127.0.0.1, with the people who use it."""

import asyncio
import random
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

import aiohttp

from tests.clocks import FakeClock
from tests.patience import LONG_ENOUGH
from tests.vendors.dingtalk.cards import Cards
from tests.vendors.dingtalk.contacts import Contacts
from tests.vendors.dingtalk.courier import Courier
from tests.vendors.dingtalk.files import Files
from tests.vendors.dingtalk.frames import Ack
from tests.vendors.dingtalk.gate import Gate
from tests.vendors.dingtalk.gateway import Connection, Gateway
from tests.vendors.dingtalk.limits import Limits, Tokens
from tests.vendors.dingtalk.people import People
from tests.vendors.dingtalk.robot import RobotApi
from tests.vendors.dingtalk.routes import Apis, app
from tests.vendors.dingtalk.templates import CardTemplate
from tests.vendors.dingtalk.webhook import CustomRobot, Webhooks
from tests.vendors.dingtalk.world import Robot, World
from tests.vendors.http.calls import Call
from tests.vendors.http.server import serving

CORP = "dingfakecorp"


class FakeDingTalk(People):
    """One organisation with one robot. `url` is the root of both api.dingtalk.com and oapi.dingtalk.com.

    Parts that tests reach into: `limits` (qps, monthly), `gate.denied` (scopes nobody granted),
    `robot.flow_controlled`, `cards.blocked`, `files.media`, `files.leaks`, and `gateway` (connections, acks, late,
    bad_frames, refused_tickets).
    """

    def __init__(
        self,
        clock: FakeClock,
        app_key: str = "dingfakekey",
        app_secret: str = "fake-app-secret",
        robot_code: str = "dingfakerobot",
        *,
        bot_name: str = "搭子",
        seed: int = 0,
    ) -> None:
        self.clock, self.app_key, self.app_secret, self.robot_code = clock, app_key, app_secret, robot_code
        self.bot_name, self.url = bot_name, ""
        world, files = World(CORP), Files(clock, robot_code)
        cards, webhooks = Cards(world, robot_code, bot_name), Webhooks(clock, world, bot_name)
        self.limits = Limits(clock)
        self.gate = Gate(clock, Tokens(clock, app_key, app_secret), self.limits)
        self.gateway = Gateway(clock, self.gate.tokens, random.Random(seed))
        courier = Courier(clock, self.gateway, app_secret)
        super().__init__(world, files, cards, webhooks, courier, Robot(robot_code, bot_name))
        self.robot = RobotApi(world, files, robot_code, bot_name)
        self.faults = self.gate.faults
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self.courier.said_back = self.webhooks.answer
        self.courier.session = await self._stack.enter_async_context(aiohttp.ClientSession())
        self.url = await self._stack.enter_async_context(serving(app(self._apis())))
        self.files.url = self.webhooks.url = self.gateway.url = self.url
        self._stack.push_async_callback(self.courier.close)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connection in list(self.gateway.connections):
            connection.abort()
        await self._stack.aclose()

    def _apis(self) -> Apis:
        contacts = Contacts(self.world)
        return Apis(self.gate, self.robot, self.cards, self.files, self.webhooks, contacts, self.gateway)

    @property
    def calls(self) -> list[Call]:
        return self.gate.journal.calls

    async def called(self, name: str, count: int = 1, within: float = LONG_ENOUGH) -> list[Call]:
        """The calls of that name (its path without /v1.0/) once there are `count`."""
        return await self.gate.journal.called(name, count, within)

    @property
    def quota_used(self) -> int:
        """Calls of this month that count against the organisation's quota."""
        return self.limits.used

    def revoke_token(self) -> None:
        """The access token is refused from now on, though its life is not over."""
        self.gate.tokens.revoke()

    def template(self, template: CardTemplate) -> CardTemplate:
        """An administrator published this card template."""
        return self.cards.templates.setdefault(template.id, template)

    def custom_robot(
        self, room_id: str, *, secret: str = "", keywords: tuple[str, ...] = (), name: str = "机器人"
    ) -> CustomRobot:
        """An administrator added a custom robot to a group; its `url` is the webhook without timestamp and sign."""
        return self.webhooks.custom(room_id, name, secret, keywords)

    def deliver_to(self, url: str) -> None:
        """HTTP mode: bot messages are POSTed there from now on. "" is Stream mode, as at the start."""
        self.courier.url = url

    async def connected(self, count: int = 1, within: float = LONG_ENOUGH) -> list[Connection]:
        """The open Stream connections, once there are exactly so many."""
        return await self.gateway.connected(count, within)

    async def ping(self, opaque: str = "5d05-fake") -> list[Ack]:
        """Ping every connection; what they answered. TimeoutError where one says nothing for 5 real seconds."""
        return [await self.gateway.ping(one, opaque) for one in list(self.gateway.connections)]

    async def disconnect(self, reason: str = "connection is expired") -> None:
        """Tell every connection to go; returns when they are closed, ten seconds of the clock later."""
        await asyncio.gather(*(self.gateway.dismiss(one, reason) for one in list(self.gateway.connections)))

    async def close_connections(self, code: int = 1000) -> None:
        """Close every connection properly, without a word before."""
        for one in list(self.gateway.connections):
            await one.socket.close(code=code)

    def abort_connections(self) -> None:
        """Cut every connection as a broken network does."""
        for one in list(self.gateway.connections):
            one.abort()

    def silence_connections(self) -> None:
        """Leave every connection half open: nothing comes from it any more, no pong either."""
        for one in self.gateway.connections:
            one.silent = True
