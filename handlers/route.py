"""Text to intent and slots, by patterns; or NoMatch with the nearest examples."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz, process

from handlers.base import Intent, Slots
from handlers.courtesy import without_courtesy
from knowledge.calendar.phrases import BadDate, DayRef, parse_day, without
from knowledge.people.model import Lang

LONGEST = 500
"""Sentences beyond this many characters are not commands; patterns never see them. Of long links only the beginning
counts, and is seen."""

_PREPOSITION = re.compile(
    r"^(?:(?:on|as of|as at|by|since|until|till|at|in)\s+|(?:截至|截止到?|在|于)\s*)", re.IGNORECASE
)
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONG_LINK = re.compile(r"(https?://[!-~]{40})[!-~]+", re.IGNORECASE)
_EDGES = " \t\r\n　?？!！.。,，~…"


class NoMatchReason(StrEnum):
    """Why a text reached no intent."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOTHING_LIKE_IT = "nothing_like_it"


@dataclass(frozen=True, slots=True)
class Matched:
    """The intent that a text reached, and the slots found."""

    intent: Intent
    slots: Slots


@dataclass(frozen=True, slots=True)
class NoMatch:
    """No intent; `nearest` are examples that would reach one."""

    reason: NoMatchReason
    nearest: tuple[str, ...] = ()


def has_han(text: str) -> bool:
    """Whether any Chinese character stands in the text."""
    return re.search(r"[㐀-鿿豈-﫿]", text) is not None


def route(text: str, intents: Mapping[str, Intent], lang: Lang, today: date) -> Matched | NoMatch:
    """The first intent, by name, one of whose patterns matches the whole sentence."""
    plain = " ".join(_LONG_LINK.sub(r"\1", _UNSEEN.sub("", text)).split()).strip(_EDGES)
    if not plain:
        return NoMatch(NoMatchReason.EMPTY, _nearest("", intents, lang))
    if len(plain) > LONGEST:
        return NoMatch(NoMatchReason.TOO_LONG)
    undated, found = _without_day(plain, today)
    bare, bare_undated = without_courtesy(plain), without_courtesy(undated)
    for intent in intents.values():
        slots = slots_in(intent, bare_undated if intent.dated else bare)
        if slots is not None:
            return Matched(intent, {**slots, **(found if intent.dated else {})})
    return NoMatch(NoMatchReason.NOTHING_LIKE_IT, _nearest(plain, intents, lang))


def slots_in(intent: Intent, sentence: str) -> Slots | None:
    """The slots, where one of the intent's patterns matches the whole sentence."""
    for pattern in intent.patterns:
        match = pattern.fullmatch(sentence)
        if match is not None:
            return {name: value.strip(_EDGES) for name, value in match.groupdict().items() if value is not None}
    return None


def _without_day(sentence: str, today: date) -> tuple[str, Slots]:
    found = parse_day(sentence, today)
    if isinstance(found, DayRef):
        named = {"day": found.day.isoformat(), "first": found.first.isoformat(), "last": found.last.isoformat()}
        return without(sentence, found).strip(_EDGES), named
    if isinstance(found, BadDate):
        return without(sentence, found).strip(_EDGES), {"bad_day": _PREPOSITION.sub("", found.text)}
    return sentence, {}


def _nearest(sentence: str, intents: Mapping[str, Intent], lang: Lang) -> tuple[str, ...]:
    shown = sorted((intent for intent in intents.values() if intent.place), key=lambda intent: intent.place)
    examples = [example for intent in shown for example in intent.examples[lang]]
    ranked = process.extract(sentence.lower(), examples, scorer=fuzz.partial_ratio, limit=3)
    return tuple(example for example, _, _ in ranked) if sentence else tuple(examples[:3])
