"""Working days and working hours of a team, with the public holidays of its country."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from holidays import HolidayBase

_LONGEST_BREAK = 60  # days; no country closes longer
_MOVES_WORKDAYS = frozenset({"CN"})  # the State Council announces next year's swapped weekends each November


class Basis(StrEnum):
    """What the working days of a year rest on."""

    OFFICIAL = "official"
    """The published calendar, with weekends that were turned into working days."""

    STATUTORY = "statutory"
    """The holidays fixed by law; which weekends are swapped for them is not announced yet."""

    WEEKDAYS = "weekdays"
    """Monday to Friday only: nothing is known about this country or year."""


@dataclass(frozen=True, slots=True)
class WorkYear:
    """The days of one year that are not as their weekday says."""

    basis: Basis
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})


@lru_cache(maxsize=256)
def work_year(country: str, year: int) -> WorkYear:
    """The working days of a year; `country` is an ISO code such as CN, or CN-like with a region: US-CA.

    An unknown country, or a year beyond the data, falls back to Monday to Friday and says so in `basis`.
    """
    known = _published(country, year)
    if known is None:
        return WorkYear(Basis.WEEKDAYS)
    workdays = frozenset(day for day in known.weekend_workdays if day.year == year)
    moved = bool(workdays) or country.partition("-")[0] not in _MOVES_WORKDAYS
    return WorkYear(
        basis=Basis.OFFICIAL if moved else Basis.STATUTORY,
        holidays=frozenset(known),
        workdays=workdays,
        weekend=frozenset(known.weekend),
    )


def _published(country: str, year: int) -> "HolidayBase | None":
    import holidays  # slow to import: only where a calendar is asked

    code, _, region = country.partition("-")
    try:
        known = holidays.country_holidays(code, subdiv=region or None, years=year, expand=False)
    except NotImplementedError:
        return None
    return known if known.start_year <= year <= known.end_year else None


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When a team works. Times are the team's own; answers come in UTC."""

    timezone: ZoneInfo
    country: str = "CN"
    start: time = time(9)
    end: time = time(18)

    def __post_init__(self) -> None:
        """Refuses a day that ends before it starts (ValueError)."""
        if self.start >= self.end:
            raise ValueError("the working day must start before it ends")

    def basis(self, day: date) -> Basis:
        """What is known about the year of `day`."""
        return work_year(self.country, day.year).basis

    def is_workday(self, day: date) -> bool:
        """Whether people work on `day`: no holiday, and no weekend unless it was swapped (调休)."""
        year = work_year(self.country, day.year)
        if day.weekday() in year.weekend:
            return day in year.workdays
        return day not in year.holidays

    def next_working_morning(self, after: datetime) -> datetime:
        """The first start of a working day later than `after` (aware)."""
        day = after.astimezone(self.timezone).date()
        for ahead in range(_LONGEST_BREAK):
            morning = self._at(day + timedelta(days=ahead), self.start)
            if morning > after and self.is_workday(day + timedelta(days=ahead)):
                return morning
        raise ValueError(f"no working day within {_LONGEST_BREAK} days after {day}")

    def shift_into_working_time(self, at: datetime) -> datetime:
        """`at` itself inside working hours (both ends included), else the next working morning."""
        local = at.astimezone(self.timezone)
        inside = self.start <= local.time() <= self.end and self.is_workday(local.date())
        return at.astimezone(UTC) if inside else self.next_working_morning(at)

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.timezone).astimezone(UTC)
