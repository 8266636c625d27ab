"""Who speaks, where that can be told: in calls that keep each side on a channel of its own. Pure."""

from collections.abc import Iterator, Sequence

from capture.recordings.lines import line
from capture.recordings.model import Segment, Word

# A side speaks where its channel is so much louder (dB); less may be its echo in the other one.
_LOUDER = 6.0
# Each side has at least this share of the words that can be told; both together this share of all.
_EACH, _TOLD = 0.05, 0.8


def told_apart(segments: Sequence[Segment]) -> list[Segment]:
    """The segments with their speakers, cut where another one begins; nobody is named where nothing tells them apart.

    "1" is heard on the left channel, "2" on the right.
    """
    sides = [_side(word) for segment in segments for word in segment.words if len(word.sides) == 2]
    told = [side for side in sides if side]
    if not told or len(told) < _TOLD * len(sides) or min(told.count("1"), told.count("2")) < _EACH * len(told):
        return list(segments)
    return [part for segment in segments for part in _parts(segment)]


def _side(word: Word) -> str:
    if len(word.sides) != 2:
        return ""
    left, right = word.sides
    return "1" if left - right >= _LOUDER else "2" if right - left >= _LOUDER else ""


def _parts(segment: Segment) -> Iterator[Segment]:
    """The segment by speakers; a word that nobody can be told by belongs to whoever spoke before it, or first."""
    speaker = next((side for side in map(_side, segment.words) if side), "")
    held: list[Word] = []
    for word in segment.words:
        side = _side(word) or speaker
        if held and side != speaker:
            yield line(held, segment.language, speaker)
            held = []
        speaker = side
        held.append(word)
    yield line(held, segment.language, speaker)
