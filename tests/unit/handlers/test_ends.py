"""How long something is shared, and why, as people say it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.ends import Ending, day_ahead, ending_in, length_ahead

MONDAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("said", "until", "because"),
    [
        ("，到1月底，因为一起投标", date(2026, 1, 31), "一起投标"),
        ("到2月底", date(2026, 2, 28), ""),
        ("，看两周", date(2026, 1, 26), ""),
        ("，有效期30天", date(2026, 2, 11), ""),
        ("，半年", date(2026, 7, 12), ""),
        ("，到月底，用于投标", date(2026, 1, 31), "用于投标"),
        ("，截止到2026年3月1日", date(2026, 3, 1), ""),
        ("，到下周三为止", date(2026, 1, 21), ""),
        ("，到昨天", date(2026, 1, 11), ""),
        (" until Friday because of the tender", date(2026, 1, 16), "the tender"),
        (" until next Friday", date(2026, 1, 23), ""),
        (" for 10 days", date(2026, 1, 22), ""),
        (" for a month because we bid for the rail tender", date(2026, 2, 12), "we bid for the rail tender"),
        (" until March", date(2026, 3, 31), ""),
        (" till Jan 31", date(2026, 1, 31), ""),
        (" until the end of the year", date(2026, 12, 31), ""),
        (" for the tender", None, "the tender"),
        ("", None, ""),
    ],
)
def test_a_day_or_a_time(said: str, until: date | None, because: str) -> None:
    assert ending_in(said, MONDAY) == Ending(until, because=because)


@pytest.mark.parametrize("said", ["，直到这个商机结束", " until the deal is closed", "，到这个项目结束"])
def test_with_the_deal(said: str) -> None:
    assert ending_in(said, MONDAY) == Ending(with_deal=True)


@pytest.mark.parametrize("said", ["，在本群期间", " while they are in this room", "，在这个群期间有效"])
def test_in_the_room(said: str) -> None:
    assert ending_in(said, MONDAY) == Ending(in_room=True)


@pytest.mark.parametrize("said", ["，到13月", "到大后天后", " until the cows come home"])
def test_what_is_no_day_is_said_to_be_none(said: str) -> None:
    assert ending_in(said, MONDAY).bad


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 300))
def test_a_day_of_the_year_lies_ahead(today: date, ahead: int) -> None:
    meant = today + timedelta(days=ahead)
    if (meant.month, meant.day) != (2, 29):
        assert day_ahead(f"到{meant.month}月{meant.day}日", today) == meant


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 999))
def test_days_are_counted(today: date, count: int) -> None:
    assert (
        length_ahead(f"{count}天", today) == length_ahead(f"for {count} days", today) == today + timedelta(days=count)
    )
