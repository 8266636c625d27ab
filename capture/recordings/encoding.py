"""Whisper's encoder, called no more often and for no longer than it has to be: it takes most of the time."""

from collections.abc import Callable
from typing import Any

import numpy as np

from capture.recordings.sound import Samples
from capture.recordings.speech import LONGEST

FRAMES = 100
"""Feature frames a second."""


class Encoder:
    """Knows again what it was given last, and leaves out most of the nothing behind a window.

    faster-whisper fills each window up to 30 s (features of zero). Of that only `tail` seconds are kept: encoding 14 s
    takes an eighth of the time of 30 s, and the text is the same; with less than 4 s of nothing the same is said over
    and over (measured, docs/recordings.md).
    """

    def __init__(self, encode: Callable[[Samples], Any]) -> None:
        self.tail = float(LONGEST)
        self._encode = encode
        self._last: tuple[Samples, Any] | None = None

    def __call__(self, features: Samples) -> Any:  # noqa: ANN401 # CTranslate2's own
        """Windows of features (windows, bands, frames) encoded."""
        filled = np.flatnonzero(features.any(axis=(0, 1)))
        used = int(filled[-1]) + 1 if filled.size else 0
        kept = np.ascontiguousarray(features[..., : used + int(self.tail * FRAMES)])
        if self._last is None or not np.array_equal(self._last[0], kept):
            self._last = kept, self._encode(kept)
        return self._last[1]
