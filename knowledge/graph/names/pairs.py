"""How alike two whole names in Latin letters are, word by word: spellings of one organisation, or of one person. Pure.

A word left out weighs little, a word replaced by another one much: that is another company, another brother.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

from knowledge.graph.names.normalise import fold, has_han
from knowledge.graph.names.sounds import syllables
from knowledge.graph.names.words import FATHERS, LEGAL_EN, MARKS_EN, SHORT_WORDS, SMALL_WORDS, TRADES_EN

# What a word weighs: one that every second company has, one that only joins others, one after the legal form (a town).
_COMMON, _JOINING, _AFTER = 0.45, 0.1, 0.1
# Words are taken for the same from this similarity on.
_SAME_WORD = 0.45
# One letter wrong in a short word.
_ONE_SLIP = 0.72
# Letters that are the initials of several words; names that differ in nothing but the legal form, or the order.
_ACRONYM, _OTHER_FORM, _OTHER_ORDER, _OTHER_FATHER = 0.85, 97.0, 0.97, 0.7
# What it costs that words are missing on one side; that words of one side stand for others of the other.
_MISSING, _REPLACED = 0.25, 2.0
# What it costs that two words taken for the same are not quite alike.
_UNLIKE = 1.0
# Two texts without spaces that are as alike as this are the same words, cut otherwise: van der bilt.
_CUT_OTHERWISE = 0.9
# From here on two spellings are taken for one organisation.
SAME = 84.0

_STOCK_COMPANY = re.compile(
    r"\b(?:open |closed |public )?joint stock company\b|\blimited liability company\b|\bsp z ?o ?o\b"
)

_Words = tuple[tuple[str, float], ...]


def likeness(one: str, other: str) -> float:
    """0 to 100 for two names as written; 100 where nothing but case and punctuation differs."""
    ours, theirs = weighted_words(one), weighted_words(other)
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 100.0 if fold(one) == fold(other) else _OTHER_FORM
    return round(min(_OTHER_FORM, max(_by_words(ours, theirs), _run_together(ours, theirs))), 1)


@lru_cache(maxsize=8192)
def weighted_words(name: str) -> _Words:
    """The words of a name, written out, each with its weight; without the legal form."""
    folded = _STOCK_COMPANY.sub(" jsc ", _in_latin(fold(name)))
    words = [SHORT_WORDS.get(word, word) for word in _letters_joined(folded.split())]
    words, after = _without_legal(list(dict.fromkeys(words)))
    return tuple([(word, _weight(word)) for word in words] + [(word, _AFTER) for word in after])


def _in_latin(folded: str) -> str:
    """Any script in Latin letters, roughly; Chinese as one word, as names are written in pinyin."""
    if folded.isascii():
        return folded
    return fold("".join(syllables(folded)) if has_han(folded) else anyascii(folded))


def _letters_joined(words: Sequence[str]) -> list[str]:
    """Single letters in a row as one word, less a legal form at its end: D S M N V is DSM and NV."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1:
            run += word
            continue
        if run:
            legal = next((run[-n:] for n in (4, 3, 2) if run[-n:] in LEGAL_EN and len(run) >= n), "")
            joined += [part for part in (run[: len(run) - len(legal)], legal) if part]
        run = ""
        joined += [word] if word else []
    return joined


def _without_legal(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words before the first legal form that has any before it, and those after it; none of them legal forms."""
    at = next(
        (i for i, word in enumerate(words) if word in LEGAL_EN and i and words[i - 1] not in LEGAL_EN), len(words)
    )
    before = [word for word in words[:at] if word not in LEGAL_EN]
    after = [word for word in words[at:] if word not in LEGAL_EN]
    return (before, after) if before else (list(words), [])


def _weight(word: str) -> float:
    if word in SMALL_WORDS:
        return _JOINING
    return _COMMON if word in TRADES_EN or word in MARKS_EN else 1.0


def _by_words(ours: _Words, theirs: _Words) -> float:
    """Best pairs of words first; then what is left over on both sides."""
    alike = sorted(
        ((_same(a, b), -abs(i - j), i, j) for i, (a, _) in enumerate(ours) for j, (b, _) in enumerate(theirs)),
        reverse=True,
    )
    left, right = dict(enumerate(ours)), dict(enumerate(theirs))
    agreed = doubted = 0.0
    places: list[tuple[int, int]] = []
    for similarity, _, i, j in alike:
        if similarity >= _SAME_WORD and i in left and j in right:
            weight = max(left.pop(i)[1], right.pop(j)[1])
            agreed += weight * similarity
            doubted += _UNLIKE * weight * (1.0 - similarity)
            places.append((i, j))
    spelt_out = _spelt_out(left, right) + _spelt_out(right, left)
    agreed, doubted = agreed + spelt_out * _ACRONYM, doubted + spelt_out * (1.0 - _ACRONYM)
    ours_left, theirs_left = (sum(weight for _, weight in rest.values()) for rest in (left, right))
    replaced, missing = min(ours_left, theirs_left), abs(ours_left - theirs_left)
    whole = agreed + doubted + _REPLACED * replaced + _MISSING * missing
    return 100.0 * _order(places, ours) * agreed / whole if whole else 0.0


def _order(places: list[tuple[int, int]], ours: _Words) -> float:
    """1 where the words stand in the same order; less where not, most where a father is named: Ali bin Omar."""
    if [j for _, j in sorted(places)] == sorted(j for _, j in places):
        return 1.0
    return _OTHER_FATHER if any(word in FATHERS for word, _ in ours) else _OTHER_ORDER


def _spelt_out(short: dict[int, tuple[str, float]], long: dict[int, tuple[str, float]]) -> float:
    """The weight of the words of one side whose letters begin words of the other, in a row; these are taken out."""
    found = 0.0
    for at, (word, _) in list(short.items()):
        places = sorted(long)
        initials = "".join(long[place][0][0] for place in places)
        if len(word) > 1 and (start := initials.find(word)) >= 0:
            spelt = places[start : start + len(word)]
            found += sum(long.pop(place)[1] for place in spelt)
            del short[at]
    return found


@lru_cache(maxsize=65536)
def _same(one: str, other: str) -> float:
    """How alike two words are, 0 to 1; an initial or a beginning stands for a word."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return 0.85 if len(short) == 1 or len(short) >= 3 else 0.7
    if one.isdigit() or other.isdigit():
        return 0.0
    spelt = OSA.normalized_similarity(one, other)
    return max(spelt, _ONE_SLIP) if len(short) > 1 and OSA.distance(one, other) == 1 else spelt


def _run_together(ours: _Words, theirs: _Words) -> float:
    one, other = ("".join(word for word, _ in words) for words in (ours, theirs))
    similarity = OSA.normalized_similarity(one, other)
    return 100.0 * similarity if similarity >= _CUT_OTHERWISE and len(ours) != len(theirs) else 0.0
