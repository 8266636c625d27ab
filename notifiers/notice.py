"""Notice: what leaves, free of any platform. Each messenger decides how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from knowledge.access.model import Told
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
    """A button: the intent it calls and that intent's arguments. `primary` marks the likely one.

    `say` is the sentence that does the same, for places where nothing can be pressed.
    """

    label: str
    action: str
    args: Mapping[str, str] = field(default_factory=dict)
    primary: bool = False
    say: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in: one of `options` (value and label), or where there are none, text of up to `most`
    characters. `required`: it cannot be left empty.
    """

    name: str
    label: str
    options: tuple[tuple[str, str], ...] = ()
    required: bool = True
    most: int = 300


@dataclass(frozen=True, slots=True)
class Form:
    """Asks the same as the notice it is part of, for messengers that can open a form; others show the notice.

    Submitted, it calls `action` like a button, with `args` and what was filled in by field name.
    """

    title: str
    action: str
    args: Mapping[str, str]
    fields: tuple[Field, ...]
    submit: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a notice: a list too long for a message, a chart."""

    name: str
    media_type: str
    content: bytes


EVERYBODY = "all"
"""The account of a ring that rings everybody in a room. Only a composer says so, in so many words; never data."""

MOST_RINGS = 10
"""A notice that rings more people than this would ring half the room."""

LONGEST_NAME = 40
"""An account may call itself anything; more of that is not repeated."""


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom a notice rings: `account` is a user id of the address's messenger, a user group's where it has such.

    `name` is what people read where ringing is not possible.
    """

    account: str
    name: str

    @property
    def called(self) -> str:
        """The name as people call somebody: one line, an @ before it."""
        return f"@{' '.join((self.name.strip() or self.account).split())[:LONGEST_NAME]}"


@dataclass(frozen=True, slots=True)
class ReplyPath:
    """A shorter way back for the answer to one message, open until `expires_at`; afterwards the room is written to.

    `kind` and `token` mean something to the messenger that made it. Two kinds are known everywhere: "room" is no path
    at all, "inline" gives the answer back to whoever handed the message in, until `expires_at` where there is one.
    """

    kind: str
    token: str = ""
    expires_at: datetime | None = None

    def open_at(self, moment: datetime) -> bool:
        """Whether it still leads anywhere."""
        return self.expires_at is None or moment < self.expires_at


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to people. The same (kind, subject) with a higher version edits what was sent before.

    `zone` is the reader's time zone (IANA), for messengers that print times themselves. `rings` are those whom it
    shall ring in a room with others. `tells` is what it tells of customers; it only goes where all of that may be known
    (notifiers.telling).
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
    form: Form | None = None
    attachment: Attachment | None = None
    urgency: Urgency = Urgency.NORMAL
    in_doubt: InDoubt = InDoubt.RESEND
    foldable: bool = False
    rings: tuple[Ring, ...] = ()
    tells: tuple[Told, ...] = ()

    @property
    def ringing(self) -> tuple[Ring, ...]:
        """Those whom sending it rings: the first version does, an edit rings nobody again."""
        return self.rings if self.version == 1 else ()
