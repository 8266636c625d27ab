"""Dates in all the ways they are written, and which of several is the document's own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.photos.model import FieldKind, Ground
from tests.unit.capture.photos.pages import found, values

DATE = FieldKind.DATE


@pytest.mark.parametrize(
    "text",
    [
        "签订日期：2026年11月21日",
        "签约日期：2026 年 11 月 21 日",
        "Date: 21 November 2026",
        "Date: November 21, 2026",
        "Dated Nov. 21 2026",
        "Date: 21Nov2026",
        "日期：2026-11-21",
        "日期 2026/11/21",
        "2026.11.21",
        "二〇二六年十一月二十一日",
        "日期：20261121",
        "Date: 21/11/2026",
        "This Agreement is made on the 21st day of November, 2026",
    ],
)
def test_a_date_is_read_as_it_is_written(text: str) -> None:
    assert values(text, DATE) == ["2026-11-21"]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert values(f"日期：{day.year}年{day.month}月{day.day}日", DATE) == [day.isoformat()]
    assert values(f"Date: {day.isoformat()}", DATE) == [day.isoformat()]


def test_the_day_of_signing_comes_before_other_days() -> None:
    text = "交货日期：2026-12-01\n本合同有效期至2027年11月20日\n签订日期：2026年11月21日"
    assert values(text, DATE)[0] == "2026-11-21"


def test_day_and_month_that_may_be_swapped_are_marked() -> None:
    day = found("Date: 03/04/2026", DATE)[0]
    assert (day.value, day.why) == ("2026-04-03", Ground.DAY_OR_MONTH)


@pytest.mark.parametrize("text", ["2026年2月31日", "410305199901012345", "V2026.1", "日期："])
def test_what_is_no_date(text: str) -> None:
    assert values(text, DATE) == []
