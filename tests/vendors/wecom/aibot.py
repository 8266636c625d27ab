"""An AI bot (智能机器人) as WeCom keeps it, and the one live connection it may have."""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.patience import LONG_ENOUGH
from tests.vendors.http.calls import Changes
from tests.vendors.wecom.media import MediaStore
from tests.vendors.wecom.screen import Shown
from tests.vendors.wecom.windows import Window
from tests.vendors.wecom.world import World

PER_CHAT = 30
UPLOADS = 30
SINGLE, GROUP = 1, 2


@dataclass(slots=True)
class Asked:
    """One callback pushed to the bot, and what it answered under its req_id (the bodies that were taken).

    `kind` is "message" or the event's type. Where there was no connection it was not
    `delivered`, and never will be.
    """

    kind: str
    room: str
    body: Mapping[str, Any]
    at: float
    req_id: str
    delivered: bool = True
    shown: Shown | None = None
    used: bool = False
    replies: list[Mapping[str, Any]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    def reply(self, body: Mapping[str, Any]) -> None:
        self.replies.append(body)
        self.changes.tell()

    async def answered(self, count: int = 1, within: float = LONG_ENOUGH) -> Mapping[str, Any]:
        """Wait for so many answers; the latest."""
        await self.changes.until(lambda: len(self.replies) >= count, within)
        return self.replies[-1]

    async def finished(self, within: float = LONG_ENOUGH) -> str:
        """Wait for the end of a streamed answer; its text."""
        await self.changes.until(lambda: any(stream.get("finish") for stream in self._streams()), within)
        return str(self._streams()[-1].get("content", ""))

    def _streams(self) -> list[Mapping[str, Any]]:
        return [body["stream"] for body in self.replies if "stream" in body]


@dataclass(slots=True)
class Link:
    """One WebSocket connection. `asked` are the req_ids issued on it; they are worth nothing on another."""

    ws: web.WebSocketResponse
    request: web.Request
    bot: "AiBot | None" = None
    asked: dict[str, Asked] = field(default_factory=dict)

    def abort(self) -> None:
        """Cut the line without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()


@dataclass(slots=True)
class AiBot:
    """A bot. While it is `silent` its connection takes frames and answers none. `refusals` meet its next subscribes.

    `chats` are those that talked to it, with their kind (1 single, 2 group): it may send to no others.
    """

    bot_id: str
    secret: str = field(repr=False)
    name: str
    world: World
    media: MediaStore
    link: Link | None = None
    silent: bool = False
    chats: dict[str, int] = field(default_factory=dict)
    tasks: set[str] = field(default_factory=set)
    refusals: deque[int] = field(default_factory=deque)
    streams: dict[tuple[str, str], Shown] = field(default_factory=dict)
    lost: list[Asked] = field(default_factory=list)
    subscribes: int = 0
    web: Callable[[Asked], Awaitable[Asked]] | None = None
    """The other mode: callbacks over HTTP (bot_web.py); one excludes the other. `aes_key` is that URL's."""
    aes_key: str = field(default="", repr=False)
    changes: Changes = field(default_factory=Changes)
    per_chat: Window = field(init=False)
    uploads: Window = field(init=False)

    def __post_init__(self) -> None:
        self.per_chat = Window(self.world.clock, PER_CHAT)
        self.uploads = Window(self.world.clock, UPLOADS)

    @property
    def via(self) -> str:
        return f"aibot:{self.bot_id}"

    async def connected(self, times: int = 1, within: float = LONG_ENOUGH) -> None:
        """Wait until it is subscribed, and was for at least so many times."""
        await self.changes.until(lambda: self.link is not None and self.subscribes >= times, within)

    async def gone(self, within: float = LONG_ENOUGH) -> None:
        """Wait until no connection is left."""
        await self.changes.until(lambda: self.link is None, within)

    def refuse(self, *errcodes: int) -> None:
        """The next subscribes are turned down with these."""
        self.refusals.extend(errcodes)

    async def close(self, code: int = 1000) -> None:
        """Close the connection in good order."""
        if self.link is not None:
            await self.link.ws.close(code=code)

    def abort(self) -> None:
        """Cut the connection."""
        if self.link is not None:
            self.link.abort()

    async def kick(self) -> None:
        """Somebody else subscribed as this bot: it is told, and closed."""
        if self.link is not None:
            link, self.link = self.link, None
            await dismiss(self, link)

    async def push(self, cmd: str, asked: Asked) -> Asked:
        """Send a callback, over the live connection or to its URL."""
        if self.web is not None:
            return await self.web(asked)
        link = self.link
        if link is None or link.ws.closed:
            asked.delivered = False
            self.lost.append(asked)
            return asked
        link.asked[asked.req_id] = asked
        await link.ws.send_json({"cmd": cmd, "headers": {"req_id": asked.req_id}, "body": asked.body})
        return asked

    def body(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What every callback of this bot says."""
        start = {"msgid": self.world.fresh("msgid-"), "create_time": self.world.stamp(), "aibotid": self.bot_id}
        return {**start, **fields}


async def dismiss(bot: AiBot, link: Link) -> None:
    """Tell a connection that another took its place, and close it."""
    body = bot.body({"msgtype": "event", "event": {"eventtype": "disconnected_event"}})
    frame = {"cmd": "aibot_event_callback", "headers": {"req_id": bot.world.fresh("req-")}, "body": body}
    if not link.ws.closed:
        await link.ws.send_json(frame)
        await link.ws.close()
    bot.changes.tell()
