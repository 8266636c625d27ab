"""Calls are carried out only with known parameters, filled with the asker's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.guest.calls import MisusedError, folded
from tests.unit.handlers.guest.calling import want

ASKED = "Who had  ＡＣＭＥ Robotics last year, and 华东光伏?"


@pytest.mark.parametrize("customer", ["ACME", "acme robotics", "Acme  Robotics", "华东光伏", "华东 光伏"])
def test_a_name_is_taken_as_it_stands_in_the_question(customer: str) -> None:
    assert want("who_owns", {"customer": customer, "whole": False}, ASKED).slots == {"customer": customer}


@pytest.mark.parametrize("customer", ["Acme Corp", "A", "", "北禾", "x" * 300, "C001"])
def test_a_name_from_elsewhere_is_not(customer: str) -> None:
    with pytest.raises(MisusedError):
        want("who_owns", {"customer": customer}, ASKED)


def test_a_name_from_an_earlier_result_is_fine() -> None:
    assert want("who_owns", {"customer": "北禾电子"}, ASKED, "客户：北禾电子").slots == {"customer": "北禾电子"}


def test_a_day_becomes_what_the_router_makes_of_it() -> None:
    found = want("who_owns", {"customer": "acme", "day": "last year"}, ASKED)
    assert found.slots == {"customer": "acme", "day": "2025-12-31", "first": "2025-01-01", "last": "2025-12-31"}


def test_a_day_that_cannot_be_is_told_as_always() -> None:
    found = want("who_owns", {"customer": "acme", "day": "2025-02-30"}, "acme 2025-02-30")
    assert found.slots["bad_day"] == "2025-02-30"


@pytest.mark.parametrize("day", ["tomorrow week", "2024", "ACME"])
def test_other_words_for_a_day_are_refused(day: str) -> None:
    with pytest.raises(MisusedError, match="day must be"):
        want("who_owns", {"customer": "acme", "day": day}, ASKED)


def test_a_mark_is_so_or_left_out() -> None:
    assert want("quotes", {"customer": "acme", "newest": True}, ASKED).slots == {"customer": "acme", "newest": ""}
    assert want("quotes", {"customer": "acme", "newest": "true"}, ASKED).slots == {"customer": "acme", "newest": ""}
    assert want("quotes", {"customer": "acme", "newest": False}, ASKED).slots == {"customer": "acme"}
    assert want("quotes", {"customer": "acme", "newest": None}, ASKED).slots == {"customer": "acme"}
    with pytest.raises(MisusedError, match="newest must be true"):
        want("quotes", {"customer": "acme", "newest": "acme"}, ASKED)


def test_whole_is_assumed_where_nothing_is_said() -> None:
    assert want("who_owns", {"customer": "acme"}, ASKED).whole
    assert not want("who_owns", {"customer": "acme", "whole": False}, ASKED).whole


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "{}",
        "[]",
        "null",
        "{oops",
        '{"customer": 1}',
        '{"customer": {"customer": "acme"}}',
        '{"customer_id": "C001"}',
        '{"customer": "acme", "customer_id": "C001"}',
        '{"customer": "acme", "confirmed": true}',
        '{"a": ' * 5000,
        '{"customer": "' + "acme" * 5000 + '"}',
    ],
)
def test_wrong_arguments_are_refused(arguments: str) -> None:
    with pytest.raises(MisusedError):
        want("who_owns", arguments, ASKED)


@pytest.mark.parametrize("name", ["hand_over", "merge_customers", "claim_lead", "", "who_owns "])
def test_there_are_no_other_functions(name: str) -> None:
    with pytest.raises(MisusedError, match="no such function"):
        want(name, {"customer": "acme"}, ASKED)


@given(st.text(max_size=60))
def test_whatever_is_taken_stands_in_the_question(text: str) -> None:
    try:
        found = want("who_owns", {"customer": text}, ASKED)
    except MisusedError:
        return
    assert folded(found.slots["customer"]) in folded(ASKED)
