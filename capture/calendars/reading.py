"""iCalendar (RFC 5545) as meetings within a window of time: rules expanded, changes of single ones applied."""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import TYPE_CHECKING, Any

from capture.base import BadRow, Rejected
from capture.calendars.model import Occurrence
from capture.calendars.rules import UnfitRuleError, dates_of
from capture.mail.charsets import clean, decoded
from capture.mail.model import Mailbox

if TYPE_CHECKING:
    from icalendar import Event

MOST_EVENTS = 20_000
LONGEST = 2_000
"""Characters of a description that are kept."""

_TROUBLES = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Window:
    """The time that meetings are taken from."""

    first: datetime
    last: datetime

    def holds(self, one: Occurrence) -> bool:
        """Whether a meeting touches it."""
        return one.starts_at <= self.last and one.ends_at >= self.first


def read_calendar(raw: bytes, zone: tzinfo, window: Window) -> tuple[list[Occurrence], list[Rejected]]:
    """The meetings of a calendar in a window, and what of it cannot be read. Raises BadRow for what is no calendar.

    Times without a zone are in `zone`.
    """
    events, method = _events(raw)
    found: list[Occurrence] = []
    rejected: list[Rejected] = []
    for uid, some in _by_uid(events).items():
        try:
            found += [one for one in _series(some, zone, window, cancelled=method == "CANCEL") if window.holds(one)]
        except _TROUBLES as error:
            rejected.append(_unreadable(uid, error))
    found.sort(key=lambda one: (one.starts_at, one.uid, one.recurrence))
    return found, rejected


