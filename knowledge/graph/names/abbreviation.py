"""How well a short text abbreviates a Chinese name: its characters, sounds or initials in the name's order. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import accumulate

from knowledge.graph.names.model import Why
from knowledge.graph.names.normalise import Parts
from knowledge.graph.names.sounds import near, near_sounds, syllables, usual_syllables
from knowledge.graph.names.words import MARKS_ZH, TRADES_ZH

# What it costs that a character of the name is left out: most in its distinctive part.
_IN_BRAND, _LATE_IN_BRAND, _ELSEWHERE = 0.5, 0.12, 0.06
_BRAND_SIZE = 3
_BRAND_WEIGHTS = [_IN_BRAND] * _BRAND_SIZE
# What it costs to go on after a gap: at the beginning of a word, at its second character, or anywhere.
_AT_WORD, _IN_WORD, _ANYWHERE = 0.3, 0.6, 0.8
# A brand of four characters or more is mostly words of two: 南方|电网 gives 南网.
_PAIR, _PAIRS = 2, 4
# What it costs to begin late.
_LATE = 0.9
# What it costs that a character is another one of the same sound, of nearly the same.
_SAME_SOUND, _NEAR_SOUND, _OTHER_READING = 0.9, 1.3, 1.6
_NEAR_LETTERS = 0.4


class Writing(Enum):
    """What the asked text is written in."""

    HAN = "han"
    PINYIN = "pinyin"
    INITIALS = "initials"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Asked:
    """An asked text, one unit for each character of the name it may stand for: a character or a syllable or a letter.

    `sounds` are the syllables (of Chinese characters, also as read one by one), `writing` says what to compare.
    """

    writing: Writing
    units: tuple[str, ...]
    sounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A known name, character by character: how it sounds, where words begin, what leaving out a part costs.

    `sounds` are its syllables, `heard` all readings folded, `initials` first letters;
    `skipped` adds up the cost of leaving out what stands before a place.
    """

    text: str
    sounds: tuple[str, ...]
    heard: tuple[frozenset[str], ...]
    initials: tuple[str, ...]
    beginnings: tuple[int, ...]
    words: frozenset[int]
    skipped: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest way to read a text as an abbreviation; `why` names it, `off` counts what only sounds alike."""

    cost: float
    why: Why
    off: int


_WORDS = TRADES_ZH | MARKS_ZH
_BY_FIRST = {first: tuple(sorted(word for word in _WORDS if word[0] == first)) for first in {w[0] for w in _WORDS}}


def shape_of(known: Parts) -> Shape:
    """The shape of a Chinese name without its legal form."""
    text = known.legal.replace(" ", "")
    start = known.starts[-1]
    brand = len(known.brand)
    weights = [_ELSEWHERE] * len(text)
    weights[start : start + brand] = _BRAND_WEIGHTS[:brand] + [_LATE_IN_BRAND] * (brand - _BRAND_SIZE)
    words = {at for at, c in enumerate(text) if at and c in _BY_FIRST and text.startswith(_BY_FIRST[c], at)}
    if brand >= _PAIRS:
        words.add(start + _PAIR)
    sounds, usual = syllables(text), usual_syllables(text)
    return Shape(
        text=text,
        sounds=sounds,
        heard=tuple(map(_all_sounds, text, sounds)),
        initials=tuple([one[0] + other[0] for one, other in zip(sounds, usual, strict=True)]),
        beginnings=known.starts,
        words=frozenset(words | {start}),
        skipped=tuple(accumulate(weights, initial=0.0)),
    )


@lru_cache(maxsize=16384)
def _all_sounds(character: str, sound: str) -> frozenset[str]:
    return near_sounds(character) | {near(sound)}


def align(asked: Asked, known: Shape) -> Alignment | None:
    """The cheapest alignment; None where the asked text is no subsequence of the name."""
    costs = _begun(asked, known)
    for at in range(1, len(asked.units)):
        costs = _continued(costs, _matches(asked, at, known), known)
    if not costs:
        return None
    end, cost = min(costs.items(), key=lambda item: item[1][0] + known.skipped[-1] - known.skipped[item[0] + 1])
    total = cost[0] + known.skipped[-1] - known.skipped[end + 1]
    return Alignment(total, _why(asked, cost[1], cost[2]), cost[2])


_Match = tuple[int, float, int]
_Costs = dict[int, tuple[float, int, int]]
"""By the place of the last unit: the cost so far, how many gaps, how many units that only sound alike."""


def _begun(asked: Asked, known: Shape) -> _Costs:
    found: _Costs = {}
    for at, cost, off in _matches(asked, 0, known):
        starts = [one for one in known.beginnings if one <= at]
        late = 0.0 if at in known.beginnings else _LATE
        found[at] = (cost + late + known.skipped[at] - known.skipped[starts[-1]], int(bool(late)), off)
    return found


def _continued(costs: _Costs, matches: Sequence[_Match], known: Shape) -> _Costs:
    found: _Costs = {}
    for at, cost, off in matches:
        ways = [
            (before + cost + _gap(last, at, known), gaps + (at > last + 1), offs + off)
            for last, (before, gaps, offs) in costs.items()
            if last < at
        ]
        if ways:
            found[at] = min(ways)
    return found


def _gap(last: int, at: int, known: Shape) -> float:
    if at == last + 1:
        return 0.0
    landing = _AT_WORD if at in known.words else _IN_WORD if last < at - 1 in known.words else _ANYWHERE
    return landing + known.skipped[at] - known.skipped[last + 1]


def _matches(asked: Asked, number: int, known: Shape) -> list[_Match]:
    """Places of the name where one unit fits, what it costs there, and whether only the sound is the same."""
    unit, sound = asked.units[number], asked.sounds[number]
    if asked.writing is Writing.INITIALS or (asked.writing is Writing.MIXED and len(unit) == 1):
        return [(at, 0.0, 0) for at, letters in enumerate(known.initials) if unit in letters]
    nearly = near(sound)
    if asked.writing is not Writing.HAN:
        places = [at for at, several in enumerate(known.heard) if nearly in several]
        return [(at, 0.0 if sound == known.sounds[at] else _NEAR_LETTERS, 0) for at in places]
    ours = _all_sounds(unit, sound)
    return [
        (at, 0.0, 0) if known.text[at] == unit else (at, _heard(sound, nearly, known, at), 1)
        for at, several in enumerate(known.heard)
        if known.text[at] == unit or not ours.isdisjoint(several)
    ]


def _heard(sound: str, nearly: str, known: Shape, at: int) -> float:
    """What it costs that a character was written for another one because they sound alike."""
    if sound == known.sounds[at]:
        return _SAME_SOUND
    return _NEAR_SOUND if nearly == near(known.sounds[at]) else _OTHER_READING


def _why(asked: Asked, gaps: int, off: int) -> Why:
    if asked.writing is not Writing.HAN:
        return Why.INITIALS if asked.writing is Writing.INITIALS else Why.PINYIN
    if off:
        return Why.HOMOPHONE
    return Why.ABBREVIATION if gaps else Why.SHORT_NAME
