import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.graph.names.script import simplified
from knowledge.graph.names.sounds import cut, near, near_sounds, plain, syllables, usual_syllables


def test_words_are_read_as_words() -> None:
    assert syllables("重庆银行") == ("chong", "qing", "yin", "hang")
    assert usual_syllables("重庆") == ("zhong", "qing")
    assert syllables("tcl科技") == ("t", "c", "l", "ke", "ji")


@pytest.mark.parametrize(
    ("one", "other"), [("zhang", "zan"), ("chen", "ceng"), ("shi", "si"), ("nan", "lan"), ("ying", "yin"), ("lv", "lu")]
)
def test_near_sounds_are_folded(one: str, other: str) -> None:
    assert near(one) == near(other)


def test_far_sounds_are_not() -> None:
    assert near("bo") != near("de")


def test_all_readings_of_a_character_count() -> None:
    assert near("gu") in near_sounds("滑")
    assert near_sounds("x") == {"x"}


def test_letters_are_cut_into_syllables() -> None:
    assert ("ping", "an", "yin", "hang") in cut("pinganyinhang")
    assert set(cut("xian")) == {("xian",), ("xi", "an")}
    assert cut("payh") == ()


def test_a_reading_is_written_plainly() -> None:
    assert (plain("lǜ"), plain("zhòng")) == ("lv", "zhong")


def test_traditional_characters_are_simplified() -> None:
    assert simplified("華東光伏 寶鋼") == "华东光伏 宝钢"


@given(st.text())
def test_simplifying_keeps_the_length(text: str) -> None:
    assert len(simplified(text)) == len(text)