def _events(raw: bytes) -> tuple[list["Event"], str]:
    from icalendar import Calendar  # 60 ms to import: only where there is a calendar

    text = decoded(raw, "utf-8")
    begun, ended = (text.upper().count(f"{word}:VCALENDAR") for word in ("BEGIN", "END"))
    if not begun:
        raise BadRow("This is no calendar: it has no BEGIN:VCALENDAR.", "这不是日历：没有 BEGIN:VCALENDAR。")
    if ended < begun:
        raise BadRow("The calendar breaks off in the middle.", "日历不完整，中间断了。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd name of a zone is no news to the log
            calendars: list[Any] = Calendar.from_ical(text, multiple=True)
        method = next((str(one["METHOD"]).upper() for one in calendars if "METHOD" in one), "")
        events = list(islice((event for one in calendars for event in one.walk("VEVENT")), MOST_EVENTS + 1))
    except _TROUBLES as error:
        raise BadRow(
            f"The calendar is broken and cannot be read ({type(error).__name__}).",
            f"日历已损坏，读不了（{type(error).__name__}）。",
        ) from error
    if len(events) > MOST_EVENTS:
        raise BadRow(f"The calendar has more than {MOST_EVENTS} meetings.", f"日历里超过 {MOST_EVENTS} 个会议。")
    return events, method


def _by_uid(events: Iterable["Event"]) -> dict[str, list["Event"]]:
    found: dict[str, list[Event]] = {}
    for number, event in enumerate(events):
        found.setdefault(str(event.get("UID", "")) or f"no-uid-{number}", []).append(event)
    return found


def _series(events: Sequence["Event"], zone: tzinfo, window: Window, *, cancelled: bool) -> list[Occurrence]:
    """All meetings of one UID: what its rule gives, each replaced by what was said of it alone."""
    masters = [one for one in events if "RECURRENCE-ID" not in one]
    changes = sorted((one for one in events if "RECURRENCE-ID" in one), key=_sequence)
    found: dict[str, Occurrence] = {}
    if masters:
        master = max(masters, key=_sequence)
        base = _occurrence(master, zone)
        for start in _starts(master, base, zone, window):
            recurrence = start.isoformat() if _is_series(master) else ""
            length = base.ends_at - base.starts_at
            found[recurrence] = replace(base, recurrence=recurrence, starts_at=start, ends_at=start + length)
    for change in changes:
        recurrence = _instant(change.decoded("RECURRENCE-ID"), zone).isoformat()
        found[recurrence] = replace(_occurrence(change, zone), recurrence=recurrence)
    return [replace(one, cancelled=True) if cancelled else one for one in found.values()]


def _is_series(event: "Event") -> bool:
    return "RRULE" in event or "RDATE" in event


def _starts(event: "Event", base: Occurrence, zone: tzinfo, window: Window) -> list[datetime]:
    """When the meetings of a series begin, as far as they touch the window."""
    if not _is_series(event):
        return [base.starts_at]
    left_out = {_instant(one, zone) for one in _dates(event, "EXDATE")}
    begin = window.first - (base.ends_at - base.starts_at)
    ruled = _ruled(event, zone, Window(begin, window.last))
    given = {base.starts_at, *(_instant(one, zone) for one in _dates(event, "RDATE")), *ruled}
    return sorted(one for one in given - left_out if begin <= one <= window.last)


def _ruled(event: "Event", zone: tzinfo, window: Window) -> Iterator[datetime]:
    """What the rules give. They are followed on local time, so that a meeting at ten stays at ten over summer time."""
    rules = event.get("RRULE", [])
    start = event.decoded("DTSTART")
    local = start if isinstance(start, datetime) else datetime.combine(start, time())
    own = local.tzinfo or zone
    first, last = (one.astimezone(own).replace(tzinfo=None) for one in (window.first, window.last))
    for rule in rules if isinstance(rules, list) else [rules]:
        dates = dates_of(rule.to_ical().decode(), local.replace(tzinfo=None), own, first - _SPARE, last)
        yield from (one.replace(tzinfo=own).astimezone(UTC) for one in dates)


_SPARE = timedelta(days=1)
"""Local times differ by some hours from one season to the other; what is outside of the window is left out later."""


def _occurrence(event: "Event", zone: tzinfo) -> Occurrence:
    start = event.decoded("DTSTART")
    starts_at = _instant(start, zone)
    return Occurrence(
        uid=clean(str(event.get("UID", "")))[:400],
        recurrence="",
        starts_at=starts_at,
        ends_at=max(starts_at, _end(event, start, starts_at, zone)),
        title=clean(str(event.get("SUMMARY", ""))).strip()[:500],
        description=clean(str(event.get("DESCRIPTION", ""))).strip()[:LONGEST],
        place=clean(str(event.get("LOCATION", ""))).strip()[:500],
        organiser=next(iter(_people(event, "ORGANIZER")), None),
        attendees=tuple(_people(event, "ATTENDEE")),
        whole_day=not isinstance(start, datetime),
        cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        sequence=_sequence(event),
        private=str(event.get("CLASS", "")).upper() in ("PRIVATE", "CONFIDENTIAL"),
    )


def _end(event: "Event", start: date, starts_at: datetime, zone: tzinfo) -> datetime:
    if "DTEND" in event:
        return _instant(event.decoded("DTEND"), zone)
    if "DURATION" in event:
        length = event.decoded("DURATION")
        return starts_at + length if isinstance(length, timedelta) else starts_at
    return starts_at if isinstance(start, datetime) else starts_at + timedelta(days=1)


def _instant(value: object, zone: tzinfo) -> datetime:
    """In UTC. A day begins with its first moment in `zone`. Raises TypeError for what is no time."""
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
    if isinstance(value, date):
        return datetime.combine(value, time(), tzinfo=zone).astimezone(UTC)
    raise TypeError(f"not a time: {value!r}")


def _dates(event: "Event", name: str) -> Iterator[object]:
    given = event.get(name, [])
    for one in given if isinstance(given, list) else [given]:
        yield from (date.dt for date in one.dts)


def _people(event: "Event", name: str) -> Iterator[Mailbox]:
    given = event.get(name, [])
    for one in given if isinstance(given, list) else [given]:
        address = str(one).strip()
        address = address[7:] if address.lower().startswith("mailto:") else address
        if "@" in address:
            yield Mailbox(clean(address).lower(), clean(str(getattr(one, "params", {}).get("CN", "")))[:200])


def _sequence(event: "Event") -> int:
    try:
        return max(0, min(int(event.get("SEQUENCE", 0)), 2**31 - 1))
    except (TypeError, ValueError):
        return 0


def _unreadable(uid: str, error: Exception) -> Rejected:
    if isinstance(error, UnfitRuleError):
        return Rejected(
            uid[:200], {"zh": f"日历里有一个会议没有收：{error.zh}。", "en": f"A meeting was not taken: {error.en}."}
        )
    kind = type(error).__name__
    return Rejected(
        uid[:200],
        {"zh": f"日历里有一个会议读不了（{kind}）。", "en": f"A meeting of the calendar cannot be read ({kind})."},
    )
