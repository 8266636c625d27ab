"""Prices in figures, and which of them were replaced by a newer quote."""

import pytest

from knowledge.proposals.model import Quote
from knowledge.proposals.prices import amounts_in, replaced

OLD, NEW = Quote("Q1", "C1", "D1", "V1", amount=691_200.0), Quote("Q2", "C1", "D1", "V2", amount=640_000.0)
OTHER = Quote("Q3", "C1", "D2", "V1", amount=691_200.0)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("报价 69.12 万", [691_200]),
        ("¥640,000 含税", [640_000]),
        ("quoted $64k", [64_000]),
        ("1.2M", [1_200_000]),
        ("降 5% 打 9 折，三期 12 个月", []),
        ("V2 2026", [2026]),
        ("没有数字", []),
    ],
)
def test_amounts_in_figures(text: str, amounts: list[float]) -> None:
    assert list(amounts_in(text)) == pytest.approx(amounts)


def test_a_replaced_price_is_found_and_the_one_that_counts() -> None:
    assert replaced([691_200.0], [OLD, NEW]) == (OLD, NEW)
    assert replaced([690_000.0], [OLD, NEW]) == (OLD, NEW)
    assert replaced([640_000.0], [OLD, NEW]) is None
    assert replaced([500_000.0], [OLD, NEW]) is None
    assert replaced([], [OLD, NEW]) is None


def test_what_counts_in_another_deal_is_no_old_price() -> None:
    assert replaced([691_200.0], [OLD, NEW, OTHER]) is None
