"""The port that every messenger implements, and the values that cross it.

A messenger turns a request into an `Admitted` row (verified, decrypted), decodes a stored row into a
`Message`, renders a `Notice` purely, and sends or edits. Outcomes are values; only bugs raise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.clock import Clock
from capture.base import FileRef
from config.sections import Where
from handlers.message import Message, News
from knowledge.people.model import Account, Lang, Person, Room
from notifiers.notice import Address, Notice, ReplyPath

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Raw:
    """A request as it arrived: lower-cased header names, the untouched body, the query string's fields."""

    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inline:
    """The platform shows what its own request is answered with: wait up to `seconds` for what comes of it.

    `write` makes the answer's body of the row's outcome (see handlers.reply.as_json), or of None where it took longer.
    """

    seconds: float
    write: Callable[[Json | None], str]


@dataclass(frozen=True, slots=True)
class Admitted:
    """A request worth keeping: becomes one inbox row. `lane` is the room whose order it keeps.

    `kind` is "said", "pressed" or "noticed" (News). `answer` is the body that acknowledges it.
    """

    event_id: str
    kind: str
    lane: str
    body: Json
    answer: str = ""
    inline: Inline | None = None


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
    """The platform has it; `receipt` is what a later edit needs. `partly`: whom it did not reach, and why."""

    receipt: Json
    partly: str = ""


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
class PathGone:
    """The reply path no longer leads anywhere; the relay sends to the room instead, at once."""

    why: str


Delivered = Sent | Retry | Dead | PathGone
"""How a send went."""


@dataclass(frozen=True, slots=True)
class NotEditable:
    """This message can no longer be edited; the relay sends one follow-up instead."""

    why: str


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A send in doubt did not arrive, or the platform drops a repeat of it: it may be sent again without a double."""

    why: str


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The platform does not say whether a send in doubt arrived; the notice's own policy decides."""

    why: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file is here now, complete. `name` and `media_type` as the platform gives them; `size` in bytes."""

    path: Path
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What one message of the platform takes: bytes of text, and buttons."""

    text_bytes: int
    choices: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How many sends an address takes: one in `interval` seconds (0: no limit), `burst` at once."""

    interval: float = 0.0
    burst: int = 1


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of doctor: what was looked at, whether it is well, and what to do where it is not."""

    name: str
    ok: bool
    advice: Mapping[str, str] = field(default_factory=dict)


class Host(Protocol):
    """What the bot does for a messenger that runs."""

    async def take(self, admitted: Admitted) -> int | None:
        """Store what came in durably; the row's id, None where it had come before. Raises StoreTrouble: do not
        acknowledge.
        """
        ...

    async def outcome(self, row_id: int, seconds: float) -> Json | None:
        """What came of a row, None where that takes longer."""
        ...

    async def hold(self, lease: str, seconds: float) -> bool:
        """Take or keep a lease that one process at a time may have; False where another one has it."""
        ...

    async def let_go(self, lease: str) -> None:
        """Give a lease back."""
        ...

    async def keep(self, name: str, value: Json) -> None:
        """Keep a small value over restarts, the same for all processes; it is stored as it is: seal secrets first."""
        ...

    async def kept(self, name: str) -> Json | None:
        """The value kept under a name."""
        ...

    async def forget(self, name: str) -> None:
        """Keep it no longer."""
        ...

    async def report(self, trouble: str, subject: str, **facts: str) -> None:
        """Tell the operator, once for each subject (see notifiers.operator_words)."""
        ...


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

    def pace(self, room_id: str) -> Pace:
        """How fast messages may follow each other in a room."""
        ...

    def routes(self) -> Sequence[web.RouteDef]:
        """Further HTTP routes this messenger needs in the bot's server."""
        ...

    async def start(self, host: Host) -> None:
        """Begin to work, and to listen where the platform is listened to; the bot's server is up by then."""
        ...

    async def meet(self, people: Sequence[Person], rooms: Sequence[Room]) -> None:
        """The team and the rooms as they are known now."""
        ...

    def admit(self, raw: Raw) -> Admitted | Ignored | BadPayload:
        """Verify a request on its raw bytes and take its ids. Never raises on bad input."""
        ...

    def decode(self, body: Json) -> Message | News:
        """A stored row as a Message; as News where it was admitted as "noticed"."""
        ...

    def render(self, notice: Notice, room_id: str) -> Sequence[Json]:
        """The notice as messages of this platform for that room, at least one, in order, each within its limits.

        Pure. More than one is sent one after the other, and never edited.
        """
        ...

    async def send(self, payload: Json, to: Address, key: str, path: ReplyPath | None) -> Delivered:
        """Send one message. `key` names this very send, for platforms that can drop a repeat; `path` is still open."""
        ...

    async def edit(self, receipt: Json, payload: Json) -> Sent | Retry | Dead | NotEditable:
        """Change a message sent before."""
        ...

    async def find(self, to: Address, key: str, since: datetime) -> Sent | Repeatable | CannotTell:
        """Whether a send in doubt, begun at `since` at the earliest, had arrived."""
        ...

    async def fetch(self, file: FileRef, into: Path) -> Fetched | Retry | Dead:
        """Bring a file that was sent to the bot into the folder `into`, whole or not at all."""
        ...

    async def look_up_file(self, file: FileRef) -> FileRef:
        """A file that came without a name, as the platform describes it; as it is where the platform does not tell."""
        ...

    async def look_up_user(self, user_id: str) -> Account | None:
        """An account as the platform describes it now; None where it does not tell."""
        ...

    async def look_up_room(self, room_id: str) -> Room | None:
        """A room as the platform describes it now: title, outsiders; None where it does not tell."""
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
    public_url: str = ""
    """Where the world reaches the bot's server, as the operator says; "" where it does not."""


@dataclass(frozen=True, slots=True)
class MessengerKind:
    """A messenger that can be had. Its package stays light: `open` imports what it needs.

    `open` gets the raw section of the settings and where it was written, raises SettingsError, and returns None where
    the section switches the messenger off. `unasked`: it is there without a section. `title`: what people call it.
    """

    name: str
    addressing: Addressing
    open: Callable[[Mapping[str, Any], Where, Surroundings], Messenger | None]
    unasked: bool = False
    title: Mapping[str, str] = field(default_factory=dict)
