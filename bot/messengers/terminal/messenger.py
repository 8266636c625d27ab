"""The terminal behind the port. It has no address on the network: lines come from this process or through its door.

The sender of a line is whoever the command names with --as: the operator of this machine may speak for anybody.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ConfigDict

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
    Raw,
    Repeatable,
    Retry,
    Sent,
    Surroundings,
)
from bot.messengers.terminal.render import render
from capture.base import FileRef
from config.sections import Where, validate_section
from handlers.message import Message, Press, ReplyPath
from knowledge.people.model import Account, Handle, Lang, Person, Room
from notifiers.notice import Address, Notice

LONGEST_ID = 200
"""The inbox keeps ids up to this many characters."""

_KINDS = frozenset({"said", "pressed"})


class TerminalSettings(BaseModel):
    """[messengers.terminal] has nothing to set."""

    model_config = ConfigDict(extra="forbid")


class TerminalMessenger:
    """Rooms are terminals that are open now; whoever opens one gets a queue of payloads."""

    name: str = "terminal"
    receives: Sequence[str] = ()
    limits: Limits = Limits(text_bytes=60_000, choices=20)

    def __init__(self) -> None:
        self._open: dict[str, asyncio.Queue[Json]] = {}
        self._sent = 0

    def attach(self, room_id: str) -> asyncio.Queue[Json]:
        """Open a terminal; what the bot says there arrives in the queue."""
        return self._open.setdefault(room_id, asyncio.Queue())

    def detach(self, room_id: str) -> None:
        """Close a terminal."""
        self._open.pop(room_id, None)

    def pace(self, room_id: str) -> Pace:  # noqa: ARG002
        """As fast as it comes."""
        return Pace()

    def routes(self) -> Sequence[web.RouteDef]:
        """None."""
        return ()

    async def start(self, host: Host) -> None:
        """Nothing to listen to."""

    async def meet(self, people: Sequence[Person], rooms: Sequence[Room]) -> None:
        """Nobody to introduce."""

    def admit(self, raw: Raw) -> Admitted | Ignored | BadPayload:
        """A line as an inbox row."""
        try:
            event = json.loads(raw.body)
            kind, lane = str(event["kind"]), f"terminal:{event['room']}"
            if kind not in _KINDS:
                return Ignored(f"kind {kind[:40]}")
            self.decode(event)
            if max(len(str(event["event_id"])), len(lane)) > LONGEST_ID:
                return BadPayload(400, "an id is too long")
            return Admitted(str(event["event_id"]), kind, lane, event)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return BadPayload(400, "not a line")

    def decode(self, body: Mapping[str, Any]) -> Message:
        """A stored line as a Message. Raises KeyError, TypeError or ValueError for what is none."""
        sender, press = body["sender"], body.get("press")
        pressed = body["kind"] == "pressed"
        return Message(
            messenger="terminal",
            event_id=str(body["event_id"]),
            sender=Handle(str(sender["messenger"]), str(sender["id"])),
            sender_name=str(sender.get("name", "")),
            room=Room("terminal", str(body["room"]), direct=True, outsiders=False),
            text=str(body.get("text", "")),
            to_bot=True,
            said_at=datetime.fromisoformat(str(body["at"])),
            press=_press(press or {}) if pressed else None,
            lang=_language(body.get("lang")),
            now=datetime.fromisoformat(str(body["now"])) if body.get("now") else None,
            reply=ReplyPath("inline" if body.get("inline") else "room"),
        )

    def render(self, notice: Notice, room_id: str) -> Sequence[Json]:  # noqa: ARG002  all terminals alike
        """The notice as lines of text, with its buttons numbered."""
        return (render(notice),)

    async def send(
        self,
        payload: Json,
        to: Address,
        key: str,  # noqa: ARG002  nothing is in doubt here
        path: ReplyPath | None,  # noqa: ARG002  nor is there another way
    ) -> Delivered:
        """Print at an open terminal."""
        terminal = self._open.get(to.room_id)
        if terminal is None:
            return Dead("nobody is at that terminal any more")
        self._sent += 1
        terminal.put_nowait(payload)
        return Sent({"room": to.room_id, "number": self._sent})

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:  # noqa: ARG002
        """What was printed stays."""
        return NotEditable("a terminal cannot take back what it printed")

    async def find(
        self,
        to: Address,  # noqa: ARG002  a terminal does not remember
        key: str,  # noqa: ARG002
        since: datetime,  # noqa: ARG002
    ) -> Sent | Repeatable | CannotTell:
        """A terminal does not remember."""
        return CannotTell("a terminal keeps no record")

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:  # noqa: ARG002
        """Nobody can drop a file into a terminal."""
        return Dead("a terminal has no files")

    async def look_up_file(self, file: FileRef) -> FileRef:
        """No files are shared at a terminal."""
        return file

    async def look_up_user(self, user_id: str) -> Account | None:  # noqa: ARG002
        """Whoever speaks here is named by the command."""
        return None

    async def look_up_room(self, room_id: str) -> Room | None:  # noqa: ARG002
        """One person and the bot."""
        return None

    async def check(self) -> Sequence[Check]:
        """Nothing can be wrong."""
        return ()

    async def hang_up(self) -> None:
        """Nothing is listened to."""

    async def close(self) -> None:
        """Nothing to let go of."""


def open_terminal(section: Mapping[str, Any], where: Where, around: Surroundings) -> TerminalMessenger:  # noqa: ARG001
    """The terminal. Raises SettingsError where somebody tries to set something."""
    validate_section(TerminalSettings, section, where)
    return TerminalMessenger()


def _press(press: Mapping[str, Any]) -> Press:
    args = {str(name): str(value) for name, value in press["args"].items()}
    return Press(str(press["action"]), args, int(press["version"]), str(press["kind"]), str(press["subject"]))


def _language(text: object) -> Lang | None:
    return "zh" if text == "zh" else "en" if text == "en" else None
