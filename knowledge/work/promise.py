"""A promise somebody made in chat, and where it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PromiseState(StrEnum):
    """`ASKED`: its sender was asked if it is meant; `OPEN`: it is a task; `DROPPED`: it was none, or is no more."""

    ASKED = "asked"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Side(StrEnum):
    """Who promised: somebody of the team, or of the customer."""

    TEAM = "team"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Said:
    """The message a promise stands in. `room_key` is "messenger:room", `thread` its place there."""

    messenger: str
    room_id: str
    thread: str
    message_id: str
    said_at: datetime

    @property
    def room_key(self) -> str:
        """The room as one string."""
        return f"{self.messenger}:{self.room_id}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read from a message. `promiser_id` is the person of the team who promised, "" for a customer's;
    `owner_id` who has to see to it: the promiser, or the customer's owner. `due_on` None: no day was named.

    `vague`: said with a proviso (尽量); `asks`: too unsure to be a task without asking. `why` names the rule.
    """

    title: str
    quote: str
    side: Side
    promiser_id: str
    promiser_name: str
    owner_id: str
    customer_id: str
    due_on: date | None
    conditional: bool
    vague: bool
    asks: bool
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A draft with its source and state. `corrected`: a person set its day, so an edit of the message no longer does.

    `actor_id` is who acted last ("" where an edit of the message did), at `acted_at`; `done_quote` what they said.
    """

    promise_id: str
    said: Said
    draft: Draft
    state: PromiseState
    version: int
    corrected: bool = False
    actor_id: str = ""
    acted_at: datetime | None = None
    done_quote: str = ""
