"""The text of a cell as the value that its column holds, in plain JSON."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from difflib import get_close_matches
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from capture.exports import reasons
from capture.exports.formats import Kind
from capture.exports.reasons import Unreadable
from knowledge.people.model import LANGS, Role

Parse = Callable[[str], object]

OWNER_ROLES = (Role.REP.value, Role.PRESALES.value, Role.CSM.value, Role.DELIVERY.value)
OUTCOMES = ("won", "lost")
LARGEST_WHOLE = 2**31 - 1

_WHOLE = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.0+)?")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d{1,3})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}(:?\d{2}(:?\d{2}([.,]\d{1,9})?)?)?\s?(Z|[+-]\d{2}(:?\d{2})?)?)?")
_CALLED = {
    "sales": "rep", "seller": "rep", "owner": "rep", "销售": "rep", "销售代表": "rep", "客户经理": "rep",
    "pre-sales": "presales", "se": "presales", "售前": "presales", "boss": "manager", "主管": "manager",
    "经理": "manager", "销售经理": "manager", "success": "csm", "客户成功": "csm", "交付": "delivery",
    "实施": "delivery", "法务": "legal", "财务": "finance", "管理员": "admin", "赢单": "won", "成交": "won",
    "closed won": "won", "输单": "lost", "丢单": "lost", "closed lost": "lost",
}  # fmt: skip
"""Words for which people most likely mean one of ours. Only suggested, never taken."""


def parsers(zone: tzinfo) -> Mapping[Kind, Parse]:
    """How the text of each kind is read; times without an offset are in `zone`. Each raises Unreadable."""
    return {
        Kind.TEXT: str,
        Kind.NAME: name,
        Kind.EMAIL: str.lower,
        Kind.LIST: listed,
        Kind.WHOLE: whole,
        Kind.NUMBER: number,
        Kind.DAY: lru_cache(4096)(lambda text: day(text, zone)),
        Kind.INSTANT: lru_cache(4096)(lambda text: instant(text, zone)),
        Kind.LANG: lambda text: one_of(re.split("[-_]", text)[0], LANGS),
        Kind.ZONE: time_zone,
        Kind.ROLE: lambda text: one_of(text, tuple(Role)),
        Kind.OWNER_ROLE: lambda text: one_of(text, OWNER_ROLES),
        Kind.OUTCOME: lambda text: one_of(text, OUTCOMES),
    }


def empty_of(kind: Kind) -> object:
    """What an empty cell of this kind means."""
    if kind is Kind.LIST:
        return []
    return None if kind in (Kind.WHOLE, Kind.NUMBER, Kind.DAY, Kind.INSTANT, Kind.LANG) else ""


def name(text: str) -> str:
    """A name or id: runs of white space are one space."""
    return " ".join(text.split())


def listed(text: str) -> list[str]:
    """The parts between semicolons, each once."""
    return list(dict.fromkeys(part for piece in text.split(";") if (part := name(piece))))


def whole(text: str) -> int:
    """A whole number from 0 on; thousands may have commas."""
    if not _WHOLE.fullmatch(text):
        raise Unreadable(reasons.NOT_WHOLE)
    value = text.replace(",", "").partition(".")[0]
    if value.startswith("-") and value.strip("-0"):
        raise Unreadable(reasons.NEGATIVE)
    if len(value) > 12 or int(value) > LARGEST_WHOLE:
        raise Unreadable(reasons.TOO_LARGE)
    return abs(int(value))


def number(text: str) -> float:
    """A decimal number; thousands may have commas."""
    if not _NUMBER.fullmatch(text) or not any(char.isdigit() for char in text.partition("e")[0]):
        raise Unreadable(reasons.NOT_NUMBER)
    try:
        value = float(text.replace(",", ""))
    except ValueError as error:
        raise Unreadable(reasons.NOT_NUMBER) from error
    if value in (float("inf"), float("-inf")):
        raise Unreadable(reasons.TOO_LARGE)
    return value


def day(text: str, zone: tzinfo) -> str:
    """An ISO date. A time with an offset is that day in `zone`."""
    if _DAY.fullmatch(text):
        return _or_refuse(lambda: date.fromisoformat(text).isoformat())
    if not _INSTANT.fullmatch(text):
        raise Unreadable(reasons.NOT_DAY)
    return _or_refuse(lambda: _placed(text, zone).astimezone(zone).date().isoformat())


def instant(text: str, zone: tzinfo) -> str:
    """An ISO time in UTC; a date is its first moment in `zone`."""
    if not _INSTANT.fullmatch(text):
        raise Unreadable(reasons.NOT_INSTANT)
    return _or_refuse(lambda: _placed(text, zone).astimezone(UTC).isoformat())


def time_zone(text: str) -> str:
    """A zone of the IANA database."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        close = get_close_matches(text, sorted(available_timezones()), 1, 0.6)
        raise Unreadable(reasons.not_a_zone(close[0] if close else None)) from error
    return text


def one_of(text: str, choices: Sequence[str]) -> str:
    """One of a closed list, in any case."""
    lowered = text.lower()
    if lowered not in choices:
        raise Unreadable(reasons.not_one_of(choices, nearest(lowered, choices)))
    return str(lowered)


def nearest(text: str, choices: Sequence[str]) -> str | None:
    """Which of `choices` was most likely meant."""
    if (meant := _CALLED.get(text)) in choices:
        return meant
    return next(iter(get_close_matches(text, choices, 1, 0.5)), None)


def _placed(text: str, zone: tzinfo) -> datetime:
    value = datetime.combine(date.fromisoformat(text), time()) if len(text) == 10 else datetime.fromisoformat(
        text.replace(",", ".").replace(" Z", "Z")
    )  # fmt: skip
    return value if value.tzinfo else value.replace(tzinfo=zone)


def _or_refuse(read: Callable[[], str]) -> str:
    try:
        return read()
    except (ValueError, OverflowError) as error:
        raise Unreadable(reasons.NO_SUCH_DAY) from error
