"""The sentences of a transcript as turns: what one speaker says without a break, short enough to be quoted."""

from collections.abc import Mapping, Sequence

from capture.minutes.model import Turn, Word
from capture.recordings.model import Segment
from capture.recordings.roles import Role

BREAK_SECONDS = 2.0
LONGEST_SECONDS = 20.0
"""A line of a transcript longer than this is no quote any more."""


def turns_of(segments: Sequence[Segment], roles: Mapping[str, Role]) -> list[Turn]:
    """Segments that follow each other by the same speaker are one turn; nobody's are each their own."""
    found: list[Turn] = []
    for lot in _lots(segments):
        role = roles.get(lot[0].speaker, Role())
        words = tuple(Word(word.start, word.end, word.text) for one in lot for word in one.words)
        text = _joined([one.text for one in lot])
        found.append(Turn(lot[0].start, role.name or lot[0].speaker, role.side, text, lot[-1].end, words))
    return found


def _lots(segments: Sequence[Segment]) -> list[list[Segment]]:
    lots: list[list[Segment]] = []
    for one in segments:
        if lots and _goes_on(lots[-1], one):
            lots[-1].append(one)
        else:
            lots.append([one])
    return lots


def _goes_on(lot: Sequence[Segment], one: Segment) -> bool:
    first, last = lot[0], lot[-1]
    same = bool(one.speaker) and one.speaker == last.speaker
    return same and one.start - last.end <= BREAK_SECONDS and one.end - first.start <= LONGEST_SECONDS


def _joined(texts: Sequence[str]) -> str:
    """With a space between where the script has such."""
    joined = ""
    for text in texts:
        spaced = joined and joined[-1].isascii() and text[:1].isascii()
        joined += f" {text}" if spaced else text
    return joined
