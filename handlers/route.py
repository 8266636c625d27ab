"""Text to intent and slots, by patterns; or NoMatch with the nearest examples."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz, process

from handlers.base import Intent, Sentence, Slots
from handlers.courtesy import without_courtesy
from handlers.sieve import Sieve, places
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
        return NoMatch(NoMatchReason.EMPTY, nearest("", intents, lang))
    if len(plain) > LONGEST:
        return NoMatch(NoMatchReason.TOO_LONG)
    return matched(plain, intents, today) or NoMatch(NoMatchReason.NOTHING_LIKE_IT, nearest(plain, intents, lang))


def matched(sentence: str, intents: Mapping[str, Intent], today: date) -> Matched | None:
    """The same for a sentence that is ready to be read; nothing near is looked for where there is none."""
    undated, found = _without_day(sentence, today)
    bare, bare_undated = without_courtesy(sentence), without_courtesy(undated)
    for intent, pattern in _KEPT.of(intents).likely(bare, bare_undated):
        match = pattern.fullmatch(bare_undated if intent.dated else bare)
        if match is not None and "://" not in (match.groupdict().get("customer") or ""):  # an address is no name
            return Matched(intent, {**_slots(match), **(found if intent.dated else {})})
    return None


def slots_in(intent: Intent, sentence: str) -> Slots | None:
    """The slots, where one of the intent's patterns matches the whole sentence."""
    for pattern in intent.patterns:
        match = pattern.fullmatch(sentence)
        if match is not None:
            return _slots(match)
    return None


def _slots(match: re.Match[str]) -> Slots:
    return {name: value.strip(_EDGES) for name, value in match.groupdict().items() if value is not None}


class _Table:
    """The patterns of all intents in the order in which they are tried."""

    def __init__(self, intents: tuple[Intent, ...]) -> None:
        self._rows = [(intent, pattern) for intent in intents for pattern in intent.patterns]
        self._sieve = Sieve([pattern for _, pattern in self._rows])
        self._dated = sum(1 << place for place, (intent, _) in enumerate(self._rows) if intent.dated)

    def likely(self, bare: str, undated: str) -> Iterator[tuple[Intent, Sentence]]:
        """Those that may match: a dated intent's the sentence without its day, the others the whole one."""
        mask = self._sieve.mask(bare)
        if undated != bare:
            mask = mask & ~self._dated | self._sieve.mask(undated) & self._dated
        return (self._rows[place] for place in places(mask))


class _Kept:
    """The table made last: a bot has one set of intents."""

    def __init__(self) -> None:
        self._made: tuple[tuple[Intent, ...], _Table] = ((), _Table(()))

    def of(self, intents: Mapping[str, Intent]) -> _Table:
        """The table of these intents."""
        wanted = tuple(intents.values())
        made = self._made
        if wanted != made[0]:  # tuples of the very same intents are told apart at once
            made = self._made = (wanted, _Table(wanted))
        return made[1]


_KEPT = _Kept()


def _without_day(sentence: str, today: date) -> tuple[str, Slots]:
    found = parse_day(sentence, today)
    if isinstance(found, DayRef):
        named = {"day": found.day.isoformat(), "first": found.first.isoformat(), "last": found.last.isoformat()}
        return without(sentence, found).strip(_EDGES), named
    if isinstance(found, BadDate):
        return without(sentence, found).strip(_EDGES), {"bad_day": _PREPOSITION.sub("", found.text)}
    return sentence, {}


def nearest(sentence: str, intents: Mapping[str, Intent], lang: Lang) -> tuple[str, ...]:
    """The examples that are most like a sentence; the first ones where it is empty."""
    shown = sorted((intent for intent in intents.values() if intent.place), key=lambda intent: intent.place)
    examples = [example for intent in shown for example in intent.examples[lang]]
    ranked = process.extract(sentence.lower(), examples, scorer=fuzz.partial_ratio, limit=3)
    return tuple(example for example, _, _ in ranked) if sentence else tuple(examples[:3])
