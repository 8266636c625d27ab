"""What the suite needs to know of a messenger to try it out: one rig each, in rigs/<name>.py as RIG."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from bot.messengers.base import Json, Messenger, Raw
from capture.base import FileRef
from notifiers.notice import Address, ReplyPath
from tests.clocks import FakeClock


class Finds(StrEnum):
    """What `find` can say of a send in doubt."""

    ALL = "all"
    """Whether it arrived."""
    REPEATS = "repeats"
    """Nothing, but the platform drops a repeat."""
    NOTHING = "nothing"


class Trouble(StrEnum):
    """What may happen to one send at the platform."""

    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    HANG = "hang"
    HALF_BODY = "half_body"
    TAKEN_THEN_DROPPED = "taken_then_dropped"
    PARTIAL = "partial"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Stage:
    """A messenger with its platform behind it, real or faked, over its real protocol.

    `here` is a room that exists, `nowhere` one that does not. `shown`: every text that people see at `here`. `arm` lets
    the next send meet a trouble, `arms` are those that can happen here; sends give up waiting after
    `tests.patience.PLATFORM` (a setting of the messenger). `expire_token` makes the platform forget the token in use,
    `tokens` counts those it gave out; both None where there is no such token. `stale_path` is a reply path that the
    platform no longer takes, though its time is not over; None where there are none. `file` is one that the platform
    holds, and its bytes. `rooms` are those that look different from each other. `members`: the user ids of all people
    who sit at `here` now; None where the platform does not tell. `moves` lets somebody come ("came") or go ("went")
    there, and gives their user id and the body that the platform posts of it; None where it posts none.
    """

    messenger: Messenger
    here: Address
    nowhere: Address
    shown: Callable[[], str]
    arm: Callable[[Trouble], None] | None = None
    arms: tuple[Trouble, ...] = ()
    expire_token: Callable[[], None] | None = None
    tokens: Callable[[], int] | None = None
    stale_path: Callable[[], Awaitable[ReplyPath]] | None = None
    file: tuple[FileRef, bytes] | None = None
    rooms: tuple[str, ...] = ()
    members: Callable[[], set[str]] | None = None
    moves: Callable[[str], tuple[str, bytes]] | None = None


@dataclass(frozen=True, slots=True)
class Odd:
    """Genuine bodies that ask nothing of the bot, or something special; None where the platform has no such thing.

    `own`: a message of the bot's own. `unknown`: an event of a type that nobody has heard of. `edited`: a message that
    was changed. `again`: the first recorded payload as it comes a second time (a retry), the same bytes unless given.
    """

    own: bytes | None = None
    unknown: bytes | None = None
    edited: bytes | None = None
    again: bytes | None = None


class Rig(Protocol):
    """How a messenger is tried out. `edits`: messages change in place. `cuts`: the platform has a limit for texts.

    `live`: what would ping somebody or make a link on the platform, were it sent as it stands. `account` is a user id
    as the platform gives them, `rings_at` a room in which the bot can ring its owner; "" where it can nowhere.
    """

    name: str
    edits: bool
    finds: Finds
    cuts: bool
    live: tuple[str, ...]
    secrets: tuple[str, ...]
    odd: Odd
    account: str
    rings_at: str

    def stage(self, folder: Path, clock: FakeClock) -> AbstractAsyncContextManager[Stage]:
        """The messenger, open and started (with tests.contract.messengers.host.FakeHost), its platform answering."""
        ...

    def raw(self, body: bytes, at: datetime) -> Raw:
        """A request as the platform would make it at `at`: signed, and encrypted where it encrypts."""
        ...

    def forged(self, body: bytes, at: datetime) -> Mapping[str, Raw]:
        """Requests that are not the platform's, by what is wrong: at least another secret, and no signature."""
        ...

    def window(self) -> float:
        """How many seconds old a genuine request may be."""
        ...

    def texts(self, payload: Json) -> str:
        """Everything in one rendered message that people can read, as they read it (escapes undone)."""
        ...

    def markup(self, payload: Json) -> str:
        """Those texts in one rendered message in which the platform understands markup."""
        ...

    def rung(self, payload: Json) -> Sequence[str]:
        """The accounts that the platform would ring for one rendered message, "all" among them for everybody."""
        ...

    def size(self, payload: Json) -> Mapping[str, tuple[int, int]]:
        """What the platform limits in one rendered message: how much of it there is, and how much there may be."""
        ...


def rendered(rig: Rig, payloads: "tuple[Json, ...] | list[Json]") -> str:
    """Everything that people can read in all messages of a notice."""
    return "\n".join(rig.texts(payload) for payload in payloads)
