from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar.working_time import WorkCalendar
from knowledge.work.reminding import Reminder, reminders

SHANGHAI = WorkCalendar(ZoneInfo("Asia/Shanghai"))
MONDAY = datetime(2026, 1, 12, 1, 0, 30, tzinfo=UTC)


def at(day: int, hour: int, month: int = 1) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def test_on_the_morning_of_the_day_and_the_morning_after() -> None:
    assert reminders(date(2026, 1, 14), MONDAY, SHANGHAI) == (
        Reminder(at(14, 1), overdue=False),
        Reminder(at(15, 1), overdue=True),
    )


def test_for_today_in_the_afternoon() -> None:
    assert reminders(date(2026, 1, 12), MONDAY, SHANGHAI)[0] == Reminder(at(12, 7), overdue=False)
    assert reminders(date(2026, 1, 12), at(12, 8), SHANGHAI) == (Reminder(at(13, 1), overdue=True),)


def test_a_day_off_is_reminded_of_before() -> None:
    sunday, national_day = date(2026, 1, 18), date(2026, 10, 2)
    assert reminders(sunday, MONDAY, SHANGHAI) == (
        Reminder(at(16, 1), overdue=False),
        Reminder(at(19, 1), overdue=True),
    )
    assert reminders(national_day, MONDAY, SHANGHAI) == (
        Reminder(at(30, 1, 9), overdue=False),
        Reminder(at(8, 1, 10), overdue=True),
    )


@given(st.dates(date(2025, 6, 1), date(2027, 6, 1)))
def test_never_in_the_past_never_outside_working_hours(due_on: date) -> None:
    found = reminders(due_on, MONDAY, SHANGHAI)
    assert [one.overdue for one in found][-1] is True
    for one in found:
        assert one.at > MONDAY
        assert SHANGHAI.shift_into_working_time(one.at) == one.at
