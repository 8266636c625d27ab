"""What happens to promises."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PromiseChanged:
    """A promise was heard, corrected, kept, dropped, or is asked about."""

    promise_id: str


@dataclass(frozen=True, slots=True)
class PromiseReminded:
    """It is time to remind of a promise that is due on `due_on`; `overdue`: that day is over."""

    promise_id: str
    due_on: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class DoneUnclear:
    """Somebody said that something is done, which may be any of these promises of theirs."""

    promise_ids: tuple[str, ...]
    person_id: str
    quote: str
    message_id: str
