"""Where in a stretch of sound somebody speaks: Silero's voice detector, as faster-whisper ships it."""

from typing import NamedTuple

import numpy as np

from capture.recordings.sound import Samples

PADDING = 0.4
"""Seconds of sound kept before and after what is said."""

LONGEST = 30
"""Seconds that Whisper hears at once; no span is longer."""

# Below -60 dB of full scale nobody speaks: the noise of a microphone that is off.
_SILENCE = 1e-3


class Span(NamedTuple):
    """A stretch of speech with its padding, in samples."""

    start: int
    end: int

    @property
    def size(self) -> int:
        """Samples."""
        return self.end - self.start


def mixed(samples: Samples) -> Samples:
    """All channels in one, shape (samples,)."""
    one: Samples = samples[0] if len(samples) == 1 else np.mean(samples, axis=0, dtype=np.float32)
    return one


def spans(mono: Samples) -> list[Span]:
    """The speech in it, cut at pauses: the same options as faster-whisper's batched pipeline takes."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    if not mono.size:
        return []
    options = VadOptions(max_speech_duration_s=LONGEST, min_silence_duration_ms=160, speech_pad_ms=int(1000 * PADDING))
    return [Span(int(found["start"]), int(found["end"])) for found in get_speech_timestamps(mono, options)]


def is_silent(mono: Samples) -> bool:
    """Whether nothing can be heard in it."""
    return not mono.size or float(np.abs(mono).max()) < _SILENCE
