"""Dates in questions, in both languages, and what cannot be a date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar.phrases import BadDate, DayRef, parse_day, without

TODAY = date(2026, 11, 21)  # a Saturday

DAYS = {
    "2025-03-01": "2025-03-01",
    "2025/3/1": "2025-03-01",
    "2025.3.1": "2025-03-01",
    "2025-03": "2025-03-31",
    "25/04/2025": "2025-04-25",
    "2025年3月1日": "2025-03-01",
    "２０２５年３月１日": "2025-03-01",
    "二〇二五年三月": "2025-03-31",
    "3月1日": "2026-03-01",
    "12月24号": "2025-12-24",
    "2月29日": "2024-02-29",
    "五月一日": "2026-05-01",
    "3月": "2026-03-31",
    "11月": "2026-11-21",
    "12月份": "2025-12-31",
    "十二月底": "2025-12-31",
    "去年": "2025-12-31",
    "前年": "2024-12-31",
    "今年": "2026-11-21",
    "明年": "2027-12-31",
    "去年3月": "2025-03-31",
    "去年十一月二十三号": "2025-11-23",
    "去年底": "2025-12-31",
    "2024年初": "2024-01-01",
    "年初": "2026-01-01",
    "2024年第三季度": "2024-09-30",
    "去年Q3": "2025-09-30",
    "四季度": "2026-11-21",
    "上半年": "2026-06-30",
    "去年下半年": "2025-12-31",
    "上个月": "2026-10-31",
    "上月底": "2026-10-31",
    "上个月15号": "2026-10-15",
    "上个季度": "2026-09-30",
    "本周": "2026-11-21",
    "上周": "2026-11-15",
    "上周三": "2026-11-11",
    "昨天": "2026-11-20",
    "前天": "2026-11-19",
    "今天": "2026-11-21",
    "三个月前": "2026-08-21",
    "两周前": "2026-11-07",
    "10天前": "2026-11-11",
    "半年前": "2026-05-21",
    "一年前": "2025-11-21",
    "last year": "2025-12-31",
    "last month": "2026-10-31",
    "last quarter": "2026-09-30",
    "this month": "2026-11-21",
    "next year": "2027-12-31",
    "yesterday": "2026-11-20",
    "the day before yesterday": "2026-11-19",
    "as of today": "2026-11-21",
    "as of 2024-12-31": "2024-12-31",
    "in March 2025": "2025-03-31",
    "in march": "2026-03-31",
    "in May": "2026-05-31",
    "March last year": "2025-03-31",
    "last March": "2026-03-31",
    "last November": "2025-11-30",
    "on 1 March": "2026-03-01",
    "on the 1st of March 2025": "2025-03-01",
    "March 1, 2025": "2025-03-01",
    "Dec. 24th": "2025-12-24",
    "in 2024": "2024-12-31",
    "at the end of last year": "2025-12-31",
    "at the beginning of March 2025": "2025-03-01",
    "start of 2025": "2025-01-01",
    "Q3 2024": "2024-09-30",
    "2024 Q3": "2024-09-30",
    "in Q3": "2026-09-30",
    "last Friday": "2026-11-20",
    "last Saturday": "2026-11-14",
    "two weeks ago": "2026-11-07",
    "a year ago": "2025-11-21",
    "3 months ago": "2026-08-21",
    "1 March 2030": "2030-03-01",
}


@pytest.mark.parametrize(("phrase", "day"), DAYS.items())
def test_a_date_alone(phrase: str, day: str) -> None:
    found = parse_day(phrase, TODAY)
    assert isinstance(found, DayRef)
    assert found.day == date.fromisoformat(day)
    assert (found.text, found.span) == (phrase, (0, len(phrase)))
    assert found.first <= found.day <= found.last


@pytest.mark.parametrize(("phrase", "day"), DAYS.items())
def test_a_date_inside_a_question_of_its_language(phrase: str, day: str) -> None:
    zh = not phrase.isascii()
    question = f"北禾{phrase}归谁？" if zh else f"who owned Acme {phrase}?"
    found = parse_day(question, TODAY)
    assert isinstance(found, DayRef)
    assert found.day == date.fromisoformat(day)
    assert without(question, found) == ("北禾归谁？" if zh else "who owned Acme?")


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("谁在2025年3月1日负责北禾？", "谁负责北禾？"),
        ("截至2024-12-31谁负责北禾", "谁负责北禾"),
        ("昨天，谁负责北禾", "谁负责北禾"),
        ("北禾去年3月的时候归谁", "北禾归谁"),
        ("北禾2024年的报价", "北禾报价"),
        ("as of 2024-12-31, who owns Acme?", "who owns Acme?"),
        ("who owned Acme last year and why", "who owned Acme and why"),
    ],
)
def test_the_date_is_cut_with_its_small_words(question: str, rest: str) -> None:
    found = parse_day(question, TODAY)
    assert found is not None
    assert without(question, found) == rest


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30", "2025-13-01", "0000-01-01", "2025/13/01", "13月", "0月", "2025年13月", "2月30日", "6月31号",
        "去年2月29日", "十三月份", "上个月32号", "February 30", "on 31 April 2025", "the 32nd of March",
        "31/31/2025", "03/04/2025",
    ],
)  # fmt: skip
@pytest.mark.parametrize("question", ["{}", "{} 谁负责北禾", "who owned Acme {}?"])
def test_a_date_that_cannot_be(text: str, question: str) -> None:
    found = parse_day(question.format(text), TODAY)
    assert isinstance(found, BadDate)
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "谁负责北禾", "五月花归谁", "今日头条归谁", "晚上周总来吗", "合同 HT-2025-001-02 归谁", "V2.1 给谁了",
        "1号店归谁",
        "who owns Acme?", "May I ask who owns Acme?", "who is April?", "we march on", "who owns 2025-001?",
        "call 138-2025-0301", "who owns Q3 Motors", "三月科技归谁", "",
    ],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert parse_day(text, TODAY) is None


def test_the_first_date_counts() -> None:
    found = parse_day("去年归谁，今年呢", TODAY)
    assert isinstance(found, DayRef)
    assert found.text == "去年"


PIECES = st.sampled_from(
    [*DAYS, "年", "月", "日", "前", "十", "0", "9999", "上", "去年", "in ", "-", "/", " ", "ago", "谁"]
)


@given(st.lists(PIECES, max_size=6).map("".join) | st.text(max_size=30), st.dates())
def test_it_never_fails_and_its_span_is_its_text(text: str, today: date) -> None:
    found = parse_day(text, today)
    if found is not None:
        assert text[slice(*found.span)].strip() == found.text
        without(text, found)
    if isinstance(found, DayRef):
        assert found.first <= found.day <= found.last


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_written_day_is_read_back(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
    )
    for form in forms:
        found = parse_day(form, TODAY)
        assert isinstance(found, DayRef)
        assert (found.day, found.last - found.first) == (day, timedelta())
