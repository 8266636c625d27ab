"""Signs that a document is a proposal where no word says so."""

import pytest

from capture.links.signs import respelt, signs_in


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("第七稿，改完了", {"worked_on"}),
        ("final-final, going out at 5", {"worked_on", "goes_out"}),
        ("按9折重新算了", {"money"}),
        ("10% off for them", {"money"}),
        ("明天讲标用的", {"shown"}),
        ("报夹单", {"misspelt"}),
        ("江桥的抱价", {"misspelt", "money"}),
        ("the porposal", {"misspelt"}),
        ("my qoute", {"misspelt"}),
        ("quite a disposal", set()),
        ("表述清楚", set()),
        ("lunch?", set()),
    ],
)
def test_what_words_hint_at(text: str, signs: set[str]) -> None:
    assert set(signs_in(text)) == signs


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Northgate propsal, qoute too", "Northgate proposal, quote too"),
        ("proposals and a quotaton", "proposals and a quotation"),
        ("commercial disposal proposed", "commercial disposal proposed"),
        ("quite", "quite"),
    ],
)
def test_slips_are_read_as_what_is_meant(text: str, right: str) -> None:
    assert respelt(text) == right
