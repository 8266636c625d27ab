"""What buttons and forms carry comes back as it was."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.slack.values import LONGEST_VALUE, form_metadata, form_place, packed, plain_press, unpacked
from handlers.message import Press

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
presses = st.builds(
    Press, words, st.dictionaries(words, words, max_size=5), st.integers(0, 999), kind=words, subject=words
)


@given(presses)
def test_a_button_carries_everything(press: Press) -> None:
    value = packed(press)
    assert value is not None
    assert len(value.encode()) <= LONGEST_VALUE
    assert unpacked(value) == press


def test_a_long_one_is_squeezed_and_a_hopeless_one_is_not_cut() -> None:
    long = Press("approve", {"ids": "L-1001," * 600}, 3, "digest", "2026-01-12")
    value = packed(long)
    assert value is not None
    assert value.startswith("z")
    assert unpacked(value) == long
    noise = "".join(Random(7).choices("0123456789abcdef", k=9000))
    assert packed(Press("approve", {"ids": noise}, 3)) is None


@given(presses, words, words)
def test_a_form_remembers_where_it_was_asked(press: Press, room: str, thread: str) -> None:
    metadata = form_metadata(plain_press(press), room, thread)
    assert metadata is not None
    place = form_place(metadata)
    assert (place.press, place.room_id, place.thread) == (press, room, thread)


def test_a_form_with_too_much_to_remember_says_so() -> None:
    assert form_metadata(plain_press(Press("a", {"x": "y" * 3000}, 1)), "C1", "") is None


@pytest.mark.parametrize("value", ["", "z", "z!!", "zAAAA", "[]", "{}", "7", '{"a":1,"x":[],"v":1,"k":"","s":""}', "é"])
def test_a_strange_value_is_refused(value: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
        unpacked(value)
