"""Stretches of whole days: a day, week, month, quarter, half or year. Impossible ones raise ValueError."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included."""

    first: date
    last: date


def day(on: date) -> Period:
    """A single day."""
    return Period(on, on)


def week(holding: date) -> Period:
    """Monday to Sunday around a day."""
    monday = holding - timedelta(days=holding.weekday())
    return Period(monday, monday + timedelta(days=6))


def months(year: int, first: int, count: int) -> Period:
    """`count` months of a year from month `first` (1 to 12)."""
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def month(year: int, number: int) -> Period:
    """One month, 1 to 12."""
    return months(year, number, 1)


def quarter(year: int, number: int) -> Period:
    """One quarter, 1 to 4."""
    return months(year, 3 * number - 2, 3)


def half(year: int, number: int) -> Period:
    """One half of a year, 1 or 2."""
    return months(year, 6 * number - 5, 6)


def whole_year(year: int) -> Period:
    """January to December."""
    return months(year, 1, 12)


def start_of(period: Period) -> Period:
    """The first day of a period alone."""
    return day(period.first)


def months_away(today: date, count: int) -> date:
    """The same day of the month `count` months later (negative: earlier), or that month's last day."""
    year, number = divmod(today.year * 12 + today.month - 1 + count, 12)
    return date(year, number + 1, min(today.day, monthrange(year, number + 1)[1]))


def unit_away(unit: str, today: date, count: int) -> Period:
    """The day, week, month, quarter or year that lies `count` such units from today's."""
    if unit == "day":
        return day(today + timedelta(days=count))
    if unit == "week":
        return week(today + timedelta(weeks=count))
    if unit == "month":
        there = months_away(today.replace(day=1), count)
        return month(there.year, there.month)
    if unit == "quarter":
        there = months_away(today.replace(day=1), 3 * count)
        return quarter(there.year, (there.month + 2) // 3)
    return whole_year(today.year + count)


def time_ago(unit: str, today: date, count: int) -> Period:
    """The day `count` units before today: three months ago is a day, not a month."""
    size = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if size is not None:
        return day(months_away(today, -size * count))
    return day(today - timedelta(days=count * (7 if unit == "week" else 1)))


def latest_begun(of_year: Callable[[int], Period], today: date) -> Period:
    """What was named without a year: the latest one that has begun. ValueError where no year has it (30 February)."""
    for year in range(today.year, today.year - 9, -1):
        try:
            period = of_year(year)
        except ValueError:
            continue  # 29 February exists only in some years
        if period.first <= today:
            return period
    raise ValueError("no year has this day")
