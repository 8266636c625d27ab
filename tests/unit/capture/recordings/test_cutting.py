"""Windows of at most 30 s, cut at pauses; what follows depends only on where it is begun."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capture.recordings.cutting import Batch, Cutter, Reel, Window
from capture.recordings.sound import RATE, Samples
from capture.recordings.speech import LONGEST, Span
from tests.unit.capture.recordings.tones import beeps_in, silence, speech


def blocks(samples: Samples, size: int) -> Iterator[Samples]:
    for at in range(0, samples.size, size):
        yield samples[np.newaxis, at : at + size]


def batches(samples: Samples, start: int = 0, size: int = 5 * RATE) -> list[Batch]:
    return list(Cutter(Reel(blocks(samples, size)), beeps_in).batches(start, first=not start))


def spans(found: Sequence[Batch]) -> list[Span]:
    return [span for batch in found for window in batch.windows for span in window.spans]


@st.composite
def talk(draw: st.DrawFn) -> Samples:
    """Bursts of words with pauses between them, up to some minutes."""
    parts = draw(st.lists(st.tuples(st.integers(1, 60), st.floats(0.1, 50)), min_size=1, max_size=6))
    return np.concatenate([part for words, pause in parts for part in (speech(range(words)), silence(pause))])


@settings(max_examples=15)
@given(talk(), st.integers(RATE // 3, 9 * RATE))
def test_all_that_is_said_is_in_a_window_once(said: Samples, size: int) -> None:
    found = batches(said, size=size)
    assert spans(found) == beeps_in(said)
    for batch in found:
        for window in batch.windows:
            assert window.samples.shape[1] == sum(span.size for span in window.spans) <= LONGEST * RATE
            assert window.spans[-1].end <= batch.end


@settings(max_examples=10)
@given(talk(), st.data())
def test_begun_at_the_end_of_a_batch_the_rest_is_the_same(said: Samples, data: st.DataObject) -> None:
    found = batches(said)
    done = data.draw(st.integers(1, len(found)))
    rest = batches(said, start=found[done - 1].end, size=3 * RATE + 7)
    assert [(batch.end, spans([batch])) for batch in rest] == [(batch.end, spans([batch])) for batch in found[done:]]


def test_the_first_batch_is_one_window_so_that_something_is_there_soon() -> None:
    found = batches(np.concatenate([speech(range(100))] * 4))
    assert [len(batch.windows) for batch in found] == [1, 2, 2, 1]
    assert all(batch.windows[0].seconds > 25 for batch in found[:-1])


def test_windows_are_full_where_somebody_speaks_now_and_then() -> None:
    sparse = np.concatenate([part for _ in range(20) for part in (speech(range(4)), silence(13))])
    found = batches(sparse)
    assert spans(found) == beeps_in(sparse)
    assert len(found) <= 3


def test_hours_of_silence_are_no_window_and_not_held() -> None:
    given = Reel(np.zeros((1, 5 * RATE), np.float32) for _ in range(12 * 20))
    cutter = Cutter(given, beeps_in)
    assert list(cutter.batches(0, first=True)) == []
    assert cutter.duration == 20 * 60
    assert not cutter.loud
    assert sum(block.shape[1] for block in given._held) <= 240 * RATE


@pytest.mark.parametrize("start", [0.0, 0.3])
def test_times_in_a_window_are_times_of_the_recording(start: float) -> None:
    window = Window((Span(0, RATE), Span(5 * RATE, 7 * RATE)), np.zeros((1, 3 * RATE), np.float32))
    assert window.times(start, 0.8) == (start, 0.8)
    assert window.times(1.2, 1.6) == pytest.approx((5.2, 5.6))
    assert window.times(0.8, 1.4) == pytest.approx((5.0, 5.4))  # the middle lies behind the pause
    assert window.times(2.9, 3.4) == pytest.approx((6.9, 7.0))


def test_a_part_of_a_window_is_a_window() -> None:
    window = Window((Span(0, RATE), Span(5 * RATE, 7 * RATE)), np.arange(3 * RATE, dtype=np.float32)[np.newaxis])
    part = window.part(0.5, 2.0)
    assert part.spans == (Span(RATE // 2, RATE), Span(5 * RATE, 6 * RATE))
    assert part.samples[0, 0] == RATE // 2
    assert part.stretches == [(0.5, 1.0), (5.0, 6.0)]
    assert part.times(0.75, 0.75)[0] == pytest.approx(5.25)


def test_a_breath_does_not_end_a_stretch() -> None:
    spans = (Span(0, RATE), Span(2 * RATE, 3 * RATE), Span(6 * RATE, 7 * RATE))
    assert Window(spans, np.zeros((1, 3 * RATE), np.float32)).stretches == [(0.0, 3.0), (6.0, 7.0)]
