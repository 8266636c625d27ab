"""A line of words as units of sound, a Chinese character or a Latin word each, and back. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from capture.recordings.lines import line
from capture.recordings.model import Segment, Word
from knowledge.graph.names.sounds import syllables

_UNIT = re.compile(r"[㐀-鿿]|[^\W_㐀-鿿]+(?:['’&-][^\W_㐀-鿿]+)*")


@dataclass(frozen=True, slots=True)
class Unit:
    """`text` at characters start to end of the line; `sound` is its syllable, or its letters in lower case.

    `probability` is that of the words it stands in.
    """

    text: str
    start: int
    end: int
    sound: str
    probability: float

    @property
    def han(self) -> bool:
        """Whether it is a Chinese character."""
        return "㐀" <= self.text[0] <= "鿿"


def units_of(words: Sequence[Word]) -> list[Unit]:
    """The units of a line, in order; punctuation is none."""
    text = "".join(word.text for word in words)
    chances = [word.probability for word in words for _ in word.text]
    found = list(_UNIT.finditer(text))
    sounds = _sounds([one[0] for one in found])
    return [
        Unit(one[0], one.start(), one.end(), sound, min(chances[one.start() : one.end()]))
        for one, sound in zip(found, sounds, strict=True)
    ]


def _sounds(texts: Sequence[str]) -> list[str]:
    """Characters are read in their context, as a word says how (银行)."""
    read = iter(syllables("".join(text for text in texts if "㐀" <= text[0] <= "鿿")))
    return [next(read) if "㐀" <= text[0] <= "鿿" else squeezed(text) for text in texts]


def squeezed(text: str) -> str:
    """Letters and digits in lower case, nothing else."""
    return "".join(c for c in text.casefold() if c.isalnum())


def with_name(segment: Segment, start: int, end: int, name: str) -> tuple[Segment, float]:
    """The segment with characters start to end replaced by a name, which becomes one word; and when it is said."""
    at, first, last = 0, -1, 0
    before = after = ""
    for place, word in enumerate(segment.words):
        begins, ends = at, at + len(word.text)
        if first < 0 and ends > start:
            first, before = place, word.text[: start - begins]
        if begins < end:
            last, after = place, word.text[max(0, end - begins) :]
        at = ends
    taken = segment.words[first : last + 1]
    chance = sum(word.probability for word in taken) / len(taken)
    joined = replace(taken[0], text=before + name + after, end=taken[-1].end, probability=chance)
    words = (*segment.words[:first], joined, *segment.words[last + 1 :])
    return line(words, segment.language, segment.speaker), joined.start
