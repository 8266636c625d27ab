"""Recordings that need no model: each beep is a word, its pitch says which (`WORDS`); and the ears that read them.

`Reader` keeps the contract of a Listener: words with times from the window's beginning, in order, for each window one
Heard; a window without beeps has no words. `beeps_in` stands for the voice detector: spans of sound with padding,
none longer than 30 s.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import av
import numpy as np

from capture.recordings.listener import Heard, Wish
from capture.recordings.model import Request, Word
from capture.recordings.sound import RATE, Samples
from capture.recordings.speech import LONGEST, Span
from config.asr import AsrSettings

BEEP, PAUSE = 0.3, 0.2
_FIRST, _STEP = 300, 20
_DRAW = Random(7)
WORDS = tuple("".join(_DRAW.choices("abcdefghijklmnopqrstuvwxyz", k=2 + at % 6)) + "o" for at in range(151))
_LOUD = 0.02
_PADDING = int(0.05 * RATE)


def beep(number: int) -> Samples:
    """The sound of word `number` (0 to 150), mono."""
    time = np.arange(int(BEEP * RATE)) / RATE
    return (0.5 * np.sin(2 * np.pi * (_FIRST + _STEP * number) * time)).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), np.float32)


def spoken(numbers: Iterable[int]) -> str:
    """The same as text."""
    return " ".join(WORDS[number] for number in numbers)


def speech(numbers: Iterable[int], pause: float = PAUSE) -> Samples:
    """Word after word."""
    parts = [part for number in numbers for part in (beep(number), silence(pause))]
    return np.concatenate(parts) if parts else silence(0)


def beeps_in(mono: Samples) -> list[Span]:
    """Each beep as a span with padding."""
    return [
        Span(max(0, start - _PADDING), min(mono.size, end + _PADDING))
        for start, end in _sounding(mono)
        if end - start <= LONGEST * RATE
    ]


def _sounding(mono: Samples) -> list[tuple[int, int]]:
    """Stretches of sound; a tone passes through zero, so a hundredth of a second counts as one."""
    frame = RATE // 100
    loud = np.abs(mono[: mono.size // frame * frame].reshape(-1, frame)).max(axis=1, initial=0) > _LOUD
    edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(np.int8), [0]])))
    return [(int(start) * frame, int(end) * frame) for start, end in edges.reshape(-1, 2)]


class Reader:
    """Reads beeps as words; writes down in `log` what it was given to read."""

    multilingual = True

    def __init__(self, log: Path | None = None, language: str = "en") -> None:
        self.log = log
        self.language = language
        self.wishes: list[Wish] = []
        self.windows = 0

    def hear(self, sounds: Sequence[Samples], wish: Wish) -> list[Heard]:
        self.wishes.append(wish)
        self.windows += len(sounds)
        found = [Heard(self.language, tuple(self._words(sound)), logprob=-0.2) for sound in sounds]
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as out:
                out.write("".join(f"{heard.text}\n" for heard in found))
                out.flush()
                os.fsync(out.fileno())
        return found

    def _words(self, sound: Samples) -> Iterable[Word]:
        for start, end in _sounding(sound):
            spectrum = np.abs(np.fft.rfft(sound[start:end]))
            pitch = int(np.argmax(spectrum)) * RATE / (end - start)
            yield Word(f" {WORDS[round((pitch - _FIRST) / _STEP) % len(WORDS)]}", start / RATE, end / RATE, 0.9)

    def everyday(self, word: str) -> bool:
        return word in {"acne", "robotics", "calendar", "systems", "the", "will", "with"}

    def length(self, text: str) -> int:
        return len(text)


def asked(**settings: object) -> Request:
    """A request with these settings of [asr]."""
    return Request(Path("none"), AsrSettings.model_validate(settings))


def write(file: Path, samples: Samples, codec: str = "pcm_s16le", rate: int = RATE, form: str | None = None) -> Path:
    """The samples, (n,) or (channels, n) at 16 kHz, encoded by PyAV; the name's ending says which container."""
    sound = np.atleast_2d(samples)
    with av.open(str(file), "w", format=form) as container:
        layout = "stereo" if len(sound) == 2 else "mono"
        stream = container.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray((np.clip(sound, -1, 1) * 32767).astype(np.int16)), format="s16p", layout=layout
        )
        frame.sample_rate = RATE
        assert isinstance(stream, av.AudioStream)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file
