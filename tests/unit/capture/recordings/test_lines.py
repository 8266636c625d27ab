"""Words become lines: a sentence each, or what is said between two pauses."""

import pytest

from capture.recordings.lines import lines
from capture.recordings.model import Word


def said(*words: str, pauses: dict[int, float] | None = None, each: float = 0.4) -> list[Word]:
    """The words, 0.4 s each; `pauses` are seconds of silence before a word."""
    found, at = [], 0.0
    for number, text in enumerate(words):
        at += (pauses or {}).get(number, 0.0)
        found.append(Word(text, at, at + each, 0.8))
        at += each
    return found


def texts(words: list[Word], language: str = "zh") -> list[str]:
    return [segment.text for segment in lines(words, language)]


def test_a_line_is_a_sentence() -> None:
    assert texts(said("好的", "。", "报价", "发", "了吗", "？", "发了")) == ["好的。", "报价发了吗？", "发了"]
    assert texts(said(" Yes.", " It costs", " 2.5", " million.", " Ask Dr.", " Li."), "en") == [
        "Yes.",
        "It costs 2.5 million.",
        "Ask Dr. Li.",
    ]


def test_or_what_is_said_between_two_pauses() -> None:
    assert texts(said("那个", "合同", "明天", pauses={2: 1.5})) == ["那个合同", "明天"]
    assert texts(said("那个", "合同", "明天", pauses={2: 0.6})) == ["那个合同明天"]


def test_a_long_line_ends_at_a_breath_or_a_comma() -> None:
    words = said(*["然后"] * 60, pauses={40: 0.5}, each=0.35)
    assert [len(text) for text in texts(words)] == [80, 40]
    words[35] = Word("然后，", words[35].start, words[35].end, 0.8)
    assert texts(words)[0].endswith("，")


def test_traditional_characters_and_marks_become_simplified_ones() -> None:
    assert texts(said("報價", "單", ",", "下周三", "給", "你", "?")) == ["报价单，下周三给你？"]


def test_a_space_between_characters_is_a_pause() -> None:
    assert texts(said("我答应", " 周五", " FlowGate", " 也行")) == ["我答应，周五 FlowGate 也行"]


def test_a_comma_that_lost_its_last_byte() -> None:
    assert texts(said("好的", "Ｇ", "那我", "４", "发")) == ["好的，那我，发"]


def test_times_and_confidence_are_those_of_the_words() -> None:
    (found,) = lines(said("好", "的"), "zh")
    assert (found.start, found.end, found.confidence) == pytest.approx((0.0, 0.8, 0.8))


def test_no_words_are_no_line() -> None:
    assert texts([]) == []
