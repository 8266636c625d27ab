"""Which product somebody means: the one with that name, all that have every word, or the nearest to ask about."""

import pytest

from knowledge.deals.stock import Level, products_meant, products_near

LEVELS = [
    Level("A100 40G", "上海", 8, code="SKU-1"),
    Level("A100 80G", "上海", 8, code="SKU-2"),
    Level("A1000", "上海", 8, code="SKU-3"),
    Level("巡检无人机 X2", "", 3, code="UAV-2"),
    Level("巡检机器人", "", 3),
]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A100", ["A100 40G", "A100 80G"]),
        ("a100-40g", ["A100 40G"]),
        ("Ａ１００ ８０Ｇ", ["A100 80G"]),
        ("40G 的 A100", []),
        ("40G A100", ["A100 40G"]),
        ("A1000", ["A1000"]),
        ("sku-3", ["A1000"]),
        ("SKU", ["A100 40G", "A100 80G", "A1000"]),
        ("无人机", ["巡检无人机 X2"]),
        ("巡检", ["巡检无人机 X2", "巡检机器人"]),
        ("A10", []),
        ("B200", []),
        ("", []),
        ("?", []),
    ],
)
def test_products_meant(text: str, meant: list[str]) -> None:
    assert products_meant(text, LEVELS) == meant


def test_the_nearest_are_only_named() -> None:
    assert products_near("A10000", LEVELS)[0] == "A1000"
    assert products_near("巡检机器仁", LEVELS)[0] == "巡检机器人"
    assert products_near("zzz", LEVELS) == []
