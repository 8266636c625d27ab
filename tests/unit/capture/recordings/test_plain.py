"""A transcript is plain JSON, whatever numbers it was made of."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from capture.recordings.model import Coverage, Remark, Repair, Segment, Transcript, Word
from capture.recordings.plain import of_plain, plain, plain_word, word_of

SECONDS = st.integers(0, 20_000_000).map(lambda thousandths: thousandths / 1000)
SIDES = st.one_of(st.just(()), st.tuples(*[st.integers(-900, 0).map(lambda tenths: tenths / 10)] * 2))
WORDS = st.builds(Word, st.text(min_size=1, max_size=5), SECONDS, SECONDS, st.sampled_from([0.0, 0.25, 1.0]), SIDES)
SEGMENTS = st.builds(
    Segment, SECONDS, SECONDS, st.text(), st.lists(WORDS).map(tuple), st.sampled_from(["zh", "en"]), st.text()
)
TRANSCRIPTS = st.builds(
    Transcript,
    st.sampled_from(["zh", "en"]),
    SECONDS,
    st.lists(SEGMENTS, max_size=3).map(tuple),
    st.builds(Coverage, SECONDS, st.lists(st.tuples(SECONDS, SECONDS), max_size=2).map(tuple)),
    st.lists(st.builds(Repair, st.text(), st.text(), st.text(), SECONDS), max_size=2).map(tuple),
    st.lists(st.sampled_from(Remark), max_size=2).map(tuple),
)


@given(TRANSCRIPTS)
def test_what_is_read_back_is_the_same(transcript: Transcript) -> None:
    assert of_plain(json.loads(json.dumps(plain(transcript)))) == transcript


@given(WORDS)
def test_a_word_too(word: Word) -> None:
    assert word_of(json.loads(json.dumps(plain_word(word)))) == word


def test_numpys_numbers_become_plain_ones() -> None:
    word = Word("好", np.float64(0.12345), np.float32(0.5), np.float64(0.9))  # type: ignore[arg-type]
    segment = Segment(np.float64(0.1), np.float64(0.5), "好", (word,), "zh")
    found = plain(Transcript("zh", np.float64(1.0), (segment,), Coverage(np.float64(0.4))))
    assert json.loads(json.dumps(found))["segments"][0]["words"][0]["start"] == 0.123
