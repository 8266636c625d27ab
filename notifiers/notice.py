"""Notice: what leaves, free of any platform. Each messenger decides how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from knowledge.people.model import Lang


class Stripe(StrEnum):
    """The kind of a card, shown as colour and as a word."""

    PLAIN = "plain"
    HOT = "hot"
    BLOCKED = "blocked"
    INFO = "info"
    DONE = "done"


class Urgency(IntEnum):
    """Order among notices that wait for one address: higher goes first when they are folded."""

    LOW = 0
    NORMAL = 1
    HIGH = 2


class InDoubt(StrEnum):
    """What happens to a send that a crash left undecided and the platform cannot settle."""

    RESEND = "resend"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a notice goes: a room of a messenger, and a thread in it where the platform has threads."""

    messenger: str
    room_id: str
    thread: str = ""

    @property
    def key(self) -> str:
        """The address as one string; sends to one key keep their order."""
        return f"{self.messenger}:{self.room_id}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value on a card."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a card says what it says: what happened, when (UTC), and where it is recorded."""

    text: str
    at: datetime | None = None
    source: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: the intent it calls and that intent's arguments. `primary` marks the likely one."""

    label: str
    action: str
    args: Mapping[str, str] = field(default_factory=dict)
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to people. The same (kind, subject) with a higher version edits what was sent before.

    `zone` is the reader's time zone (IANA), for messengers that print times themselves.
    """

    kind: str
    subject: str
    version: int
    lang: Lang
    zone: str = "UTC"
    text: str = ""
    title: str = ""
    stripe: Stripe = Stripe.PLAIN
    badge: str = ""
    facts: tuple[Fact, ...] = ()
    why: tuple[Evidence, ...] = ()
    choices: tuple[Choice, ...] = ()
    settled: str = ""
    foot: str = ""
    urgency: Urgency = Urgency.NORMAL
    in_doubt: InDoubt = InDoubt.RESEND
    foldable: bool = False
