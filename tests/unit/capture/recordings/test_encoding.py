"""The encoder runs once for the same windows, and not over all of the nothing behind a short one."""

import numpy as np

from capture.recordings.encoding import FRAMES, Encoder
from capture.recordings.sound import Samples


def features(seconds: float, windows: int = 1) -> Samples:
    """What is there is 1, filled up to 30 s with nothing."""
    found = np.zeros((windows, 80, 30 * FRAMES), np.float32)
    found[0, :, : int(seconds * FRAMES)] = 1.0
    return found


def frames_given(*asked: tuple[Samples, float]) -> list[int]:
    """How many frames are encoded, a call each."""
    given: list[int] = []
    encoder = Encoder(lambda one: given.append(one.shape[-1]))
    for one, tail in asked:
        encoder.tail = tail
        encoder(one)
    return given


def test_nothing_is_left_out_where_the_tail_is_a_whole_window() -> None:
    assert frames_given((features(5), 30.0), (features(28), 8.0)) == [30 * FRAMES] * 2


def test_of_the_nothing_behind_a_window_the_tail_is_kept() -> None:
    assert frames_given((features(5), 8.0), (features(5, windows=2), 8.0)) == [13 * FRAMES] * 2
    assert frames_given((features(0), 8.0)) == [8 * FRAMES]


def test_the_same_is_encoded_once() -> None:
    assert len(frames_given((features(5), 8.0), (features(5), 8.0))) == 1
    assert len(frames_given((features(5), 30.0), (features(5), 8.0), (features(6), 8.0))) == 3
