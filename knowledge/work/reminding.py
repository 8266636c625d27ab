"""When somebody is reminded of a promise: on the morning of its day, and once more when the day is over."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from knowledge.calendar.working_time import WorkCalendar

AFTERNOON = time(15)
"""What is promised for the same day is reminded of at this hour."""

_LONGEST_BREAK = 20


@dataclass(frozen=True, slots=True)
class Reminder:
    """A moment (UTC) to remind; `overdue`: the day is over."""

    at: datetime
    overdue: bool


def reminders(due_on: date, now: datetime, calendar: WorkCalendar) -> tuple[Reminder, ...]:
    """The reminders still ahead at `now`, in the calendar's zone and working hours.

    A day off is reminded of on the last working morning before it. Where that morning is over, the afternoon of the day
    will do.
    """
    day = _working_day_until(due_on, calendar)
    at = [_at(day, calendar.start, calendar), _at(day, AFTERNOON, calendar)]
    ahead = [Reminder(moment, overdue=False) for moment in at if moment > now][:1]
    over = calendar.next_working_morning(max(_at(due_on, time(23, 59), calendar), now))
    return (*ahead, Reminder(over, overdue=True))


def _working_day_until(day: date, calendar: WorkCalendar) -> date:
    days = (day - timedelta(days=back) for back in range(_LONGEST_BREAK))
    return next((one for one in days if calendar.is_workday(one)), day)


def _at(day: date, clock: time, calendar: WorkCalendar) -> datetime:
    return datetime.combine(day, clock, calendar.timezone).astimezone(UTC)
