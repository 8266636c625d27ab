"""Which of many patterns can match a sentence at all, found without trying them.

Nearly every pattern needs one of a few words ("负责", "owner"): a sentence with none of them cannot match it. What
a pattern needs is read off its parsed form, so the sieve never keeps back one that matches; it only saves the tries.
"""

from collections.abc import Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from handlers.base import Sentence

_NOTHING: frozenset[str] = frozenset()
_FOLDED = str.maketrans("İıſ", "iis")
"""Letters beside K (Kelvin), which lower() knows, that match an ASCII letter where case is ignored."""


def folded(text: str) -> str:
    """Without case, such that whatever a pattern may take for equal is equal."""
    return text.translate(_FOLDED).lower()


def needed(pattern: Sentence) -> frozenset[str]:
    """Texts, folded, of which every sentence that matches holds at least one; none where nothing is known."""
    return _of_sequence(parser.parse(pattern.pattern, pattern.flags))


class Sieve:
    """Patterns by the texts they need."""

    def __init__(self, patterns: Sequence[Sentence]) -> None:
        masks: dict[str, int] = {}
        self._always = 0
        for place, pattern in enumerate(patterns):
            texts = needed(pattern)
            self._always |= 0 if texts else 1 << place
            for text in texts:
                masks[text] = masks.get(text, 0) | 1 << place
        self._by_letter: dict[str, list[tuple[str, int]]] = {}
        for text, mask in masks.items():
            self._by_letter.setdefault(text[0], []).append((text, mask))

    def mask(self, sentence: str) -> int:
        """The patterns that may match a sentence: bit n stands for the n-th."""
        plain, mask = folded(sentence), self._always
        for letter in set(plain):
            for text, of in self._by_letter.get(letter, ()):
                if text in plain:
                    mask |= of
        return mask


def places(mask: int) -> Iterator[int]:
    """Which bits are set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _of_sequence(parsed: Any) -> frozenset[str]:  # noqa: ANN401  the parser's own class
    """Of everything that has to stand there one after the other, what says most: long texts, and few of them."""
    found, run = [], ""
    for code, argument in parsed:
        if code is op.LITERAL and _is_plain(chr(argument)):
            run += chr(argument)
            continue
        found += [frozenset({run.lower()}), _of(code, argument)]
        run = ""
    best = max([*found, frozenset({run.lower()})], key=_worth)
    return best if _worth(best) > (0, 0) else _NOTHING


def _of(code: Any, argument: Any) -> frozenset[str]:  # noqa: ANN401
    if code is op.SUBPATTERN:
        return _of_sequence(argument[3])
    if code in {op.MAX_REPEAT, op.MIN_REPEAT} and argument[0] > 0:
        return _of_sequence(argument[2])
    if code is op.BRANCH:
        each = [_of_sequence(branch) for branch in argument[1]]
        return frozenset().union(*each) if all(each) else _NOTHING
    if code is op.IN and all(kind is op.LITERAL and _is_plain(chr(letter)) for kind, letter in argument):
        return frozenset(chr(letter).lower() for _, letter in argument)
    return _NOTHING


def _worth(texts: frozenset[str]) -> tuple[int, int]:
    """How much a set of texts keeps back; an empty text stands everywhere."""
    return min(map(len, texts), default=0), -len(texts)


def _is_plain(letter: str) -> bool:
    """Whether folding is all there is to this letter's case."""
    return letter.isascii() or letter.lower() == letter == letter.upper()
