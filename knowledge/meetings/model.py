"""A meeting, what was said in it line by line, and its minutes: items that each stand on a quote."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ItemKind(StrEnum):
    """What an item of the minutes is."""

    POINT = "point"
    OBJECTION = "objection"
    COMMITMENT = "commitment"
    QUESTION = "question"
    """Asked and not answered in the meeting."""

    COMPETITOR = "competitor"
    PRICE = "price"
    DECISION = "decision"
    NEXT_STEP = "next_step"


class ItemState(StrEnum):
    """Where an item stands. Only commitments and questions are ever done; people drop what is wrong."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class MeetingState(StrEnum):
    """How far the bot has come with a meeting."""

    RECORDED = "recorded"
    TRANSCRIBED = "transcribed"
    MINUTED = "minuted"


class Finding(StrEnum):
    """What a later meeting says of a commitment that was open when it began."""

    DONE = "done"
    STILL_OPEN = "still_open"
    NOT_MENTIONED = "not_mentioned"


@dataclass(frozen=True, slots=True)
class Consent:
    """That the participants agreed to be recorded: how (in their words, or a button), who said so, and when."""

    how: str
    given_by: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. `seconds` is how long it was, 0 where unknown; `language` is "zh", "en" or "".

    `room_key` is the room whose people it concerns, `file_id` the recording that the store keeps; `title` may be empty.
    `candidates` are customers it may be with, where that is not clear. `turns` counts what changed about it.
    """

    meeting_id: str
    held_at: datetime
    title: str = ""
    customer_id: str = ""
    deal_id: str = ""
    room_key: str = ""
    recorded_by: str = ""
    seconds: float = 0.0
    language: str = ""
    file_id: str = ""
    consent: Consent | None = None
    state: MeetingState = MeetingState.RECORDED
    candidates: tuple[str, ...] = ()
    turns: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """What one speaker said without a break, in seconds from the start. `side` is "us", "them" or ""."""

    start: float
    end: float
    speaker: str
    side: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the minutes. `quote` stands word for word in line `line` (from 0), `at` seconds into the meeting.

    `who` is who is to do it (a commitment) or said it, by name; `person_id` or `contact_id` where that is somebody
    known. `due_said` are the words that `due_on` was read from. `why` names the rule (or "llm") that found it.
    `item_id` is empty until it is stored.
    """

    kind: ItemKind
    text: str
    quote: str
    line: int
    at: float
    speaker: str
    confidence: float
    why: str
    who: str = ""
    person_id: str = ""
    contact_id: str = ""
    due_on: date | None = None
    due_said: str = ""
    vague: bool = False
    amount: float | None = None
    currency: str = ""
    item_id: str = ""
    meeting_id: str = ""
    state: ItemState = ItemState.OPEN
    edited_by: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What meeting `meeting_id` says of a commitment of an earlier one, with its quote where it was mentioned."""

    item_id: str
    meeting_id: str
    finding: Finding
    quote: str = ""
    line: int = -1
    at: float = 0.0
    speaker: str = ""
    why: str = ""
