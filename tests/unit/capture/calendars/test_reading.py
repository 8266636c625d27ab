"""iCalendar as calendars write it: rules, changes of single meetings, zones of all kinds, and garbage."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.base import BadRow
from capture.calendars.model import Occurrence
from capture.calendars.reading import Window, read_calendar
from tests.unit.capture.mail.world import ZONE

WINDOW = Window(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 30, tzinfo=UTC))
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n"


def calendar(*events: str, method: str = "") -> bytes:
    inside = "".join(f"BEGIN:VEVENT\r\n{one.strip()}\r\nEND:VEVENT\r\n" for one in events).replace("\r\n", "\n")
    said = f"METHOD:{method}\n" if method else ""
    return f"{HEAD}{said}{inside}END:VCALENDAR\n".replace("\r\n", "\n").replace("\n", "\r\n").encode()


def read(*events: str, method: str = "") -> list[Occurrence]:
    found, rejected = read_calendar(calendar(*events, method=method), ZONE, WINDOW)
    assert rejected == []
    return found


def starts(found: list[Occurrence]) -> list[str]:
    return [one.starts_at.strftime("%m-%d %H:%M") for one in found if not one.cancelled]


ONE = "UID:u1\nSUMMARY:Vantory 评审\nDTSTART:20260112T020000Z\nDTEND:20260112T030000Z"


def test_a_meeting_with_all_that_is_told_of_it() -> None:
    more = (
        "LOCATION:3F\nDESCRIPTION:line 1\\nline 2\nSEQUENCE:3\nORGANIZER;CN=Li Lei:mailto:Li.Lei@dazi.example\n"
        "ATTENDEE;CN=陶然:mailto:tao@vantory.example\nATTENDEE:invalid\nCLASS:PRIVATE"
    )
    (one,) = read(f"{ONE}\n{more}")
    assert (one.uid, one.recurrence, one.title, one.place, one.sequence) == ("u1", "", "Vantory 评审", "3F", 3)
    assert one.description == "line 1\nline 2"
    assert one.addresses == ("li.lei@dazi.example", "tao@vantory.example")
    assert one.attendees[0].name == "陶然"
    assert one.private
    assert (one.starts_at, one.ends_at) == (datetime(2026, 1, 12, 2, tzinfo=UTC), datetime(2026, 1, 12, 3, tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART:20260112T100000", "01-12 02:00"),
        ("DTSTART;TZID=Asia/Shanghai:20260112T100000", "01-12 02:00"),
        ("DTSTART;TZID=China Standard Time:20260112T100000", "01-12 02:00"),
        ('DTSTART;TZID="W. Europe Standard Time":20260112T100000', "01-12 09:00"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20260112T100000", "01-12 09:00"),
        ("DTSTART;VALUE=DATE:20260112", "01-11 16:00"),
    ],
)
def test_zones(start: str, expected: str) -> None:
    assert starts(read(f"UID:u\nSUMMARY:x\n{start}")) == [expected]


def test_a_zone_that_the_calendar_brings_along() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Our own\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0800\n"
        "TZOFFSETTO:+0800\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "BEGIN:VEVENT\nUID:u\nDTSTART;TZID=Our own:20260112T100000\nEND:VEVENT\n"
    raw = f"{HEAD}{zone}{event}END:VCALENDAR\n".replace("\r\n", "\n").replace("\n", "\r\n").encode()
    found, _ = read_calendar(raw, ZONE, WINDOW)
    assert starts(found) == ["01-12 02:00"]


def test_a_whole_day_lasts_until_the_next_and_a_duration_counts() -> None:
    (day,) = read("UID:u\nDTSTART;VALUE=DATE:20260112")
    assert day.whole_day
    assert (day.ends_at - day.starts_at).total_seconds() == 86400
    (timed,) = read("UID:u\nDTSTART:20260112T020000Z\nDURATION:PT45M")
    assert (timed.ends_at - timed.starts_at).total_seconds() == 2700


def test_a_rule_is_followed_within_the_window_and_keeps_its_hour_over_summer_time() -> None:
    weekly = (
        "UID:u\nDTSTART;TZID=Europe/Berlin:20250106T100000\nDTEND;TZID=Europe/Berlin:20250106T110000\nRRULE:FREQ=WEEKLY"
    )
    found = starts(read(weekly))
    assert (found[0], found[-1], len(found)) == ("01-05 09:00", "04-27 08:00", 17)


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=WEEKLY;COUNT=3", 3),
        ("FREQ=WEEKLY;UNTIL=20260126T020000Z", 3),
        ("FREQ=WEEKLY;UNTIL=20260126", 3),
        ("FREQ=DAILY;INTERVAL=2;COUNT=4", 4),
        ("FREQ=MONTHLY;BYDAY=2MO", 4),
    ],
)
def test_rules_that_end(rule: str, count: int) -> None:
    assert len(read(f"{ONE}\nRRULE:{rule}")) == count


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYSECOND=1,2"])
def test_a_rule_that_no_meeting_has_is_named(rule: str) -> None:
    more = "" if "BYSECOND" not in rule else ";BYHOUR=" + ",".join(map(str, range(24))) + ";BYMINUTE=1,2,3"
    found, rejected = read_calendar(calendar(f"{ONE}\nRRULE:{rule}{more}", ONE.replace("u1", "u2")), ZONE, WINDOW)
    assert [one.uid for one in found] == ["u2"]
    assert [one.where for one in rejected] == ["u1"]


@pytest.mark.parametrize(
    ("rule", "begun"),
    [
        ("FREQ=DAILY", "19960101"),
        ("FREQ=DAILY;INTERVAL=7", "19960101"),
        ("FREQ=WEEKLY", "19960101"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "20150105"),
        ("FREQ=MONTHLY;BYDAY=2MO", "19960101"),
    ],
)
def test_what_began_years_ago_goes_on_in_its_rhythm(rule: str, begun: str) -> None:
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    found = starts(read(f"UID:u1\nDTSTART:{begun}T020000Z\nDTEND:{begun}T030000Z\nRRULE:{rule}"))
    every = rrulestr(rule, dtstart=datetime.fromisoformat(f"{begun}T02"))
    first, last = (one.replace(tzinfo=None) for one in (WINDOW.first, WINDOW.last))
    assert found == [one.strftime("%m-%d %H:%M") for one in every.between(first, last, inc=True)]
    assert found


def test_a_calendar_that_breaks_off_is_none() -> None:
    whole = calendar(ONE, ONE.replace("u1", "u2"))
    with pytest.raises(BadRow) as bad:
        read_calendar(whole[: len(whole) // 2], ZONE, WINDOW)
    assert "breaks off" in bad.value.say["en"]


def test_dates_left_out_and_added() -> None:
    found = read(f"{ONE}\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260119T020000Z\nRDATE:20260121T020000Z")
    assert starts(found) == ["01-12 02:00", "01-21 02:00", "01-26 02:00"]


def test_one_of_a_series_is_moved_and_one_called_off() -> None:
    series = f"{ONE}\nRRULE:FREQ=WEEKLY;COUNT=3"
    moved = "UID:u1\nRECURRENCE-ID:20260119T020000Z\nSUMMARY:Moved\nDTSTART:20260120T060000Z\nDTEND:20260120T070000Z"
    off = "UID:u1\nRECURRENCE-ID:20260126T020000Z\nDTSTART:20260126T020000Z\nSTATUS:CANCELLED"
    found = read(series, moved, off)
    assert starts(found) == ["01-12 02:00", "01-20 06:00"]
    assert [one.title for one in found] == ["Vantory 评审", "Moved", ""]
    assert found[1].recurrence == "2026-01-19T02:00:00+00:00"
    assert found[2].cancelled


def test_the_latest_of_several_versions_counts() -> None:
    later = ONE.replace("T020000", "T050000").replace("T030000", "T060000") + "\nSEQUENCE:2"
    assert starts(read(later, f"{ONE}\nSEQUENCE:1")) == ["01-12 05:00"]


def test_a_cancellation_calls_all_off() -> None:
    assert all(one.cancelled for one in read(f"{ONE}\nRRULE:FREQ=WEEKLY;COUNT=3", method="CANCEL"))
    assert read(f"{ONE}\nSTATUS:CANCELLED")[0].cancelled


def test_what_is_outside_of_the_window_is_left_out() -> None:
    assert read(ONE.replace("2026", "2024"), ONE.replace("2026", "2028").replace("u1", "u2")) == []


def test_a_calendar_in_gb18030() -> None:
    raw = calendar("UID:u\nSUMMARY:北禾项目评审\nDTSTART:20260112T020000Z").decode().encode("gb18030")
    found, _ = read_calendar(raw, ZONE, WINDOW)
    assert [one.title for one in found] == ["北禾项目评审"]


@pytest.mark.parametrize("raw", [b"", b"<html>please log in</html>", b"\xff\xfe\x00", b"BEGIN:VCARD\r\nEND:VCARD\r\n"])
def test_garbage_is_refused(raw: bytes) -> None:
    with pytest.raises(BadRow) as bad:
        read_calendar(raw, ZONE, WINDOW)
    assert "日历" in bad.value.say["zh"]


@pytest.mark.parametrize(
    "broken", ["UID:bad\nDTSTART:yesterday", "UID:bad\nSUMMARY:no start", f"{ONE}\nRRULE:FREQ=OFTEN"]
)
def test_one_broken_meeting_is_named_and_the_others_are_read(broken: str) -> None:
    good = ONE.replace("u1", "good")
    found, rejected = read_calendar(calendar(broken.replace("u1", "bad"), good), ZONE, WINDOW)
    assert [one.uid for one in found] == ["good"]
    assert [one.where for one in rejected] == ["bad"]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_calendar_or_refused(data: bytes) -> None:
    for raw in (data, calendar(ONE).replace(b"SUMMARY:", b"SUMMARY:" + data)):
        try:
            read_calendar(raw, ZONE, WINDOW)
        except BadRow as bad:
            assert bad.say["en"]  # noqa: PT017
