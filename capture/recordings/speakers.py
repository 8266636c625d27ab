"""Who speaks, where that can be told: in calls that keep each side on a channel of its own. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from capture.recordings.model import Segment

# A side speaks where its channel is so much louder (dB); less may be its echo in the other one.
_LOUDER = 6.0
# Each side has at least this share of the words that can be told; both together this share of all.
_EACH, _TOLD = 0.05, 0.8


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speaker of each segment, "" where nobody can tell. `uncertain`: a guess, where nothing proves it."""

    of: tuple[str, ...]
    uncertain: bool = False


def told_apart(segments: Sequence[Segment]) -> Speakers:
    """By the channel that is louder, where each side of a call has one; otherwise nobody is named."""
    nobody = Speakers(("",) * len(segments))
    sides = [_side(word.sides) for segment in segments for word in segment.words if len(word.sides) == 2]
    told = [side for side in sides if side]
    if not told or len(told) < _TOLD * len(sides):
        return nobody
    if min(told.count("1"), told.count("2")) < _EACH * len(told):
        return nobody
    return Speakers(tuple(_of(segment) for segment in segments))


def _side(levels: tuple[float, ...]) -> str:
    left, right = levels
    return "1" if left - right >= _LOUDER else "2" if right - left >= _LOUDER else ""


def _of(segment: Segment) -> str:
    """Who says most of it."""
    spoken = {"1": 0.0, "2": 0.0, "": 0.0}
    for word in segment.words:
        spoken[_side(word.sides) if len(word.sides) == 2 else ""] += word.end - word.start
    return max(spoken, key=lambda one: spoken[one])
