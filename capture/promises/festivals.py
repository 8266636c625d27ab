"""Breaks that people date things by: before 国庆, after Chinese New Year, before Christmas."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from knowledge.calendar.working_time import WorkCalendar

NEXT: Final = ""
"""Stands for the next break, whatever its name (节后, after the holidays)."""

_LONGEST, _HOME, _SHORTEST = 20, "CN", 3
_WORDS_ZH = {
    "国庆": "National Day",
    "十一": "National Day",
    "五一": "Labor Day",
    "劳动节": "Labor Day",
    "清明": "Tomb-Sweeping Day",
    "端午": "Dragon Boat Festival",
    "中秋": "Mid-Autumn Festival",
    "元旦": "New Year's Day",
    "圣诞": "Christmas Day",
    "春节": "Chinese New Year",
    "过年": "Chinese New Year",
    "年": "Chinese New Year",
}
_WORDS_EN = {
    "chinese new year": "Chinese New Year",
    "lunar new year": "Chinese New Year",
    "spring festival": "Chinese New Year",
    "cny": "Chinese New Year",
    "national day": "National Day",
    "golden week": "National Day",
    "labor day": "Labor Day",
    "labour day": "Labor Day",
    "mid-autumn": "Mid-Autumn Festival",
    "christmas": "Christmas Day",
    "xmas": "Christmas Day",
    "thanksgiving": "Thanksgiving",
    "easter": "Good Friday",  # the day that every calendar with an Easter has
    "new year": "New Year's Day",
    "presidents day": "Washington's Birthday",
    "mlk day": "Martin Luther King",
    "deepavali": "Diwali",
}
_OF_HOME = frozenset({"golden week"})
"""Said of China's break wherever one lives."""


_FIXED = {"双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12)}
_FALLBACK = {"Christmas Day": (12, 25), "May Day": (5, 1)}
"""Days (month, day) that people date things by though no calendar keeps them, or theirs does not."""


@dataclass(frozen=True, slots=True)
class Break:
    """Days off in a row, weekends beside them included."""

    first: date
    last: date


def break_named(word: str, after: date, calendar: WorkCalendar) -> Break:
    """The next break of that name that is not over on `after`; ValueError where the calendars know none.

    Asked of the calendar's own country, else of China's. `word` is as it is said: 国庆, 节, "Christmas".
    """
    if word in _FIXED:
        return _on(_FIXED[word], after, calendar)
    plain = " ".join((word if word in _WORDS_ZH else word.lower().removesuffix("节").removesuffix("'s")).split())
    name = _name(plain)
    for country in (_HOME,) if plain in _OF_HOME else dict.fromkeys((calendar.country, _HOME)):
        kept = WorkCalendar(calendar.timezone, country)
        for day in _days(name, after, country):
            found = _around(day, kept)
            if found.last >= after and (name != NEXT or (found.last - found.first).days + 1 >= _SHORTEST):
                return found
    if name in _FALLBACK:
        return _on(_FALLBACK[name], after, calendar)
    raise ValueError(f"no such break: {word}")


def _name(plain: str) -> str:
    """What a calendar calls a break; one that is known by no other name is called as it is said (memorial day)."""
    if plain in _WORDS_ZH:
        return _WORDS_ZH[plain]
    bare = plain.removesuffix(" day")
    return next((_WORDS_EN[one] for one in (plain, bare, f"{bare} day") if one in _WORDS_EN), plain.title())


def _on(day: tuple[int, int], after: date, calendar: WorkCalendar) -> Break:
    this_year = date(after.year, *day)
    found = this_year if this_year >= after else date(after.year + 1, *day)
    return Break(found, found) if calendar.is_workday(found) else _around(found, calendar)


def spring_festival(after: date) -> date:
    """The first day of the lunar year that is under way for less than a fortnight on `after`, or the next to come."""
    days = (day for day, called in _published(_HOME, after.year) if called.startswith("Chinese New Year ("))
    return next(day for day in days if day >= after - timedelta(days=14))


def last_workday_before(day: date, calendar: WorkCalendar) -> date:
    """The last working day before `day`; the day before where there is none for weeks."""
    return _near_workday(day, -1, calendar)


def first_workday_after(day: date, calendar: WorkCalendar) -> date:
    """The first working day after `day`; the day after where there is none for weeks."""
    return _near_workday(day, 1, calendar)


def _near_workday(day: date, step: int, calendar: WorkCalendar) -> date:
    days = (day + timedelta(days=step * ahead) for ahead in range(1, _LONGEST))
    return next((one for one in days if calendar.is_workday(one)), day + timedelta(days=step))


def _days(name: str, after: date, country: str) -> Iterator[date]:
    """The days of a festival, from shortly before `after` to the end of next year."""
    for day, called in _published(country, after.year):
        if day >= after - timedelta(days=_LONGEST) and (name == NEXT or name.casefold() in called.casefold()):
            yield day


@lru_cache(maxsize=64)
def _published(country: str, year: int) -> tuple[tuple[date, str], ...]:
    import holidays  # slow to import: only where somebody names a festival

    code, _, region = country.partition("-")
    language = "en_US" if code == _HOME else None
    try:
        known = holidays.country_holidays(code, subdiv=region or None, years=(year, year + 1), language=language)
    except NotImplementedError:
        return ()
    return tuple(sorted((day, str(called)) for day, called in known.items()))


def _around(day: date, calendar: WorkCalendar) -> Break:
    first = last = day
    while not calendar.is_workday(first - timedelta(days=1)) and (day - first).days < _LONGEST:
        first -= timedelta(days=1)
    while not calendar.is_workday(last + timedelta(days=1)) and (last - day).days < _LONGEST:
        last += timedelta(days=1)
    return Break(first, last)
