"""By when: the days that a line of chat names, seen forward from when it was said.

"周三前" and "before Wednesday" mean by Wednesday; a weekday is the coming one (never the day it is said on), 下周三 and
"next Wednesday" that of the next calendar week. A week ends with its last working day, a month with its last day.
"国庆后" is the first working day after that break, "国庆前" the last one before it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from capture.promises import due_en, due_zh
from capture.promises.due_zh import Day
from capture.promises.moment import Moment

_ASCII = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {ord("’"): ord("'"), ord("／"): ord("/")}
_TIED = re.compile(r"\s*[,，]?\s*(?:of\s+|at\s+|on\s+|by\s+)?")


@dataclass(frozen=True, slots=True)
class Due:
    """A day named in a text, as `text` at `span`. `limit`: it is said as one ("by", 前, 内). `day` None: it can be two
    days (3/4), so it is none.

    `rough` ("this afternoon", 稍后) gives way to a day beside it.
    """

    day: date | None
    text: str
    span: tuple[int, int]
    limit: bool
    rough: bool = False


def plain_digits(text: str) -> str:
    """The text with full-width digits and curly apostrophes made plain; every character keeps its place."""
    return text.translate(_ASCII)


def dues_in(text: str, said: Moment) -> tuple[Due, ...]:
    """Every day named, past ones too, in order; neighbours that say one day ("Friday EOD") are one."""
    plain = plain_digits(text)
    patterns = (*(due_zh.PATTERNS if _HAN.search(plain) else ()), *(due_en.PATTERNS if _LATIN.search(plain) else ()))
    found = [due for pattern, day_of, rough in patterns for due in _found(pattern, day_of, plain, said, rough=rough)]
    found.sort(key=lambda due: (due.span[0], -due.span[1], due.rough))
    apart: list[Due] = []
    for due in found:
        if not apart or due.span[0] >= apart[-1].span[1]:
            apart.append(due)
    return tuple(_tied(apart, plain))


_HAN = re.compile("[㐀-鿿]")
_LATIN = re.compile(
    r"\d|day|\b(?:mon|tue|wed|thu|fri|sat|sun)|tomo|tm|tonight|week|wk|month|quarter|year|eo[bdwmqy]|cob|hour"
    r"|hr|min|sec|moment|bit|noon|lunch|close"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|right|away|immedi|shortly|holiday|festival|cny"
    r"|christmas|xmas|thanks|easter|break|this|later|morning|of\s+play|\b[qh][1-4]|\dh",
    re.IGNORECASE,
)
"""Some of these stand in every day that English names."""


def _found(pattern: re.Pattern[str], day_of: Day, plain: str, said: Moment, *, rough: bool) -> Iterable[Due]:
    for match in pattern.finditer(plain):
        try:
            day = day_of(match, said)
        except (ValueError, OverflowError):
            continue  # 32号, 二十十: no day at all
        yield Due(day, match[0].strip(), match.span(), _limits(match[0]), rough)


_LIMIT = re.compile(
    r"前|内|最晚|最迟|为止|截|不晚|不迟|\b(?:by|before|until|till|within|no\s+later|not\s+later|latest"
    r"|eo[bdwmqy]|cob|end\s+of)\b",
    re.IGNORECASE,
)


def _limits(text: str) -> bool:
    return _LIMIT.search(text) is not None


def _tied(apart: Iterable[Due], plain: str) -> Iterable[Due]:
    """Neighbours as one: the finer day counts, the limit of either."""
    kept: Due | None = None
    for due in apart:
        if kept is not None and kept.rough != due.rough and _TIED.fullmatch(plain[kept.span[1] : due.span[0]]):
            finer, span = (due if kept.rough else kept), (kept.span[0], due.span[1])
            kept = replace(finer, text=plain[slice(*span)].strip(), span=span, limit=kept.limit or due.limit)
            continue
        if kept is not None:
            yield kept
        kept = due
    if kept is not None:
        yield kept
