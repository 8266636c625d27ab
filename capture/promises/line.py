"""A line of chat as it is judged: its text, the days named in it, the day it was said; and how signs add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from capture.promises.due import Due
from capture.promises.reading import Sentence
from knowledge.people.model import Lang

_END = 40
"""A laugh counts within so many characters of the line's end."""

MOST_SURE = 0.98


@dataclass(frozen=True, slots=True)
class Line:
    """`text` without what is quoted; `dues` are the days named anywhere in it; `today` is the sender's."""

    text: str
    dues: tuple[Due, ...]
    today: date

    @property
    def ending(self) -> str:
        """The last characters."""
        return self.text[-_END:]

    def days_in(self, part: Sentence) -> list[Due]:
        """The days named in a part of it."""
        return [one for one in self.dues if part.start <= one.span[0] < part.start + len(part.text)]

    def ahead(self, dues: Sequence[Due]) -> list[Due]:
        """Those that are not over."""
        return [one for one in dues if one.day is not None and one.day >= self.today]


def limits_of(dues: Sequence[Due]) -> list[Due]:
    """Those said as a limit, to the day."""
    return [one for one in dues if one.limit and not one.rough]


@dataclass(frozen=True, slots=True)
class Weight:
    """What speaks for a promise: the named signs, and how much they come to (0 to MOST_SURE)."""

    confidence: float
    why: str


def weigh(lang: Lang, signs: Mapping[str, float]) -> Weight:
    """The sum of the signs that are there."""
    total = max(0.0, min(sum(signs.values()), MOST_SURE))
    return Weight(round(total, 2), f"{lang}:" + "+".join(name for name, weight in signs.items() if weight))
