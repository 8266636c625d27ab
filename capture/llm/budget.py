"""How many tokens the language model may take a day: counted in the database, for all processes, over restarts."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.store.keeping import held_value, keep_value
from knowledge.store.unit import Unit

BYTES_A_TOKEN = 3
"""A cautious guess, for servers that do not say how many tokens it took: few languages need more than that."""

_OF, _NAME = "llm", "budget"


def most_tokens(messages: Sequence[Mapping[str, Any]], functions: Sequence[Mapping[str, Any]], answer: int) -> int:
    """The most tokens that a request may take with an answer of at most `answer` tokens."""
    return len(repr([*messages, *functions]).encode(errors="replace")) // BYTES_A_TOKEN + answer


def day_of(unit: Unit, zone: ZoneInfo) -> str:
    """The day that is counted now, of the team's zone."""
    return unit.now.astimezone(zone).date().isoformat()


def take_tokens(unit: Unit, day: str, tokens: int, most: int) -> bool:
    """Take tokens from a day's `most`; False where there are not that many left."""
    spent = _spent(unit, day)
    if spent + tokens > most:
        return False
    keep_value(unit, _OF, _NAME, {"day": day, "spent": spent + tokens})
    return True


def give_back_tokens(unit: Unit, day: str, tokens: int) -> None:
    """Tokens taken on that day that were not needed; on another day they count for nothing any more."""
    kept = held_value(unit, _OF, _NAME)
    if kept.get("day") == day:
        keep_value(unit, _OF, _NAME, {"day": day, "spent": max(0, int(kept["spent"]) - tokens)})


def _spent(unit: Unit, day: str) -> int:
    kept = held_value(unit, _OF, _NAME)
    return int(kept["spent"]) if kept.get("day") == day else 0
