"""Working days and hours: holidays, swapped weekends, years without data."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar.working_time import Basis, WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = WorkCalendar(SHANGHAI)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),  # a Saturday worked for the National Day week
        (date(2026, 2, 14), True),
        (date(2026, 2, 17), False),
        (date(2025, 1, 26), True),
    ],
)
def test_chinese_working_days(day: date, *, works: bool) -> None:
    assert CHINA.is_workday(day) is works


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("US", date(2026, 11, 26), False),
        ("US", date(2026, 10, 1), True),
        ("DE-BY", date(2026, 1, 6), False),
        ("DE", date(2026, 1, 6), True),
        ("AE", date(2026, 11, 20), True),
    ],
)
def test_other_countries(country: str, day: date, *, works: bool) -> None:
    assert WorkCalendar(SHANGHAI, country=country).is_workday(day) is works


def test_what_the_days_rest_on_is_said() -> None:
    assert CHINA.basis(date(2026, 1, 1)) is Basis.OFFICIAL
    assert CHINA.basis(date(2090, 1, 1)) is Basis.STATUTORY
    assert CHINA.basis(date(2150, 1, 1)) is Basis.WEEKDAYS
    assert WorkCalendar(SHANGHAI, country="US").basis(date(2090, 1, 1)) is Basis.OFFICIAL


@pytest.mark.parametrize("calendar", [CHINA, WorkCalendar(SHANGHAI, "XX"), WorkCalendar(SHANGHAI, "US-ZZ")])
def test_without_data_it_is_monday_to_friday(calendar: WorkCalendar) -> None:
    friday = date(2150, 10, 2)
    assert friday.weekday() == 4
    assert calendar.basis(friday) is Basis.WEEKDAYS
    assert calendar.is_workday(friday)
    assert not calendar.is_workday(friday + timedelta(days=1))


@pytest.mark.parametrize(
    ("after", "morning"),
    [
        ("2026-11-20T07:00", "2026-11-20T09:00"),
        ("2026-11-20T09:00", "2026-11-23T09:00"),
        ("2026-11-20T15:00", "2026-11-23T09:00"),
        ("2026-09-30T20:00", "2026-10-08T09:00"),
        ("2026-10-09T20:00", "2026-10-10T09:00"),
        ("2026-12-31T20:00", "2027-01-04T09:00"),
    ],
)
def test_the_next_working_morning(after: str, morning: str) -> None:
    found = CHINA.next_working_morning(local(after))
    assert found == local(morning)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("at", "shifted"),
    [
        ("2026-11-20T15:00", "2026-11-20T15:00"),
        ("2026-11-20T09:00", "2026-11-20T09:00"),
        ("2026-11-20T18:00", "2026-11-20T18:00"),
        ("2026-11-20T18:01", "2026-11-23T09:00"),
        ("2026-11-20T03:00", "2026-11-20T09:00"),
        ("2026-11-22T10:00", "2026-11-23T09:00"),
    ],
)
def test_shifted_into_working_time(at: str, shifted: str) -> None:
    assert CHINA.shift_into_working_time(local(at)) == local(shifted)


def test_the_zone_of_the_question_does_not_matter() -> None:
    assert CHINA.shift_into_working_time(datetime(2026, 11, 20, 1, 30, tzinfo=UTC)) == local("2026-11-20T09:30")


def test_a_morning_after_the_clocks_change_is_still_nine() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    found = WorkCalendar(berlin, "DE").next_working_morning(datetime(2026, 3, 27, 12, tzinfo=UTC))
    assert found == datetime(2026, 3, 30, 9, tzinfo=berlin)
    assert found.hour == 7


def test_a_day_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="must start before it ends"):
        WorkCalendar(SHANGHAI, start=time(18), end=time(9))


def test_the_holidays_package_is_imported_only_when_asked() -> None:
    """It takes a tenth of a second, which a start cannot spare."""
    code = "import sys, knowledge.calendar.working_time, config.settings; sys.exit('holidays' in sys.modules)"
    root = Path(__file__).resolve().parents[4]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


@given(st.datetimes(datetime(2020, 1, 1), datetime(2160, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_shifted_stays_and_never_moves_back(at: datetime) -> None:
    shifted = CHINA.shift_into_working_time(at)
    assert shifted >= at
    assert CHINA.shift_into_working_time(shifted) == shifted
    assert CHINA.is_workday(shifted.astimezone(SHANGHAI).date())
