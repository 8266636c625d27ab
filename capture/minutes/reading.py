"""Transcripts as they are handed in: plain JSON to turns. What is no transcript gets one clear sentence."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite
from zoneinfo import ZoneInfo

from capture.base import BadMaterialError
from capture.minutes.model import Turn, Word

MOST_TURNS = 50_000
MOST_LETTERS = 200_000
"""Nobody says more in one turn."""

_SIDES = ("us", "them")


def turns_of(raw: object) -> list[Turn]:
    """The turns of a transcript: objects with `text`, and where known `start`, `end`, `speaker`, `side`, `words`.

    Times are seconds from the start. A turn without a time follows the one before it. Blank turns are kept: their
    number counts. Raises BadMaterialError where there is no list of turns, or one of them is none.
    """
    if not isinstance(raw, Sequence) or isinstance(raw, str | bytes) or not raw:
        raise BadMaterialError("no_turns", "这份记录里没有逐句内容（turns）。", "This transcript has no turns.")
    if len(raw) > MOST_TURNS:
        raise BadMaterialError(
            "too_many_turns",
            f"这份记录有 {len(raw)} 句，超过上限 {MOST_TURNS}。",
            f"{len(raw)} turns are more than {MOST_TURNS}.",
        )
    found: list[Turn] = []
    for number, one in enumerate(raw, 1):
        found.append(_turn(one, number, found[-1] if found else None))
    return found


def held_at(raw: object, zone: ZoneInfo) -> datetime:
    """The time of a meeting, ISO 8601; without an offset it is the zone's. Raises BadMaterialError for others."""
    try:
        moment = datetime.fromisoformat(str(raw))
    except ValueError:
        raise BadMaterialError(
            "bad_time",
            f"看不懂会议时间“{raw}”，请写成 2026-03-04T14:00。",
            f"“{raw}” is no time; write 2026-03-04T14:00.",
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _turn(raw: object, number: int, before: Turn | None) -> Turn:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("text"), str):
        raise BadMaterialError("bad_turn", f"第 {number} 句没有文字（text）。", f"Turn {number} has no text.")
    if len(raw["text"]) > MOST_LETTERS:
        raise BadMaterialError(
            "long_turn", f"第 {number} 句太长，请分句。", f"Turn {number} is too long; cut it into turns."
        )
    earliest = (before.end or before.start) if before else 0.0
    start = _seconds(raw.get("start"), number)
    end = _seconds(raw.get("end"), number)
    side = str(raw.get("side") or "")
    return Turn(
        start if start is not None else earliest,
        str(raw.get("speaker") or ""),
        side if side in _SIDES else "",
        raw["text"],
        end,
        _words(raw.get("words")),
    )


def _seconds(raw: object, number: int) -> float | None:
    """Seconds, or 01:02:03 as some recorders write them."""
    if raw is None or raw == "":
        return None
    try:
        parts = [float(part) for part in str(raw).split(":")]
    except ValueError:
        parts = []
    total = sum(part * 60.0**place for place, part in enumerate(reversed(parts)))
    if not parts or len(parts) > 3 or not isfinite(total) or total < 0:
        raise BadMaterialError(
            "bad_second", f"第 {number} 句的时间“{raw}”不对。", f"Turn {number}: “{raw}” is no time."
        )
    return total


def _words(raw: object) -> tuple[Word, ...]:
    """Words with times, as objects with start, end, and word or text; others are left out."""
    if not isinstance(raw, Sequence) or isinstance(raw, str | bytes):
        return ()
    return tuple(word for one in raw if isinstance(one, Mapping) and (word := _word(one)) is not None)


def _word(raw: Mapping[str, object]) -> Word | None:
    text, start, end = raw.get("word", raw.get("text")), raw.get("start"), raw.get("end")
    if not isinstance(text, str) or not isinstance(start, int | float) or not isfinite(start):
        return None
    return Word(float(start), float(end) if isinstance(end, int | float) else float(start), text)
