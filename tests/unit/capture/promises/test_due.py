import itertools
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.promises.due import dues_in
from capture.promises.moment import moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 3, 10, 10, 0, tzinfo=SHANGHAI)
BEFORE_GOLDEN_WEEK = datetime(2026, 9, 24, 15, 0, tzinfo=SHANGHAI)


def days(text: str, at: datetime = TUESDAY) -> list[str]:
    return [str(due.day) for due in dues_in(text, moment(at, SHANGHAI))]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("周三前", "2026-03-11"),
        ("周二前", "2026-03-17"),
        ("周一", "2026-03-16"),
        ("这周五", "2026-03-13"),
        ("下周三", "2026-03-18"),
        ("下下周一", "2026-03-23"),
        ("星期天", "2026-03-15"),
        ("本周内", "2026-03-13"),
        ("下周内", "2026-03-20"),
        ("周末前", "2026-03-13"),
        ("明早九点前", "2026-03-11"),
        ("后天下午三点", "2026-03-12"),
        ("大后天", "2026-03-13"),
        ("今天下班前", "2026-03-10"),
        ("月底前", "2026-03-31"),
        ("下月初", "2026-04-01"),
        ("下个月底前", "2026-04-30"),
        ("下月5号前", "2026-04-05"),
        ("下月上旬", "2026-04-10"),
        ("30日内", "2026-04-09"),
        ("本月30日内", "2026-03-30"),
        ("Q1结束前", "2026-03-31"),
        ("Q3末", "2026-09-30"),
        ("明年一季度", "2027-03-31"),
        ("明年上半年", "2027-06-30"),
        ("2027年底前", "2027-12-31"),
        ("半年内", "2026-09-10"),
        ("月底最后一个工作日", "2026-03-31"),
        ("双十一前", "2026-11-10"),
        ("圣诞前", "2026-12-24"),
        ("春节前", "2027-02-04"),
        ("明后两天", "2026-03-12"),
        ("本月中旬", "2026-03-20"),
        ("15号前", "2026-03-15"),
        ("8号", "2026-04-08"),
        ("3月20日之前", "2026-03-20"),
        ("3/20前", "2026-03-20"),
        ("1月5日", "2027-01-05"),
        ("2026年4月1日", "2026-04-01"),
        ("两个工作日内", "2026-03-12"),
        ("5个工作日", "2026-03-17"),
        ("三天内", "2026-03-13"),
        ("一两天内", "2026-03-12"),
        ("两周之内", "2026-03-24"),
        ("一个月内", "2026-04-10"),
        ("48小时内", "2026-03-12"),
        ("半小时内", "2026-03-10"),
        ("年底前", "2026-12-31"),
        ("季度末", "2026-03-31"),
        ("清明后", "2026-04-07"),
        ("五一前", "2026-04-30"),
        ("五一节后", "2026-05-06"),
        ("by Wednesday", "2026-03-11"),
        ("before Friday", "2026-03-13"),
        ("by Tuesday", "2026-03-17"),
        ("next Wednesday", "2026-03-18"),
        ("this coming Friday", "2026-03-13"),
        ("by EOD Friday", "2026-03-13"),
        ("EOD", "2026-03-10"),
        ("tomorrow morning", "2026-03-11"),
        ("by noon tomorrow", "2026-03-11"),
        ("the day after tomorrow", "2026-03-12"),
        ("by end of week", "2026-03-13"),
        ("early next week", "2026-03-17"),
        ("by next Fri", "2026-03-20"),
        ("a week from Thursday", "2026-03-19"),
        ("two weeks on Friday", "2026-03-27"),
        ("Friday week", "2026-03-20"),
        ("the Monday after next", "2026-03-23"),
        ("the week after next", "2026-03-27"),
        ("after the weekend", "2026-03-16"),
        ("day after tmrw", "2026-03-12"),
        ("first thing in the morning", "2026-03-11"),
        ("mid-April", "2026-04-15"),
        ("late April", "2026-04-30"),
        ("first week of April", "2026-04-07"),
        ("last working day of next month", "2026-04-30"),
        ("end of play Friday", "2026-03-13"),
        ("EOB", "2026-03-10"),
        ("by end of Q2", "2026-06-30"),
        ("in the next two days", "2026-03-12"),
        ("within 48h", "2026-03-12"),
        ("in 2 wks", "2026-03-24"),
        ("before 3.", "2026-03-10"),
        ("before 3 people", ""),
        ("before Christmas", "2026-12-24"),
        ("by the end of the month", "2026-03-31"),
        ("end of next month", "2026-04-30"),
        ("by the 20th", "2026-03-20"),
        ("by March 20th", "2026-03-20"),
        ("on 5 April", "2026-04-05"),
        ("by 2026-03-31", "2026-03-31"),
        ("by 3/20", "2026-03-20"),
        ("within two working days", "2026-03-12"),
        ("3 business days", "2026-03-13"),
        ("in two weeks", "2026-03-24"),
        ("within 24 hours", "2026-03-11"),
        ("in a couple of days", "2026-03-12"),
        ("end of Q", ""),
        ("after the holidays", "2026-04-07"),
        ("before National Day", "2026-09-30"),
    ],
)
def test_days_ahead(text: str, day: str) -> None:
    assert days(text) == ([day] if day else [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("国庆后", "2026-10-08"),
        ("过完国庆", "2026-10-08"),
        ("国庆前", "2026-09-30"),
        ("中秋后", "2026-09-28"),
        ("两个工作日内", "2026-09-29"),
        ("after Golden Week", "2026-10-08"),
        ("within two working days", "2026-09-29"),
        ("本周内", "2026-09-24"),
    ],
)
def test_the_chinese_work_calendar_counts(text: str, day: str) -> None:
    assert days(text, BEFORE_GOLDEN_WEEK) == [day]


