"""WeCom behind the port: callbacks and the AI bot's socket in; the app, the AI bot and group robots out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.messengers.base import (
    Admitted,
    BadPayload,
    CannotTell,
    Check,
    Dead,
    Delivered,
    Fetched,
    Host,
    Ignored,
    Json,
    Limits,
    NotEditable,
    Pace,
    PathGone,
    Raw,
    Repeatable,
    Retry,
    Sent,
    Surroundings,
)
from bot.messengers.wecom import receive
from bot.messengers.wecom.bot_events import REPLY_KIND
from bot.messengers.wecom.cards import BUTTONS
from bot.messengers.wecom.check import CALLBACK, Looking
from bot.messengers.wecom.render import TEXT_BYTES, Way, render
from bot.messengers.wecom.settings import WeComSettings
from bot.messengers.wecom.ways import Ways, open_ways
from capture.base import FileRef
from config.sections import Where, validate_section
from handlers.message import Message, News
from knowledge.people.model import Account, Person, Room
from notifiers.notice import Address, Notice, ReplyPath

ROBOT_PACE = Pace(4.0, 5)
"""Twenty in any minute, and never more."""

CHAT_PACE = Pace(2.0, 5)


class WeComMessenger:
    """WeCom, by the ways that the settings open."""

    name: str = "wecom"
    limits: Limits = Limits(TEXT_BYTES, BUTTONS)

    def __init__(self, settings: WeComSettings, around: Surroundings, ways: Ways) -> None:
        self._settings, self._around, self._ways = settings, around, ways
        self.receives: Sequence[str] = (CALLBACK,) if ways.envelope else ()

    def pace(self, room_id: str) -> Pace:
        """Slower into groups of a robot than into chats."""
        return ROBOT_PACE if room_id.startswith("robot:") else CHAT_PACE

    def routes(self) -> Sequence[web.RouteDef]:
        """The callback's verification, which comes as a GET."""
        envelope = self._ways.envelope
        return [web.get(CALLBACK, receive.verify(envelope, self._around.clock.now))] if envelope else []

    async def start(self, host: Host) -> None:
        """Open the AI bot's socket where there is one."""
        self._ways.start(host)

    async def meet(self, people: Sequence[Person], rooms: Sequence[Room]) -> None:
        """WeCom knows its members itself."""

    def admit(self, raw: Raw) -> Admitted | Ignored | BadPayload:
        """Verify a callback and take its ids."""
        if self._ways.envelope is None:
            return BadPayload(401, "no app is set up")
        return receive.admit(raw, self._ways.envelope, self._around.clock.now)

    def decode(self, body: Json) -> Message | News:
        """A stored callback, of the app or the AI bot."""
        return receive.decode(body)

    def render(self, notice: Notice, room_id: str) -> Sequence[Json]:
        """The notice as that room's way shows it."""
        return render(notice, self._ways.of(room_id), self._around.public_url)

    async def send(self, payload: Json, to: Address, key: str, path: ReplyPath | None) -> Delivered:
        """Answer under what was said while that can be answered; else to the room, by its way."""
        way, (kind, _, whom) = self._ways.of(to.room_id), to.room_id.partition(":")
        bot = self._ways.bot
        if path is not None and path.kind == REPLY_KIND and bot is not None:
            if way is Way.APP and not bot.connected:
                return PathGone("this process does not hold the AI bot's connection")
            return await bot.reply(payload, path, key)
        if way is Way.ROBOT:
            return await self._ways.robots.send(payload, whom, key)
        if way is Way.APP and self._ways.app is not None:
            return await self._ways.app.send(payload, whom, key)
        if bot is not None and kind in ("user", "chat"):
            return await bot.send(payload, whom, 1 if kind == "user" else 2, key)
        return Dead(f"nothing is set up that writes to {kind}: rooms")

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a card: the AI bot's within seconds of a press, the app's by its code."""
        if "ticket" in receipt and self._ways.bot is not None:
            return await self._ways.bot.edit(receipt, payload)
        if not {"response_code", "pressed_code"}.isdisjoint(receipt) and self._ways.app is not None:
            return await self._ways.app.edit(receipt, payload)
        return NotEditable("WeCom changes nothing but cards with buttons, and each once for a press")

    async def find(self, to: Address, key: str, since: datetime) -> Sent | Repeatable | CannotTell:  # noqa: ARG002
        """Nobody tells; but a repeat of the app's is dropped."""
        if self._ways.of(to.room_id) is Way.APP and self._ways.app is not None:
            return self._ways.app.find(since)
        return CannotTell("WeCom does not tell")

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """A file that somebody sent."""
        return await self._ways.fetching.fetch(file, into)

    async def look_up_file(self, file: FileRef) -> FileRef:
        """The name that is told only where the file is fetched."""
        return await self._ways.fetching.look_up(file)

    async def look_up_user(self, user_id: str) -> Account | None:
        """A member, as the app may see them."""
        return await self._ways.directory.member(user_id) if self._ways.directory else None

    async def look_up_room(self, room_id: str) -> Room | None:  # noqa: ARG002
        """WeCom tells nothing of the groups its bots are in."""
        return None

    async def check(self) -> Sequence[Check]:
        """What can be seen from here."""
        around = self._around
        return await Looking(self._settings, self._ways.api, around.public_url, around.clock.now()).checks()

    async def hang_up(self) -> None:
        """Close the AI bot's socket; another process may take it over."""
        if self._ways.socket is not None:
            await self._ways.socket.stop()

    async def close(self) -> None:
        """Let go of connections."""
        await self._ways.close()


def open_wecom(section: Mapping[str, Any], where: Where, around: Surroundings) -> WeComMessenger:
    """WeCom as its settings say. Raises SettingsError."""
    settings = validate_section(WeComSettings, section, where)
    return WeComMessenger(settings, around, open_ways(settings, around))
