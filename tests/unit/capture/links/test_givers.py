"""Who is named as the giver of a paper and is nobody known."""

import pytest

from capture.links.givers import is_of_stranger, may_be_of_stranger
from tests.unit.capture.links.labelled import world


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("云帆科技给衡岳的方案", (True, True)),
        ("卓羽给启泰报的价", (True, True)),
        ("the Halden quote to Calloway", (True, True)),
        ("Brackwater's offer for Calloway", (True, True)),
        ("泰格给江桥的报价", (False, True)),
        ("the Halden quote for Calloway", (False, True)),
        ("the bid from Vexmar for Calloway", (False, True)),
    ],
)
def test_somebody_unknown_may_have_given_it(words: str, known: tuple[bool, bool]) -> None:
    context = world().context()
    assert (is_of_stranger(words, context), may_be_of_stranger(words, context)) == known


@pytest.mark.parametrize(
    "words",
    [
        "昨晚加班给江桥报的价",
        "孟阳给衡岳出的方案",
        "小孟给衡岳写的方案",
        "设计院给衡岳画完了，方案",
        "答应给江桥的报价",
        "the revised offer to Northgate",
        "the Phase 2 offer to Calloway",
        "the Northgate quote by Ingrid",
        "Calloway bid by Thursday",
    ],
)
def test_colleagues_times_and_kinds_of_papers_are_nobodys_name(words: str) -> None:
    assert not may_be_of_stranger(words, world().context())
