"""Stretches of days as people say them: "2025 年 3 月", "in Q3 2025", "on 2025-12-31"."""

from collections.abc import Callable, Mapping
from datetime import date

from knowledge.calendar import periods
from knowledge.calendar.periods import Period
from knowledge.people.model import Lang
from notifiers.formats import day as day_words

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "day": {"zh": "{day}", "en": "on {day}"},
    "year": {"zh": "{year} 年", "en": "in {year}"},
    "half": {"zh": "{year} 年{zh_half}半年", "en": "in the {en_half} half of {year}"},
    "quarter": {"zh": "{year} 年第 {number} 季度", "en": "in Q{number} {year}"},
    "month": {"zh": "{year} 年 {number} 月", "en": "in {month} {year}"},
    "other": {"zh": "{first} 至 {last}", "en": "from {first} to {last}"},
}
_SIZES: tuple[tuple[str, int, Callable[[int, int], Period]], ...] = (
    ("year", 1, lambda year, _: periods.whole_year(year)),
    ("half", 2, periods.half),
    ("quarter", 4, periods.quarter),
    ("month", 12, periods.month),
)


def when(first: date, last: date, lang: Lang, today: date) -> str:
    """From `first` to `last`, both included, in the shortest words for it."""
    if first == last:
        return _WORDS["day"][lang].format(day=day_words(first, lang, today))
    for name, parts, of in _SIZES:
        number = (first.month - 1) * parts // 12 + 1
        if of(first.year, number) == Period(first, last):
            return _WORDS[name][lang].format(**_names(first, number))
    return _WORDS["other"][lang].format(first=first.isoformat(), last=last.isoformat())


def _names(first: date, number: int) -> dict[str, str | int]:
    return {
        "year": first.year,
        "number": number,
        "month": f"{first:%B}",
        "zh_half": "上下"[number > 1],
        "en_half": ("first", "second")[number > 1],
    }
