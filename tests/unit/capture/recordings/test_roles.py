"""Who the speakers of a recording are, where they say so, and what they say without a break."""

import pytest

from capture.recordings.model import Segment, Word
from capture.recordings.roles import Role, roles
from capture.recordings.turns import LONGEST_SECONDS, turns_of

TEAM = {"韩梅": "han.mei", "Emma Thorne": "emma.thorne"}
CONTACTS = {"邵宇": "K002", "钟楠": "K003", "Anna Bell": "K100"}


def said(speaker: str, text: str, start: float = 0.0, end: float | None = None) -> Segment:
    stop = start + 2 if end is None else end
    return Segment(start, stop, text, (Word(text, start, stop, 0.9),), "zh", speaker)


def test_who_introduces_themselves_is_known_and_so_is_the_other_side() -> None:
    found = roles([said("1", "邵经理您好，我是韩梅。"), said("2", "好的，请讲。")], TEAM, CONTACTS)
    assert found == {"1": Role("韩梅", "us"), "2": Role("邵宇", "them")}


def test_the_customer_may_be_the_one_who_says_so() -> None:
    found = roles([said("1", "Hello Emma, this is Anna Bell from Hollowell."), said("2", "Hi!")], TEAM, CONTACTS)
    assert found == {"1": Role("Anna Bell", "them"), "2": Role("Emma Thorne", "us")}


@pytest.mark.parametrize(
    "segments",
    [
        [said("1", "我们开始吧。"), said("2", "好。")],
        [said("", "我是韩梅。")],
        [said("1", "我是新来的。"), said("2", "他说我是韩")],
    ],
)
def test_nobody_is_guessed(segments: list[Segment]) -> None:
    assert roles(segments, TEAM, CONTACTS) == {}


def test_of_three_speakers_one_tells_nothing_of_the_others() -> None:
    found = roles([said("1", "我是韩梅。"), said("2", "好。"), said("3", "嗯。")], TEAM, CONTACTS)
    assert found == {"1": Role("韩梅", "us")}


def test_what_one_speaker_says_in_a_row_is_one_turn() -> None:
    segments = [said("1", "好的。", 0, 1), said("1", "周四前给您。", 1.2, 3), said("2", "行。", 3.5, 4)]
    (first, second) = turns_of(segments, {"1": Role("韩梅", "us")})
    assert (first.speaker, first.side, first.text, first.start, first.end) == ("韩梅", "us", "好的。周四前给您。", 0, 3)
    assert [word.start for word in first.words] == [0, 1.2]
    assert (second.speaker, second.side) == ("2", "")


def test_latin_sentences_are_joined_with_a_space() -> None:
    (turn,) = turns_of([said("1", "Right.", 0, 1), said("1", "I'll send it.", 1, 2)], {})
    assert turn.text == "Right. I'll send it."


def test_a_turn_stays_short_enough_to_be_quoted_and_nobodys_words_are_not_joined() -> None:
    long = [said("1", "说。", second, second + 1) for second in range(int(LONGEST_SECONDS) * 2)]
    assert all((turn.end or 0) - turn.start <= LONGEST_SECONDS for turn in turns_of(long, {}))
    assert len(turns_of([said("", "一。", 0, 1), said("", "二。", 1, 2)], {})) == 2
