"""How dates are written in English, and in figures."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from knowledge.calendar import periods
from knowledge.calendar.periods import Period

Phrase = tuple[str, re.RegexFlag, Callable[[re.Match[str], date], Period]]
"""A pattern, its flags, and what it means. It is compiled at its first use: all of them take a tenth of a start."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STEPS = {"last": -1, "previous": -1, "this": 0, "next": 1}
_DAYS = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1}
_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d-]|[./]\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_COUNT = rf"(?P<count>an?|{'|'.join(_COUNTS)}|\d{{1,4}})"
_PART = r"(?:end|start|beginning|close) of "
_BEFORE = (
    r"(?<![\w-])(?:(?:as of|as at|in|during|since|until|till|by|back in|at|on|around|before) )?"
    r"(?:the )?(?:(?P<edge>" + _PART + r"))?(?:the )?"
)
_SAYS_WHEN = (
    r"(?<![\w-])(?=(?:as of|as at|in|during|since|until|till|back in) "
    r"|(?:(?:at|by|on|around|before) )?(?:the )?" + _PART + ")"
)
_OF_YEAR = rf"(?:\s*,?\s*(?:of )?{_YEAR}|,? (?:of )?(?P<step>last|this|next|previous) year)"
_END = r"(?!\w|['’]s?\b)"


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["month"][:3].lower()) + 1


def _year(match: re.Match[str], today: date) -> int:
    return int(match["year"]) if match["year"] else today.year + _STEPS[match["step"].lower()]


def _edged(match: re.Match[str], period: Period) -> Period:
    return periods.start_of(period) if (match["edge"] or "").lower().startswith(("start", "begin")) else period


def _figures(match: re.Match[str], _today: date) -> Period:
    return periods.day(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _figures_of_month(match: re.Match[str], _today: date) -> Period:
    return _edged(match, periods.month(int(match["year"]), int(match["month"])))


def _figures_year_last(match: re.Match[str], _today: date) -> Period:
    """1/3/2025 is two days, depending on who writes: refused (ValueError) unless one reading is impossible."""
    one, two, year = (int(match[group]) for group in ("one", "two", "year"))
    if one <= 12 and two <= 12 and one != two:
        raise ValueError("day or month first?")
    return periods.day(date(year, min(one, two), max(one, two)))


def _day_of_year(match: re.Match[str], today: date) -> Period:
    return periods.day(date(_year(match, today), _month(match), int(match["day"])))


def _day_without_year(match: re.Match[str], today: date) -> Period:
    month, day = _month(match), int(match["day"])
    return periods.latest_begun(lambda year: periods.day(date(year, month, day)), today)


def _month_of_year(match: re.Match[str], today: date) -> Period:
    return _edged(match, periods.month(_year(match, today), _month(match)))


def _month_without_year(match: re.Match[str], today: date) -> Period:
    month = _month(match)
    return _edged(match, periods.latest_begun(lambda year: periods.month(year, month), today))


def _last_month_named(match: re.Match[str], today: date) -> Period:
    month = _month(match)
    before = today.replace(day=1) - timedelta(days=1)
    return _edged(match, periods.latest_begun(lambda year: periods.month(year, month), before))


def _quarter_of_year(match: re.Match[str], today: date) -> Period:
    return _edged(match, periods.quarter(_year(match, today), int(match["quarter"])))


def _quarter_without_year(match: re.Match[str], today: date) -> Period:
    quarter = int(match["quarter"])
    return _edged(match, periods.latest_begun(lambda year: periods.quarter(year, quarter), today))


def _whole_year(match: re.Match[str], _today: date) -> Period:
    return _edged(match, periods.whole_year(int(match["year"])))


def _near_day(match: re.Match[str], today: date) -> Period:
    return periods.unit_away("day", today, _DAYS[match["near"].lower()])


def _near_unit(match: re.Match[str], today: date) -> Period:
    return _edged(match, periods.unit_away(match["unit"].lower(), today, _STEPS[match["step"].lower()]))


def _last_weekday(match: re.Match[str], today: date) -> Period:
    back = (today.weekday() - _WEEKDAYS.index(match["weekday"][:3].lower()) - 1) % 7 + 1
    return periods.day(today - timedelta(days=back))


def _ago(match: re.Match[str], today: date) -> Period:
    word = match["count"].lower()
    count = int(word) if word.isdigit() else 1 if word in ("a", "an") else _COUNTS.index(word)
    return periods.time_ago(match["unit"].lower(), today, count)


def _phrase(pattern: str, period: Callable[[re.Match[str], date], Period]) -> Phrase:
    # ASCII: a Chinese character beside a date is no part of it
    return pattern, re.IGNORECASE | re.ASCII, period


_FIGURES_BEFORE = r"(?:截至|截止到?|(?<![现存])在|于)?\s*(?:(?:as of|as at|on|by|until|till|since|at) )?(?<![\w./-])"
_FIGURES_AFTER = r"(?:的时候|那时候?|那天|为止|的)?"
PHRASES: tuple[Phrase, ...] = (
    _phrase(
        _FIGURES_BEFORE
        + r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d-]|[./]\d)"
        + _FIGURES_AFTER,
        _figures,
    ),
    _phrase(
        r"(?:截至|(?<![现存])在)?\s*"
        + _BEFORE
        + r"(?P<year>\d{4})[-/](?P<month>0[1-9]|1[0-2])(?![\d-]|[./]\d)"
        + _FIGURES_AFTER,
        _figures_of_month,
    ),
    _phrase(_FIGURES_BEFORE + r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>\d{4})(?![\d/-])", _figures_year_last),
    _phrase(_BEFORE + _DAY + r" (?:of )?" + _MONTH + _OF_YEAR + _END, _day_of_year),
    _phrase(_BEFORE + _MONTH + " (?:the )?" + _DAY + _OF_YEAR + _END, _day_of_year),
    _phrase(_BEFORE + _DAY + r" (?:of )?" + _MONTH + _END, _day_without_year),
    _phrase(_BEFORE + _MONTH + " (?:the )?" + _DAY + _END, _day_without_year),
    _phrase(_BEFORE + _MONTH + _OF_YEAR + _END, _month_of_year),
    _phrase(_BEFORE + "last " + _MONTH + _END, _last_month_named),
    _phrase(_SAYS_WHEN + _BEFORE + _MONTH + _END, _month_without_year),
    _phrase(_BEFORE + "Q(?P<quarter>[1-4])" + _OF_YEAR + _END, _quarter_of_year),
    _phrase(_BEFORE + r"(?P<year>(?:19|20)\d\d)[ -]?Q(?P<quarter>[1-4])" + _END, _quarter_of_year),
    _phrase(_SAYS_WHEN + _BEFORE + "Q(?P<quarter>[1-4])" + _END, _quarter_without_year),
    _phrase(_SAYS_WHEN + _BEFORE + _YEAR + _END, _whole_year),
    _phrase(
        r"(?<![\w-])(?:(?:as of|since|until|on|by) )?(?P<near>the day before yesterday|yesterday|today|tomorrow)"
        + _END,
        _near_day,
    ),
    _phrase(_BEFORE + "(?P<step>last|previous|this|next) (?P<unit>week|month|quarter|year)" + _END, _near_unit),
    _phrase(_BEFORE + "last (?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)" + _END, _last_weekday),
    _phrase(r"(?<![\w-])" + _COUNT + " (?P<unit>day|week|month|quarter|year)s? ago" + _END, _ago),
)
