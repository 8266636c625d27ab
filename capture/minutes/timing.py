"""When in the recording a place of a turn was said: by its words' times, else in proportion to what is before it."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from capture.minutes.model import Turn

_HAN_SECONDS = 0.22
_LETTER_SECONDS = 0.075
_PAUSE_SECONDS = 0.35
_PAUSES = frozenset("。！？!?；;，,、：:…")


def with_ends(turns: Sequence[Turn]) -> list[Turn]:
    """The turns, each with an end: its own, its last word's, or as long as it takes to say, but not into the next."""
    nexts = (*(turn.start for turn in turns[1:]), None)
    return [_with_end(turn, after) for turn, after in zip(turns, nexts, strict=False)]


def _with_end(turn: Turn, after: float | None) -> Turn:
    if turn.end is not None and turn.end >= turn.start:
        return turn
    end = turn.words[-1].end if turn.words else turn.start + _seconds(turn.text)
    if after is not None and turn.start < after < end:
        end = after
    return Turn(turn.start, turn.speaker, turn.side, turn.text, max(end, turn.start), turn.words)


class Clock:
    """When each place of some turns was said; the turns have their ends. What it has worked out it keeps."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = turns
        self._paces: dict[int, _Pace] = {}

    def at(self, line: int, offset: int) -> float:
        """Seconds into the recording at which the character at `offset` of turn `line` begins."""
        pace = self._paces.get(line)
        if pace is None:
            pace = self._paces[line] = _Pace(self._turns[line])
        return pace.at(offset)


def time_of(turn: Turn, offset: int) -> float:
    """Seconds into the recording at which the character at `offset` of the turn's text begins; it has its end."""
    return _Pace(turn).at(offset)


class _Pace:
    """How fast a turn is spoken.

    Words that are not found in the text (it was corrected since) are passed over; between two that are, the time runs
    in proportion to how long it takes to say.
    """

    def __init__(self, turn: Turn) -> None:
        ends = turn.end if turn.end is not None else turn.start
        anchors = [(0, turn.start), *_anchors(turn), (len(turn.text), ends)]
        self._places, self._times = [place for place, _ in anchors], [at for _, at in anchors]
        self._said = list(accumulate(map(_letter_seconds, turn.text), initial=0.0))

    def at(self, offset: int) -> float:
        last = min(max(1, bisect_right(self._places, offset)), len(self._places) - 1)
        one, other = self._places[last - 1], self._places[last]
        begins, ends = self._times[last - 1], self._times[last]
        whole = self._said[other] - self._said[one]
        share = (self._said[min(offset, other)] - self._said[one]) / whole if whole else 0.0
        return round(begins + share * max(0.0, ends - begins), 2)


def _anchors(turn: Turn) -> list[tuple[int, float]]:
    """Where words stand in the text, with the time at which they begin."""
    found: list[tuple[int, float]] = []
    place = 0
    for word in turn.words:
        text = word.text.strip()
        at = turn.text.find(text, place, place + len(text) + _SEARCHED) if text else -1
        if at >= 0:
            found.append((at, word.start))
            place = at + len(text)
    return found


_SEARCHED = 40
"""A word stands at most so many characters behind the one before it; further away it is another one."""


def _seconds(text: str) -> float:
    """How long it takes to say, roughly."""
    return sum(map(_letter_seconds, text))


def _letter_seconds(letter: str) -> float:
    if letter in _PAUSES:
        return _PAUSE_SECONDS
    return _HAN_SECONDS if "\u3400" <= letter <= "\u9fff" else _LETTER_SECONDS
