"""What a recogniser is told beforehand."""

import pytest

from capture.recordings.hints import spoken_form, wish_of
from capture.recordings.model import SpokenName


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("杭州北禾电子有限公司", "北禾电子"),
        ("北禾电子", "北禾电子"),
        ("李娜", "李娜"),
        ("Kestrel Energy Ltd.", "Kestrel Energy"),
        ("FlowGate", "FlowGate"),
        ("  Acme Robotics, Inc. ", "Acme Robotics"),
    ],
)
def test_a_name_as_people_say_it(written: str, said: str) -> None:
    assert spoken_form(written) == said


def names(*texts: str) -> list[SpokenName]:
    return [SpokenName(text) for text in texts]


def test_names_stand_in_a_sentence_of_the_language() -> None:
    wish = wish_of(names("杭州北禾电子有限公司", "FlowGate", "李娜"), ("zh", "en"), len)
    assert wish.hotwords["zh"] == "今天会提到北禾电子、李娜、FlowGate。"
    assert wish.hotwords[""] == "We will talk about FlowGate."
    assert wish.languages == ("zh", "en")


def test_the_first_come_first_while_there_is_room() -> None:
    wish = wish_of(names("北禾电子", "青岚光伏", "云岫医疗"), (), len, room=9)
    assert wish.hotwords["zh"] == "今天会提到北禾电子、青岚光伏。"


def test_without_names_there_is_only_the_prompt() -> None:
    wish = wish_of([], (), len)
    assert set(wish.hotwords.values()) == {""}
    assert wish.prompts["zh"].count("。") > 1
    assert wish.brief["zh"].count("。") == 1
    assert "en" not in wish.prompts
