"""Commitments found, and offers among them: 下周一给你行不行 counts once somebody agrees, or a day is agreed on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from capture.minutes import cues_en, cues_zh
from capture.minutes.model import Turn
from capture.minutes.sentences import has_han
from capture.minutes.when import By, due_of
from capture.promises.moment import Moment


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment found: turn `line`, from `start` to `end` of its text; `what` says it where the quote does not.

    `sentence` is the number of its last sentence in the turn; `firm`: a day was named without a "try".
    """

    line: int
    start: int
    end: int
    rule: str
    confidence: float
    who: str
    by: By | None
    vague: bool
    sentence: int = 0
    firm: bool = False
    what: str = ""
    offer: bool = False


def taken(found: Sequence[Promised], turns: Sequence[Turn], said: Moment) -> list[Promised]:
    """The commitments, with those offers that were agreed to; the others are left out."""
    lines = {one.line for one in found if not one.offer}
    made = [settled for one in found for settled in _settled(one, turns, said, lines)]
    return sorted(made, key=lambda one: (one.line, one.start))


_SOON = 3
"""Within so many turns an offer is answered."""


def _settled(one: Promised, turns: Sequence[Turn], said: Moment, lines: set[int]) -> Iterator[Promised]:
    if not one.offer:
        yield one
        return
    for line in range(one.line + 1, min(len(turns), one.line + 1 + _SOON)):
        word, rest = acceptance(turns[line].text)
        agrees = (cues_zh if has_han(word) else cues_en).AGREES.search(word) is not None
        day = due_of(rest, said) if agrees else None
        if turns[line].speaker != one.who and agrees and (day is None or one.by is None or day.day == one.by.day):
            yield replace(one, rule="offer_taken", offer=False)
            return
        if turns[line].speaker == one.who and day is not None and line not in lines:
            end = len(turns[line].text.rstrip(" .。!！"))
            what = turns[one.line].text[one.start : one.end]
            yield Promised(line, 0, end, "offer_moved", 0.7, one.who, day, vague=False, what=what)
            return


def acceptance(text: str) -> tuple[str, str]:
    """The words of consent that a turn begins with ("" where there are none), and the rest.

    Between two of them somebody may be spoken to: 好的周总，没问题.
    """
    plain = text if has_han(text) else text.lower()
    accepts, end = (cues_zh if has_han(text) else cues_en).ACCEPTS, 0
    while match := accepts.match(plain[end:]):
        end += match.end()
        called = _CALLED.match(plain[end:])
        if called is None or accepts.match(plain[end + called.end() :]) is None:
            break
        end += called.end()
    return plain[:end], plain[end:]


_CALLED = re.compile(r"(?:[^\W\d]{1,4}|[a-z]+)[，,.]\s*")
