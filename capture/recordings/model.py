"""What a recording is turned into. Times are seconds from its beginning."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from config.asr import AsrSettings


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A name that may be spoken in it: "customer", "person", "product" …, and how it is written."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `names` bias the recognition and are put right in the text, the most important first.

    `models` is the folder in which a packaged model is put together.
    """

    models: Path
    asr: AsrSettings
    names: tuple[SpokenName, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or in Chinese a few characters, as it stands in the text: with its space and punctuation.

    `probability` is the recogniser's own, 0 to 1. `sides` is how loud the left and the right channel are in it, in dB;
    empty where the recording has one channel.
    """

    text: str
    start: float
    end: float
    probability: float
    sides: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or what is said between two pauses. `speaker` is "1", "2" …, or "" where nobody can tell."""

    start: float
    end: float
    text: str
    words: tuple[Word, ...]
    language: str
    speaker: str = ""

    @property
    def confidence(self) -> float:
        """The mean probability of its words, 0 to 1."""
        return sum(word.probability for word in self.words) / len(self.words) if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Repair:
    """A name put right: what was `heard`, the name it became, and when it is said."""

    heard: str
    name: str
    kind: str
    at: float


class Remark(StrEnum):
    """What somebody who reads the transcript has to know about it."""

    CUT_OFF = "cut_off"
    DAMAGED = "damaged"
    GAPS = "gaps"
    ENGLISH_ONLY = "english_only"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the speech became text. `unheard` are the stretches (start, end) of which too little did."""

    speech: float
    unheard: tuple[tuple[float, float], ...] = ()

    @property
    def share(self) -> float:
        """The part of the speech that became text, 0 to 1."""
        lost = sum(end - start for start, end in self.unheard)
        return max(0.0, 1.0 - lost / self.speech) if self.speech else 0.0


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything that was said. `language` is the one most is spoken in, `duration` what could be decoded."""

    language: str
    duration: float
    segments: tuple[Segment, ...]
    coverage: Coverage
    repairs: tuple[Repair, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def text(self) -> str:
        """The segments, a line each."""
        return "\n".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it has got: `done` of `total` seconds; `total` is 0 where the file does not say. `text` is the latest."""

    done: float
    total: float
    text: str = ""

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return min(1.0, self.done / self.total) if self.total > 0 else 0.0


Report = Callable[[Progress], None]
