"""When and where something was said: what "tomorrow" and "two working days" are counted from."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from knowledge.calendar.countries import country_of
from knowledge.calendar.working_time import WorkCalendar


@dataclass(frozen=True, slots=True)
class Moment:
    """The time in its sender's zone, and the working days there."""

    at: datetime
    calendar: WorkCalendar

    @property
    def today(self) -> date:
        """The sender's day."""
        return self.at.date()


def moment(said_at: datetime, zone: ZoneInfo) -> Moment:
    """The moment for a sender in `zone`, whose country's holidays count. `said_at` is aware."""
    return Moment(said_at.astimezone(zone), WorkCalendar(zone, country_of(zone)))
