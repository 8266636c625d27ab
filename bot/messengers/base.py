"""The port that every messenger implements, and the values that cross it.

A messenger turns a request into an `Admitted` row (verified, decrypted), decodes a stored row into a
`Message`, renders a `Notice` purely, and sends or edits. Outcomes are values; only bugs raise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.clock import Clock
from config.sections import Where
from handlers.message import Message
from knowledge.people.model import Lang, Person, Room
from notifiers.notice import Address, Notice

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Raw:
    """A request as it arrived: lower-cased header names, the untouched body, the query string's fields."""

    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request worth keeping: becomes one inbox row. `lane` is the room whose order it keeps."""

    event_id: str
    kind: str
    lane: str
    body: Json


@dataclass(frozen=True, slots=True)
class Ignored:
    """A genuine request that asks nothing of us (our own message, an unknown type). `answer` is the body to return."""

    reason: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class BadPayload:
    """A request that is refused: `status` is the HTTP status (400 malformed, 401 not genuine, 413 too large)."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it; `receipt` is what a later edit needs."""

    receipt: Json


@dataclass(frozen=True, slots=True)
class Retry:
    """Worth trying again, after `after` seconds where the platform said so. `in_doubt`: it may have arrived."""

    why: str
    after: float | None = None
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Dead:
    """Never going to work; parked and reported to an operator."""

    why: str


@dataclass(frozen=True, slots=True)
class NotEditable:
    """This message can no longer be edited; the relay sends one follow-up instead."""

    why: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What the platform takes: bytes of text, buttons, and sends per address (one in `interval` s, `burst` at once)."""

    text_bytes: int
    choices: int
    interval: float
    burst: int


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of doctor: what was looked at, whether it is well, and what to do where it is not."""

    name: str
    ok: bool
    advice: Mapping[str, str] = field(default_factory=dict)


class Addressing(Protocol):
    """How a messenger names the room in which the bot and one user are alone. Known also while it is not running."""

    def direct_room(self, user_id: str) -> str:
        """The id of that room."""
        ...

    def user_of(self, room_id: str) -> str | None:
        """The user of a room that `direct_room` named; None for a group."""
        ...


class Messenger(Protocol):
    """A platform the bot lives in."""

    name: str
    limits: Limits
    receives: Sequence[str]
    """HTTP paths at which the platform posts its events."""

    def routes(self) -> Sequence[web.RouteDef]:
        """Further HTTP routes this messenger needs in the bot's server."""
        ...

    async def start(self) -> None:
        """Begin to listen, where the platform is listened to; the bot's server is up by then."""
        ...

    async def meet(self, people: Sequence[Person], rooms: Sequence[Room]) -> None:
        """The team and the rooms as they are known now."""
        ...

    def admit(self, raw: Raw) -> Admitted | Ignored | BadPayload:
        """Verify a request on its raw bytes and take its ids. Never raises on bad input."""
        ...

    def decode(self, body: Json) -> Message:
        """A stored row as a Message."""
        ...

    def render(self, notice: Notice) -> Json:
        """The notice in this platform's own form, within its limits. Pure."""
        ...

    async def send(self, payload: Json, to: Address, key: str) -> Sent | Retry | Dead:
        """Send. `key` names this very send, for platforms that can drop a repeat."""
        ...

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a message sent before."""
        ...

    async def find(self, to: Address, key: str) -> Sent | None:
        """Whether a send in doubt had arrived; None where it did not or the platform cannot tell."""
        ...

    async def check(self) -> Sequence[Check]:
        """What doctor should say about this messenger."""
        ...

    async def hang_up(self) -> None:
        """Take nothing more in; what is at work may still be answered."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a messenger is given to work in. `base_url` is the bot's own server; sizes are in bytes."""

    clock: Clock
    data_dir: Path
    base_url: str
    language: Lang
    zone: ZoneInfo
    most_upload_bytes: int
    team_name: str = ""


@dataclass(frozen=True, slots=True)
class MessengerKind:
    """A messenger that can be had. Its package stays light: `open` imports what it needs.

    `open` gets the raw section of the settings and where it was written, raises SettingsError, and returns None where
    the section switches the messenger off. `unasked`: it is there without a section.
    """

    name: str
    addressing: Addressing
    open: Callable[[Mapping[str, Any], Where, Surroundings], Messenger | None]
    unasked: bool = False
