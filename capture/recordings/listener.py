"""The port of a speech recogniser: windows of sound in, words out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from capture.recordings.model import Word
from capture.recordings.sound import Samples
from capture.recordings.speech import LONGEST


class Manner(StrEnum):
    """How to listen: with names and prompt, without them, or so that it cannot go round in circles either."""

    USUAL = "usual"
    BARE = "bare"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a recogniser is told beforehand.

    `hotwords` and `prompts` are by language code, "" stands for every other; `brief` are the prompts for a window that
    may be one sentence. `languages` are those that may be spoken, empty: any. `before` is the language of what came
    just before. `tail` is how many seconds of nothing follow each window: Whisper has learnt with windows filled up to
    30 s, and is cheaper with less.
    """

    hotwords: Mapping[str, str] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)
    brief: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    before: str = ""
    tail: float = LONGEST
    manner: Manner = Manner.USUAL


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in one window. Word times are seconds from the beginning of the window.

    `logprob` is the mean log probability of the text's tokens, `silence` the probability that nobody speaks.
    """

    language: str
    words: tuple[Word, ...] = ()
    logprob: float = 0.0
    silence: float = 0.0

    @property
    def text(self) -> str:
        """All words, as they stand."""
        return "".join(word.text for word in self.words).strip()


class Listener(Protocol):
    """A speech recogniser."""

    multilingual: bool
    """Whether it knows other languages than English."""

    def hear(self, sounds: Sequence[Samples], wish: Wish) -> list[Heard]:
        """The text of each window (mono, up to 30 s), in their order."""
        ...

    def everyday(self, word: str) -> bool:
        """Whether a lower-case word of Latin script is so common that the recogniser has a token for it."""
        ...

    def length(self, text: str) -> int:
        """How many tokens of a prompt a text takes."""
        ...
