"""A meeting as a calendar tells of it."""

from dataclasses import dataclass
from datetime import datetime

from capture.mail.model import Mailbox


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting, or one of a series. `uid` is the series', `recurrence` the start that the rule gives this one, ""
    where there is no rule. A whole day begins with its first moment in the calendar's zone.

    `sequence` counts the organiser's changes; `private` is what nobody else should know of.
    """

    uid: str
    recurrence: str
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str = ""
    place: str = ""
    organiser: Mailbox | None = None
    attendees: tuple[Mailbox, ...] = ()
    whole_day: bool = False
    cancelled: bool = False
    sequence: int = 0
    private: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """Everybody invited, and who invites."""
        people = (*((self.organiser,) if self.organiser else ()), *self.attendees)
        return tuple(dict.fromkeys(one.address for one in people if one.address))
