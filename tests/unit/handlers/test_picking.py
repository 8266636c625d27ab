"""A typed answer picks an option by number or name, and never one of several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.base import Slots
from handlers.picking import picked

TWO: tuple[Slots, ...] = ({"label": "北禾电子", "id": "C002"}, {"label": "北禾食品", "id": "C003"})
LATIN: tuple[Slots, ...] = ({"label": "Beihe Electronics", "id": "C002"}, {"label": "Beihe Foods", "id": "C003"})


@pytest.mark.parametrize(
    "text",
    ["1", "１", "1.", "1、", "#1", "第一个", "第1家", "选一", "前者", "the first one", "first", "No. 1", "option 1"],
)
def test_the_first(text: str) -> None:
    assert picked(text, TWO) == TWO[0]


@pytest.mark.parametrize(
    "text",
    ["2", "第二个", "二", "两", "后者", "最后一个", "the last one", "second", "北禾食品", "食品", "北禾食品那家"],
)
def test_the_second(text: str) -> None:
    assert picked(text, TWO) == TWO[1]


@pytest.mark.parametrize("text", ["Beihe Foods", "beihe foods", "foods", "BEIHE FOODS!", "I mean Beihe Foods"])
def test_by_an_english_name(text: str) -> None:
    assert picked(text, LATIN) == LATIN[1]


@pytest.mark.parametrize(
    "text", ["", "北禾", "3", "0", "第三个", "99", "?", "别的", "beihe", "电子和食品两家都要的那种情况下怎么算"]
)
def test_neither(text: str) -> None:
    assert picked(text, TWO) is None
    assert picked(text, LATIN) is None


def test_nothing_is_picked_where_nothing_is_offered() -> None:
    assert picked("1", ()) is None


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_whatever_is_typed_it_picks_an_option_or_none(text: str, labels: list[str]) -> None:
    options = [{"label": label, "n": str(number)} for number, label in enumerate(labels)]
    found = picked(text, options)
    assert found is None or found in options
