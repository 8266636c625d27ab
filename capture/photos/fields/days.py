"""Dates: in figures, in Chinese numerals, with month names; the document's own day first."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from capture.photos.fields.rows import Hit, Row, best_first
from capture.photos.model import Field, FieldKind, Ground

_MONTH_NAMES = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTHS = {name: at + 1 for at, name in enumerate(_MONTH_NAMES.lower().split("|"))}
_NUMERALS = {sign: at for at, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0}
_NAMES = rf"(?P<name>{_MONTH_NAMES})[a-z]*\.?"
_PATTERNS = (
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*[年./-]\s*(?P<month>1[0-2]|0?[1-9])\s*[月./-]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
    ),
    re.compile(
        r"(?P<year>[二][〇零○O一二三四五六七八九]{3})\s*年\s*(?P<month>[一二三四五六七八九十]{1,2})\s*月\s*(?P<day>[一二三四五六七八九十]{1,3})\s*日"
    ),
    re.compile(
        rf"(?<!\d)(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s*(?:day\s*of\s*)?{_NAMES},?\s*(?P<year>(?:19|20)\d{{2}})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_NAMES}\s*(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s*[,.]?\s*(?P<year>(?:19|20)\d{{2}})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\d/.-])(?P<day>[0-3]?\d)[/.](?P<month>[0-3]?\d)[/.](?P<year>(?:19|20)\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d{2})(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])(?!\d)"),
)
_BARE = len(_PATTERNS) - 1
"""The last pattern, eight digits in a row, is a date only behind a label."""

_OWN = re.compile(
    r"签[订署约字]\s*(?:日期|时间|日)|订立\s*(?:日期|时间)|合同日期"
    r"|报价日期|验收(?:日期|时间)|开票日期|日\s*期|时\s*间|date|made on|印发",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"交货|交付|有效期|截止|到期|起始|终止|生效|完工|付款|成立|出生|delivery|valid|expir|due|until|effective|start|end\b",
    re.IGNORECASE,
)


def days(rows: Sequence[Row]) -> list[Field]:
    """The dates of a document, the day it is of first."""
    return best_first((hit for row in rows for hit in _in_row(row)), FieldKind.DATE)


def _in_row(row: Row) -> Iterator[Hit]:
    taken: list[tuple[int, int]] = []
    for place, pattern in enumerate(_PATTERNS):
        for found in pattern.finditer(row.text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            label, rank = _label(row.text, found.start(), found.end())
            if place == _BARE and rank < 2:
                continue
            for value, doubt in _read(found):
                taken.append(found.span())
                rank -= 1 if doubt else 0
                yield Hit(row, found.start(), found.end(), value.isoformat(), label, rank, doubt)


def _label(text: str, start: int, end: int) -> tuple[str, float]:
    before = re.split(r"[。;\t]", text[:start])[-1][-24:] or text[max(0, start - 12) : start]
    if found := [*_OTHER.finditer(before)]:
        return found[-1][0], 0.0
    if found := [*_OWN.finditer(before)]:
        return found[-1][0], 3.0
    if text[end : end + 3].startswith("印发"):
        return "印发", 3.0
    return "", 1.5 if text[:start].strip() == "" and text[end:].strip() == "" else 1.0


def _read(found: re.Match[str]) -> Iterator[tuple[date, Ground | None]]:
    """The date of a match, and a doubt where day and month may be the other way round; nothing for the 31st of June."""
    parts = found.groupdict()
    year = _number(parts["year"])
    month = _MONTHS[parts["name"][:3].lower()] if parts.get("name") else _number(parts["month"])
    day, doubt = _number(parts["day"]), None
    if "/" in found[0] and found[0].rfind(parts["year"]) > 0:
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month:
            doubt = Ground.DAY_OR_MONTH
    try:
        yield date(year, month, day), doubt
    except ValueError:
        return


def _number(text: str) -> int:
    """Figures, 二〇二六, or 二十一."""
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return int("".join(str(_NUMERALS[sign]) for sign in text))
    tens, _, ones = text.partition("十")
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
