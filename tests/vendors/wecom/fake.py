"""FakeWeCom: the party on the other end of the bot's WeCom side, on a real socket of this machine."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.clocks import FakeClock
from tests.patience import LONG_ENOUGH
from tests.vendors.http.calls import Call, Journal
from tests.vendors.http.faults import Faults
from tests.vendors.http.server import serving
from tests.vendors.wecom.aibot import AiBot
from tests.vendors.wecom.app_chat import AppChat
from tests.vendors.wecom.bot_chat import BotChat
from tests.vendors.wecom.bot_web import BotWeb, respond_later
from tests.vendors.wecom.callbacks import Callbacks, Gate
from tests.vendors.wecom.crypto import Envelope, new_key
from tests.vendors.wecom.directory import Directory
from tests.vendors.wecom.files import Files
from tests.vendors.wecom.media import MediaStore
from tests.vendors.wecom.refusal import need
from tests.vendors.wecom.robots import Robot, Robots
from tests.vendors.wecom.screen import Screen, Shown
from tests.vendors.wecom.sending import MEMBER_PER_MINUTE, Sending
from tests.vendors.wecom.server import Api, Ask, Endpoint
from tests.vendors.wecom.sockets import Sockets
from tests.vendors.wecom.tokens import Tokens
from tests.vendors.wecom.windows import Window
from tests.vendors.wecom.world import App, Member, World

FETCHES_PER_MINUTE = 20
CALLS_PER_MINUTE = 10_000


class FakeWeCom:
    """One corp. `app`, `bot` and robots are registered by `add_…`; people by `add_member`. Use as `async with`.

    `app_url` roots the server API, `ws_url` is the AI bots' socket, `robot_url(key)` a robot's webhook. While
    `trusts_caller` is False every call with a token is refused for its IP. `calls_per_minute` bounds each API.
    """

    def __init__(self, clock: FakeClock, corp_id: str = "ww1f2a3b4c5d6e7f80") -> None:
        self.world = World(clock, corp_id, Screen())
        self.journal, self.faults, self.gate = Journal(), Faults(), Gate()
        self.media = MediaStore(self.world)
        self.tokens = Tokens(self.world, Window(clock, FETCHES_PER_MINUTE))
        self.sending = Sending(self.world, self.media, Window(clock, MEMBER_PER_MINUTE))
        self.robots = Robots(self.world, self.media)
        self.files = Files(clock)
        self.sockets = Sockets(self.world, self.journal, self.faults)
        self.webs: list[BotWeb] = []
        self.trusts_caller = True
        self.calls_per_minute = Window(clock, CALLS_PER_MINUTE)
        self.url = ""
        self._stack = AsyncExitStack()
        self._callbacks: Callbacks | None = None

    @property
    def api_url(self) -> str:
        return f"{self.url}/cgi-bin"

    @property
    def ws_url(self) -> str:
        return f"{self.url.replace('http', 'ws', 1)}/openws"

    def robot_url(self, key: str) -> str:
        return f"{self.api_url}/webhook/send?key={key}"

    async def __aenter__(self) -> Self:
        api = Api(self.world, self.journal, self.faults, self._endpoints(), self._admit)
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/cgi-bin/{name:.+}", api.handle)
        app.router.add_get("/openws", self.sockets.serve)
        app.router.add_get("/files/{id}", self.files.serve)
        self.url = await self._stack.enter_async_context(serving(app))
        self.files.url = self.url
        session = await self._stack.enter_async_context(aiohttp.ClientSession())
        self._stack.push_async_callback(self.sockets.close)
        self._callbacks = Callbacks(self.world, session, self.gate)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    # ------------------------------------------------------------------------------------------- who and what there is

    def add_member(self, userid: str, name: str = "", mobile: str = "", email: str = "") -> Member:
        self.world.members[userid] = Member(userid, name or userid, mobile, email)
        return self.world.members[userid]

    def remove_member(self, userid: str) -> None:
        """They leave the corp."""
        del self.world.members[userid]

    def add_app(self, agent_id: int = 1_000_002, secret: str = "app-secret", token: str = "apptoken") -> App:
        envelope = Envelope(token, new_key(), self.world.corp_id)
        self.world.apps[agent_id] = App(agent_id, secret, envelope)
        return self.world.apps[agent_id]

    def add_bot(self, bot_id: str = "aib-1", secret: str = "bot-secret", name: str = "搭子") -> AiBot:
        return self.sockets.add(AiBot(bot_id, secret, name, self.world, self.media))

    def add_robot(self, key: str, chatid: str = "") -> Robot:
        """A robot in the group `chatid`; without one, its group has the key as its id."""
        return self.robots.add(key, chatid)

    def robot(self, key: str) -> Robot:
        return self.robots.by_key[key]

    def deliver_to(self, url: str, app: App | None = None) -> None:
        """The bot's callback URL, for one app or all."""
        for one in self.world.apps.values() if app is None else [app]:
            one.callback_url = url

    def deliver_bot_to(self, url: str, token: str = "bottoken", bot: AiBot | None = None) -> BotWeb:
        """Put an AI bot into callback mode: its events go to that URL, encrypted with the envelope this has."""
        web = BotWeb(bot or self.sockets.first(), self._out(), Envelope(token, new_key(), ""), url, self.api_url)
        web.bot.web, web.bot.aes_key = web.push, web.envelope.aes_key
        self.webs.append(web)
        return web

    # --------------------------------------------------------------------------------------------------- what people do

    def app_chat(self, userid: str, app: App | None = None) -> AppChat:
        """That member in the app's conversation; the first app's where none is named."""
        of = app or next(iter(self.world.apps.values()))
        return AppChat(self.world, of, userid, self._out(), self.media, self.sending)

    def bot_chat(self, userid: str, chatid: str = "", bot: AiBot | None = None) -> BotChat:
        """That member with an AI bot: alone, or in the group `chatid`."""
        return BotChat(self.world, bot or self.sockets.first(), userid, chatid, self.files, self.gate)

    async def verify(self, app: App | None = None) -> str:
        """Save the callback URL in the console: why the bot's answer was wrong, or ""."""
        of = app or next(iter(self.world.apps.values()))
        return await self._out().verify(of.envelope, of.callback_url)

    def hold(self) -> None:
        """Keep back what would be delivered, until `release`."""
        self.gate.hold()

    async def release(self, order: Callable[[Sequence[Any]], Iterable[Any]] = list) -> None:
        """Deliver what was kept back, in that order."""
        await self.gate.release(order)

    # -------------------------------------------------------------------------------------------------- what was seen

    @property
    def calls(self) -> list[Call]:
        return self.journal.calls

    async def called(self, name: str, count: int = 1, within: float = LONG_ENOUGH) -> list[Call]:
        return await self.journal.called(name, count, within)

    def shown(self, room_id: str) -> str:
        """What people see in a group (chatid) or alone (userid) now, the app's and the bot's chats together."""
        return self.world.screen.text(room_id)

    async def seen(self, room_id: str, text: str, within: float = LONG_ENOUGH) -> str:
        """Wait until that text is among what they see there; all of it."""
        await self.world.screen.changes.until(lambda: text in self.shown(room_id), within)
        return self.shown(room_id)

    def messages(self, room_id: str) -> list[Shown]:
        return self.world.screen.messages(room_id)

    # -------------------------------------------------------------------------------------------------------------- API

    def _out(self) -> Callbacks:
        assert self._callbacks is not None, "use the fake as `async with`"
        return self._callbacks

    def _admit(self, ask: Ask) -> App:
        app = self.tokens.app_of(str(ask.args.get("access_token", "")))
        need(self.trusts_caller, 60020)
        need(self.calls_per_minute.take(ask.name), 45009)
        return app

    def _endpoints(self) -> dict[str, Endpoint]:
        people, media = Directory(self.world), self.media
        return {
            "gettoken": Endpoint("GET", self._gettoken, token=False),
            "message/send": Endpoint("POST", self.sending.send),
            "message/update_template_card": Endpoint("POST", self.sending.update),
            "message/recall": Endpoint("POST", self.sending.recall),
            "media/upload": Endpoint("POST", lambda ask: media.upload(str(ask.args.get("type", "")), ask.upload)),
            "media/get": Endpoint("GET", lambda ask: media.get(str(ask.args.get("media_id", "")))),
            "user/get": Endpoint("GET", people.user),
            "user/getuserid": Endpoint("POST", people.by_mobile),
            "user/get_userid_by_email": Endpoint("POST", people.by_email),
            "agent/get": Endpoint("GET", people.agent),
            "aibot/response": Endpoint("POST", lambda ask: respond_later(self.webs, ask), token=False),
            "webhook/send": Endpoint("POST", self.robots.send, token=False),
            "webhook/upload_media": Endpoint("POST", self.robots.upload, token=False),
        }

    def _gettoken(self, ask: Ask) -> dict[str, object]:
        return self.tokens.issue(str(ask.args.get("corpid", "")), str(ask.args.get("corpsecret", "")))
