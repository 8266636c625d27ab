"""A messenger that does as it is told, and rows and notices to feed the road with."""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
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
)
from capture.base import FileRef
from handlers.message import Message, Press
from knowledge.people.model import Account, Handle, Person, Room
from knowledge.store.inbox import Arrival
from notifiers.notice import Address, InDoubt, Notice, ReplyPath, Urgency
from tests.clocks import START

Outcome = Sent | Retry | Dead | NotEditable | PathGone


@dataclass(frozen=True, slots=True)
class Call:
    """One send or edit, and when it was made."""

    way: str
    text: str
    room: str
    key: str
    at: datetime


@dataclass(slots=True)
class FakeMessenger:
    """Keeps calls; answers with `answers` in turn, then with Sent. `now` stamps the calls.

    `meanwhile` runs while a call is under way; what it raises is what the call raises.
    """

    now: Callable[[], datetime]
    name: str = "fake"
    limits: Limits = field(default_factory=lambda: Limits(60_000, 20))
    rate: Pace = field(default_factory=Pace)
    receives: Sequence[str] = ()
    calls: list[Call] = field(default_factory=list)
    answers: deque[Outcome] = field(default_factory=deque)
    arrived: dict[str, Sent | Repeatable] = field(default_factory=dict)
    paths: list[ReplyPath | None] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    meanwhile: Callable[[], Awaitable[None]] | None = None

    @property
    def texts(self) -> list[str]:
        """What was sent or edited, in order."""
        return [call.text for call in self.calls]

    def pace(self, room_id: str) -> Pace:  # noqa: ARG002
        return self.rate

    def routes(self) -> Sequence[web.RouteDef]:
        return ()

    async def start(self, host: Host) -> None:
        """Nothing to listen to."""

    async def meet(self, people: Sequence[Person], rooms: Sequence[Room]) -> None:
        """Nobody to introduce."""

    def direct_room(self, user_id: str) -> str:
        return f"dm:{user_id}"

    def user_of(self, room_id: str) -> str | None:
        return room_id.removeprefix("dm:") if room_id.startswith("dm:") else None

    def admit(self, raw: Raw) -> Admitted | Ignored | BadPayload:
        return BadPayload(400, f"{len(raw.body)} bytes")

    def decode(self, body: Mapping[str, Any]) -> Message:
        pressed = body.get("press")
        return Message(
            messenger=self.name,
            event_id=str(body["event_id"]),
            sender=Handle(self.name, str(body["sender"])),
            sender_name=str(body["sender"]),
            room=Room(self.name, str(body["room"]), direct=bool(body["direct"]), outsiders=False),
            text=str(body.get("text", "")),
            to_bot=bool(body.get("to_bot", True)),
            said_at=START,
            press=Press(pressed["action"], pressed["args"], pressed["version"]) if pressed else None,
        )

    def render(self, notice: Notice, room_id: str) -> Sequence[Json]:  # noqa: ARG002
        if notice.text == "cannot be rendered":
            raise ZeroDivisionError
        return [{"text": part} for part in (notice.text or notice.title).split("\f")]

    async def send(self, payload: Json, to: Address, key: str, path: ReplyPath | None) -> Delivered:
        self.paths.append(path)
        answer = await self._called("send", payload, to.room_id, key)
        assert not isinstance(answer, NotEditable)
        return answer

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        answer = await self._called("edit", payload, "", str(receipt["message_id"]))
        assert not isinstance(answer, PathGone)
        return answer

    async def find(self, to: Address, key: str, since: datetime) -> Sent | Repeatable | CannotTell:
        assert to.messenger == self.name
        assert since <= self.now()
        return self.arrived.get(key) or CannotTell("the fake does not know")

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:  # noqa: ARG002
        return Dead("the fake has no files")

    async def look_up_file(self, file: FileRef) -> FileRef:
        return file

    async def look_up_user(self, user_id: str) -> Account | None:
        return self.accounts.get(user_id)

    async def look_up_room(self, room_id: str) -> Room | None:
        return self.rooms.get(room_id)

    async def check(self) -> Sequence[Check]:
        return ()

    async def hang_up(self) -> None:
        """Nothing is listened to."""

    async def close(self) -> None:
        """Nothing to let go of."""

    async def _called(self, way: str, payload: Json, room: str, key: str) -> Outcome:
        self.calls.append(Call(way, str(payload["text"]), room, key, self.now()))
        if self.meanwhile is not None:
            await self.meanwhile()
        return self.answers.popleft() if self.answers else Sent({"message_id": f"m{len(self.calls)}"})


def said(event_id: str, text: str = "hello", room: str = "dm:ann", **more: object) -> Arrival:
    """A message to the bot as an arrival."""
    body = {"event_id": event_id, "sender": "ann", "room": room, "direct": room.startswith("dm:"), "text": text, **more}
    return Arrival("fake", event_id, "pressed" if "press" in more else "said", f"fake:{room}", body, START)


def notice(subject: str, version: int = 1, **more: Any) -> Notice:  # noqa: ANN401  any field of a notice
    """A notice whose text names it."""
    return Notice(
        **{"kind": "reply", "lang": "en", "text": f"{subject}.{version}", **more}, subject=subject, version=version
    )


def alert(subject: str, urgency: Urgency = Urgency.NORMAL) -> Notice:
    """A notice that may be folded."""
    return notice(subject, kind="alert", title=f"alert {subject}", urgency=urgency, foldable=True)


def group_notice(subject: str) -> Notice:
    """A notice that is not sent twice where a send is in doubt."""
    return notice(subject, in_doubt=InDoubt.REPORT)
