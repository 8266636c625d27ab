"""Cuts a recording into windows that Whisper hears at once, at pauses, a few at a time.

The cut depends only on where it starts and on the recording, so after a crash it goes on exactly where it was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from capture.recordings.sound import RATE, Samples
from capture.recordings.speech import LONGEST, Span, is_silent, mixed, spans

FindSpeech = Callable[[Samples], list[Span]]

FIRST, USUAL = 1, 2
"""Windows heard together: the first alone, so that something is there soon; more at once would take more memory."""

_WINDOW = LONGEST * RATE
# What is looked at to fill a window: pauses are left out of it.
_AHEAD = 45 * RATE
# The most that is held while somebody hardly speaks.
_MOST = 240 * RATE
# A pause of so many seconds does not end a passage.
_BREATH = 2.0
# Kept of a stretch in which nobody speaks, should a word begin at its end.
_KEPT = RATE


@dataclass(frozen=True, slots=True)
class Window:
    """Up to 30 s of speech: `spans` of the recording put together without the pauses between them.

    `samples` (channels, n) is the sound of the spans; the spans are in samples from the recording's beginning.
    """

    spans: tuple[Span, ...]
    samples: Samples

    @property
    def sound(self) -> Samples:
        """One channel, as the recogniser hears it."""
        return mixed(self.samples)

    @property
    def seconds(self) -> float:
        """How long it is, pauses left out."""
        return float(self.samples.shape[1] / RATE)

    def part(self, start: float, end: float) -> "Window":
        """What lies between two times in seconds of the window."""
        low, high = int(max(0.0, start) * RATE), int(min(end, self.seconds) * RATE)
        found, before = [], 0
        for span in self.spans:
            begins, ends = span.start + max(0, low - before), span.start + min(span.size, high - before)
            if begins < ends:
                found.append(Span(begins, ends))
            before += span.size
        return Window(tuple(found), self.samples[:, low:high])

    @property
    def stretches(self) -> list[tuple[float, float]]:
        """Its spans in seconds of the recording; those with no more than a breath between them are one."""
        found: list[tuple[float, float]] = []
        for span in self.spans:
            if found and span.start / RATE - found[-1][1] <= _BREATH:
                found[-1] = found[-1][0], span.end / RATE
            else:
                found.append((span.start / RATE, span.end / RATE))
        return found

    def times(self, start: float, end: float) -> tuple[float, float]:
        """When in the recording something is said that lasts from `start` to `end` in the window, all in seconds.

        Both ends are placed by the middle: nobody speaks a word across a pause that was left out.
        """
        middle, before = (start + end) / 2 * RATE, 0
        for span in self.spans[:-1]:
            if middle < before + span.size:
                break
            before += span.size
        else:
            span = self.spans[-1]
        shift = (span.start - before) / RATE
        low, high = span.start / RATE, span.end / RATE
        return min(max(start + shift, low), high), min(max(end + shift, low), high)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows that are heard together; `end` is the sample from which the next batch is cut."""

    windows: tuple[Window, ...]
    end: int


class Reel:
    """Blocks of samples as one strip: look ahead as far as needed, then go on."""

    def __init__(self, blocks: Iterator[Samples]) -> None:
        self.at = 0
        self._blocks = blocks
        self._held: list[Samples] = []
        self.ended = False

    def ahead(self, size: int) -> Samples:
        """The next `size` samples, fewer at the end; shape (channels, n)."""
        while not self.ended and self._size < size:
            block = next(self._blocks, None)
            self.ended = block is None
            if block is not None:
                self._held.append(block)
        held = np.concatenate(self._held, axis=1) if self._held else np.zeros((1, 0), np.float32)
        self._held = [held]
        return held[:, :size]

    def skip(self, size: int) -> None:
        """Go on by so many samples, or to the end."""
        while size > 0:
            taken = min(size, 10 * RATE)
            held = self.ahead(taken)
            if not held.shape[1]:
                return
            self._held = [self._held[0][:, held.shape[1] :]]
            self.at += held.shape[1]
            size -= held.shape[1]

    @property
    def _size(self) -> int:
        return sum(block.shape[1] for block in self._held)


@dataclass(slots=True)
class Cutter:
    """The batches of a recording. `loud` becomes true once anything could be heard, `duration` counts seconds."""

    reel: Reel
    find: FindSpeech = spans
    loud: bool = False

    @property
    def duration(self) -> float:
        """Seconds passed so far."""
        return self.reel.at / RATE

    def batches(self, start: int, *, first: bool) -> Iterator[Batch]:
        """What is spoken from sample `start` on."""
        self.reel.skip(start)
        wanted = FIRST if first else USUAL
        while True:
            batch = self._next(wanted)
            if batch is None:
                return
            if batch.windows:
                yield batch
                wanted = USUAL

    def _next(self, wanted: int) -> Batch | None:
        """The next batch; one without windows where nobody speaks for a while; None at the end."""
        size = wanted * _AHEAD
        while True:
            held = self.reel.ahead(size)
            if not held.shape[1]:
                return None
            mono = mixed(held)
            self.loud = self.loud or not is_silent(mono)
            last = held.shape[1] < size
            packed, rest = _packed(self.find(mono), held.shape[1], last=last)
            if len(packed) >= wanted or last or size >= _MOST:
                return self._taken(held, packed[:wanted], packed, rest)
            size = min(_MOST, 2 * size)

    def _taken(self, held: Samples, taken: list[list[Span]], packed: list[list[Span]], rest: int) -> Batch:
        at = self.reel.at
        end = packed[len(taken)][0].start if len(packed) > len(taken) else rest
        windows = tuple(_window(held, found, at) for found in taken)
        self.reel.skip(end)
        return Batch(windows, at + end)


def _packed(found: list[Span], held: int, *, last: bool) -> tuple[list[list[Span]], int]:
    """Spans put together to windows of at most 30 s, and where to go on after them.

    Unless it is the end of the recording, the last span may go on beyond what is held, and its window with it; so it
    is left for the next time, but for one that begins what is held.
    """
    windows: list[list[Span]] = []
    for span in found:
        if windows and sum(one.size for one in windows[-1]) + span.size <= _WINDOW:
            windows[-1].append(span)
        else:
            windows.append([span])
    if last:
        return windows, held
    if len(windows) > 1:
        return windows[:-1], windows[-1][0].start
    if held < _MOST:
        return [], held
    return _of_sparse(windows[0] if windows else [], held)


def _of_sparse(window: list[Span], held: int) -> tuple[list[list[Span]], int]:
    """The same where minutes do not fill one window."""
    if len(window) > 1:
        return [window[:-1]], window[-1].start
    if window and window[0].end < held:
        return [window], window[0].end
    return [], window[0].start if window and window[0].start else held - _KEPT


def _window(held: Samples, found: list[Span], at: int) -> Window:
    sound = np.concatenate([held[:, span.start : span.end] for span in found], axis=1)
    return Window(tuple(Span(at + span.start, at + span.end) for span in found), sound)