def test_holidays_are_those_of_the_senders_country() -> None:
    july = moment(datetime(2026, 7, 2, 12, tzinfo=ZoneInfo("America/New_York")), ZoneInfo("America/New_York"))
    assert [due.day for due in dues_in("within two business days", july)] == [date(2026, 7, 7)]


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("before the May Day holiday", "Asia/Singapore", "2026-04-30"),
        ("before May Day", "Europe/London", "2026-05-01"),
        ("before May Day", "America/New_York", "2026-04-30"),
        ("before Memorial Day weekend", "America/New_York", "2026-05-22"),
        ("before the long weekend", "America/New_York", "2026-05-22"),
        ("before the bank holiday", "Europe/London", "2026-05-01"),
        ("before Golden Week", "Asia/Singapore", "2026-09-30"),
        ("before Labor Day", "America/New_York", "2026-09-04"),
        ("before moving day", "Europe/London", None),
    ],
)
def test_holidays_by_the_name_they_have_there(text: str, zone: str, day: str | None) -> None:
    at = datetime(2026, 4, 21, 12, tzinfo=ZoneInfo(zone))
    assert [due.day.isoformat() for due in dues_in(text, moment(at, ZoneInfo(zone))) if due.day] == (
        [day] if day else []
    )


@pytest.mark.parametrize("text", ["in an hour", "gimme ten minutes and", "2 min, then", "半小时后", "3小时内"])
def test_some_hours_are_of_the_same_day(text: str) -> None:
    assert days(text, datetime(2026, 3, 10, 23, 40, tzinfo=SHANGHAI)) == ["2026-03-10"]


def test_what_can_be_two_days_is_none() -> None:
    (due,) = dues_in("by 3/4", moment(TUESDAY, SHANGHAI))
    assert due.day is None


@pytest.mark.parametrize(
    ("text", "said_at", "day"),
    [
        ("初八开工", "2026-02-12", "2026-02-24"),
        ("正月十六前", "2026-02-12", None),
        ("大年初六", "2026-02-12", "2026-02-22"),
        ("初八", "2026-07-01", None),
        ("初八", "2026-02-26", None),
        ("最初三版", "2026-02-12", None),
        ("初一版", "2026-02-12", None),
        ("before Easter", "2026-04-01", "2026-04-02"),
        ("当天", "2026-04-01", None),
    ],
)
def test_days_around_festivals(text: str, said_at: str, day: str | None) -> None:
    zone = ZoneInfo("Europe/London" if text.isascii() else "Asia/Shanghai")
    found = dues_in(text, moment(datetime.fromisoformat(f"{said_at}T09:00").replace(tzinfo=zone), zone))
    assert [one.day.isoformat() for one in found if one.day] == ([day] if day else [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("two weeks from today", "2026-03-24"),
        ("3 working days from now", "2026-03-13"),
        ("the week of March 16", "2026-03-16"),
        ("before our 3pm", "2026-03-10"),
        ("by the end of the financial year", None),
    ],
)
def test_more_english_days(text: str, day: str | None) -> None:
    assert days(text) == ([day] if day else [])


@pytest.mark.parametrize(
    "text", ["32号前", "2月30日", "每周三", "3号楼", "五月花", "原则上", "周期", "the 1st floor", "一周年"]
)
def test_no_days(text: str) -> None:
    assert days(text) == []


def test_past_days_are_told_too() -> None:
    assert days("昨天") == ["2026-03-09"]
    assert days("上周五") == ["2026-03-06"]
    assert days("last Friday") == ["2026-03-06"]


@given(st.text(max_size=60))
def test_spans_are_in_order_and_apart(text: str) -> None:
    found = dues_in(text, moment(TUESDAY, SHANGHAI))
    assert all(0 <= due.span[0] < due.span[1] <= len(text) for due in found)
    assert all(one.span[1] <= other.span[0] for one, other in itertools.pairwise(found))
