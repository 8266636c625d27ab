"""Dates as people write them in questions, Chinese or English: 去年3月, last month, as of 2024-12-31."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from knowledge.calendar import phrases_en, phrases_zh
from knowledge.calendar.periods import Period

_ASCII = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {ord("－"): ord("-"), ord("／"): ord("/")}


@dataclass(frozen=True, slots=True)
class DayRef:
    """A date found in a text.

    `day` is the day meant: the last day of the named period `first` to `last`, or today where the period is not
    over yet. What was named without a year is the latest that has begun. A date that lies wholly in the future
    stays as it is. `span` is where it stands in the text, with its preposition, so that it can be cut out.
    """

    day: date
    first: date
    last: date
    text: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class BadDate:
    """What was meant as a date and cannot be one (2025-02-30, 13月), or can be two (03/04/2025)."""

    text: str
    span: tuple[int, int]


def parse_day(text: str, today: date) -> DayRef | BadDate | None:
    """The first date named in `text`, seen from `today` in the asker's time zone; None where there is none."""
    plain = text.translate(_ASCII)
    found = [(match, period) for pattern, period in _phrases() if (match := pattern.search(plain))]
    if not found:
        return None
    match, period_of = min(found, key=lambda pair: (pair[0].start(), -pair[0].end()))
    span = match.span()
    try:
        period = period_of(match, today)
    except (ValueError, OverflowError):
        return BadDate(text[slice(*span)].strip(), span)
    meant = today if period.first <= today <= period.last else period.last
    return DayRef(meant, period.first, period.last, text[slice(*span)].strip(), span)


@cache
def _phrases() -> list[tuple[re.Pattern[str], Callable[[re.Match[str], date], Period]]]:
    """All of them, compiled at the first use."""
    return [(re.compile(said, flags), period) for said, flags, period in (*phrases_zh.PHRASES, *phrases_en.PHRASES)]


def without(text: str, found: DayRef | BadDate) -> str:
    """The sentence without its date: "谁去年负责北禾？" becomes "谁负责北禾？"."""
    before, after = text[: found.span[0]].rstrip(), text[found.span[1] :].lstrip(" ,，、")
    words_meet = before[-1:].isascii() and after[:1].isascii() and after[:1].isalnum()
    return f"{before} {after}" if before and words_meet else before + after
