"""Stretches of days in the shortest words for them."""

from datetime import date

import pytest

from handlers.when import when
from knowledge.calendar import periods
from knowledge.calendar.periods import Period

TODAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (periods.day(date(2025, 3, 4)), "2025-03-04", "on 2025-03-04"),
        (periods.day(date(2026, 1, 14)), "2026-01-14（周三）", "on Wed 2026-01-14"),
        (periods.whole_year(2025), "2025 年", "in 2025"),
        (periods.half(2025, 1), "2025 年上半年", "in the first half of 2025"),
        (periods.half(2025, 2), "2025 年下半年", "in the second half of 2025"),
        (periods.quarter(2025, 3), "2025 年第 3 季度", "in Q3 2025"),
        (periods.month(2024, 2), "2024 年 2 月", "in February 2024"),
        (periods.week(date(2025, 3, 4)), "2025-03-03 至 2025-03-09", "from 2025-03-03 to 2025-03-09"),
    ],
)
def test_words(period: Period, zh: str, en: str) -> None:
    assert when(period.first, period.last, "zh", TODAY) == zh
    assert when(period.first, period.last, "en", TODAY) == en
