"""How loud each channel is, which tells who speaks where each person has a channel. Pure."""

import numpy as np

from capture.recordings.sound import RATE, Samples

_FLOOR = -90.0


def sides_of(samples: Samples, start: float, end: float) -> tuple[float, ...]:
    """The level in dB of each of two channels between two times in seconds; nothing for one channel."""
    if len(samples) < 2:
        return ()
    part = samples[:, int(start * RATE) : max(int(end * RATE), int(start * RATE) + 1)]
    if not part.shape[1]:
        return ()
    power = np.mean(np.square(part, dtype=np.float64), axis=1)
    return tuple(round(float(level), 1) for level in 10 * np.log10(np.maximum(power, 10 ** (_FLOOR / 10))))
