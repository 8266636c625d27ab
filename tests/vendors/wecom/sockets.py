"""The AI bots' WebSocket: subscribe, ping, and every command acknowledged under its req_id."""

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.vendors.http.calls import Call, Journal
from tests.vendors.http.faults import (
    Error,
    Fault,
    Faults,
    HalfBody,
    Hang,
    Partial,
    RateLimited,
    Status,
    TakenThenDropped,
)
from tests.vendors.wecom.aibot import AiBot, Link, dismiss
from tests.vendors.wecom.refusal import MESSAGES, Refused, need
from tests.vendors.wecom.replies import respond, send, update, welcome
from tests.vendors.wecom.uploads import Uploads
from tests.vendors.wecom.world import World


@dataclass(frozen=True, slots=True)
class Frame:
    """One command from the bot."""

    cmd: str
    req_id: str
    body: Mapping[str, Any]


@dataclass(slots=True)
class Sockets:
    """All AI bots' connections. While `upgrades_to` is an HTTP status, new connections get that instead of a socket.

    `unwilling` are the statuses that the next ones get, one each; 0 is no answer at all. `knocks`: when each came, by
    the clock.
    """

    world: World
    journal: Journal
    faults: Faults
    bots: dict[str, AiBot] = field(default_factory=dict)
    upgrades_to: int = 101
    unwilling: deque[int] = field(default_factory=deque)
    knocks: list[float] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    _uploads: Uploads = field(default_factory=Uploads)
    _leaving: set[asyncio.Task[None]] = field(default_factory=set)

    def add(self, bot: AiBot) -> AiBot:
        self.bots[bot.bot_id] = bot
        return bot

    def first(self) -> AiBot:
        return next(iter(self.bots.values()))

    async def close(self) -> None:
        for link in self.links:
            link.abort()
        for task in self._leaving:
            task.cancel()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.knocks.append(self.world.clock.monotonic())
        status = self.unwilling.popleft() if self.unwilling else self.upgrades_to
        if status == 0:
            await asyncio.Event().wait()
        if status != 101:
            return web.Response(status=status)
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        link = Link(ws, request)
        self.links.append(link)
        try:
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    await self._take(link, message.data)
        finally:
            self._forget(link)
        return ws

    def _forget(self, link: Link) -> None:
        self.links.remove(link)
        if link.bot is not None and link.bot.link is link:
            link.bot.link = None
        if link.bot is not None:
            link.bot.changes.tell()

    async def _take(self, link: Link, text: str) -> None:
        frame = read_frame(text)
        if frame is None:
            await link.ws.close(code=1007)
            return
        self.journal.note(Call(frame.cmd, frame.body, {"req_id": frame.req_id}, self.world.clock.now()))
        if link.bot is None or not link.bot.silent:
            await self._meet(self.faults.take(frame.cmd), link, frame)

    async def _meet(self, fault: Fault | None, link: Link, frame: Frame) -> None:
        match fault:
            case Error():
                await acknowledge(link, frame, Refused(int(fault.code)))
            case RateLimited():
                await acknowledge(link, frame, Refused(846607))
            case Hang():
                return
            case Status():
                link.abort()
            case HalfBody() | TakenThenDropped():
                self._run(link, frame)
                link.abort()
            case Partial(fields):
                await acknowledge(link, frame, self._run(link, frame), fields)
            case None:
                await acknowledge(link, frame, self._run(link, frame))

    def _run(self, link: Link, frame: Frame) -> Mapping[str, Any] | Refused:
        try:
            return self._command(link, frame)
        except Refused as refused:
            return refused

    def _command(self, link: Link, frame: Frame) -> Mapping[str, Any]:
        if frame.cmd == "aibot_subscribe":
            return self._subscribe(link, frame.body)
        if link.bot is None or link.bot.link is not link:
            raise Refused(846609)
        if frame.cmd == "ping":
            return {}
        upload = self._uploads.commands().get(frame.cmd)
        if upload is not None:
            return upload(link.bot, frame.body)
        if frame.cmd == "aibot_send_msg":
            return send(link.bot, frame.body)
        reply = {
            "aibot_respond_msg": respond,
            "aibot_respond_welcome_msg": welcome,
            "aibot_respond_update_msg": update,
        }.get(frame.cmd)
        if reply is None:
            raise Refused(40058, f"cmd {frame.cmd}")
        return reply(link, frame.req_id, frame.body)

    def _subscribe(self, link: Link, body: Mapping[str, Any]) -> Mapping[str, Any]:
        bot = self.bots.get(str(body.get("bot_id", "")))
        if bot is None:
            raise Refused(853000)
        need(bot.web is None, 853000, "the bot is in callback mode")
        need(not bot.refusals, bot.refusals.popleft() if bot.refusals else 0)
        need(body.get("secret") == bot.secret, 853000)
        before, bot.link, link.bot = bot.link, link, bot
        if before is not None and before is not link:
            task = asyncio.get_running_loop().create_task(dismiss(bot, before))
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
        bot.subscribes += 1
        bot.changes.tell()
        return {}


def read_frame(text: str) -> Frame | None:
    """A command; None for anything that is not one."""
    try:
        found = json.loads(text)
        cmd, req_id, body = found["cmd"], found["headers"]["req_id"], found.get("body")
    except (ValueError, KeyError, TypeError):
        return None
    fits = isinstance(cmd, str) and isinstance(req_id, str) and req_id and isinstance(body, dict | None)
    return Frame(cmd, req_id, body or {}) if fits else None


async def acknowledge(
    link: Link, frame: Frame, outcome: Mapping[str, Any] | Refused, fields: Mapping[str, Any] | None = None
) -> None:
    """The ack of a command, under its req_id and without a cmd."""
    ack: dict[str, Any] = {"headers": {"req_id": frame.req_id}, "errcode": 0, "errmsg": "ok"}
    if isinstance(outcome, Refused):
        ack |= {"errcode": outcome.errcode, "errmsg": MESSAGES.get(outcome.errcode, outcome.errmsg)}
    elif outcome:
        ack["body"] = dict(outcome)
    if not link.ws.closed:
        await link.ws.send_json({**ack, **(fields or {})})
