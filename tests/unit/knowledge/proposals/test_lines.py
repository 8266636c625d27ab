"""Versions: a running number within a line, and when two get mixed up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.proposals.confusion import OLDER_AFTER_NEWER, SAME_NUMBER, Confusion, confusion
from knowledge.proposals.lines import Numbered, next_number, paper_of
from knowledge.proposals.model import Document, Paper, Share, State
from tests.stores import START

QUOTE, PROPOSAL = Paper.QUOTATION, Paper.PROPOSAL
WEEK = timedelta(days=7)


def version(number: int, days: int = 0, key: str = "", **changes: object) -> Document:
    first = Share("local:east", f"m{number}", "li.lei", START + timedelta(days=days))
    one = Document(
        key or f"doc-{number}", f"k{key or number}", "", "方案", PROPOSAL, State.ATTACHED, first, version=f"V{number}"
    )
    return replace(one, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "stated", "number"),
    [
        ([], None, 1),
        ([], 3, 3),
        ([Numbered(PROPOSAL, "", 1)], None, 2),
        ([Numbered(PROPOSAL, "", 5), Numbered(PROPOSAL, "", 2)], None, 6),
        ([Numbered(PROPOSAL, "", 5)], 2, 2),
        ([Numbered(QUOTE, "", 5)], None, 1),
        ([Numbered(PROPOSAL, "LineSight", 5)], None, 6),
    ],
)
def test_the_next_number(line: list[Numbered], stated: int | None, number: int) -> None:
    assert next_number(line, PROPOSAL, "", stated) == number


def test_another_product_is_another_line() -> None:
    line = [Numbered(PROPOSAL, "LineSight", 5), Numbered(PROPOSAL, "FieldCare", 2)]
    assert next_number(line, PROPOSAL, "FieldCare", None) == 3
    assert next_number(line, PROPOSAL, "ColdTrack", None) == 1


@given(st.lists(st.integers(1, 90)))
def test_what_is_not_stated_is_always_new(numbers: list[int]) -> None:
    line = [Numbered(PROPOSAL, "", one) for one in numbers]
    assert next_number(line, PROPOSAL, "", None) not in numbers


@pytest.mark.parametrize(
    ("title", "paper"),
    [
        ("同屹轨道 产线监测 方案", PROPOSAL),
        ("报价单", QUOTE),
        ("Vantory energy analytics proposal", PROPOSAL),
        ("SOW", Paper.SOW),
        ("ROI 测算", Paper.ROI),
        ("投标文件", Paper.TENDER),
        ("Untitled", PROPOSAL),
    ],
)
def test_the_kind_that_a_title_names(title: str, paper: Paper) -> None:
    assert paper_of(title) is paper


def test_an_older_version_after_a_newer_one() -> None:
    older, newer = version(2, 0), version(3, 1)
    at = START + timedelta(days=2)
    assert confusion(older, at, [older, newer], WEEK) == Confusion(newer, OLDER_AFTER_NEWER)
    assert confusion(newer, at, [older, newer], WEEK) is None
    assert confusion(older, START, [older, newer], WEEK) is None
    assert confusion(older, at, [older, newer], WEEK, knowing=True) is None


def test_only_within_its_line() -> None:
    older, at = version(2, 0), START + timedelta(days=2)
    for other in (
        version(3, 1, paper=QUOTE),
        version(3, 1, state=State.WITHDRAWN),
        version(3, 1, product="LineSight"),
    ):
        assert confusion(replace(older, product="FieldCare"), at, [older, other], WEEK) is None


def test_two_documents_that_claim_one_number() -> None:
    one, two = version(3, 0, "one"), version(3, 2, "two", stated=3)
    assert confusion(two, two.first.shared_at, [one, two], WEEK) == Confusion(one, SAME_NUMBER)
    assert confusion(two, two.first.shared_at, [one, two], timedelta(days=1)) is None
    assert confusion(replace(two, stated=None), two.first.shared_at, [one, two], WEEK) is None
