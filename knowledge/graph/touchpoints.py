"""Touchpoints: a mail, a meeting, a call with a customer, when it was or is to be, and who of either side was in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, select

from knowledge.graph.tables import touchpoints
from knowledge.store.encoding import fitting
from knowledge.store.unit import Reader, Row, Unit, upsert

_COLUMNS = tuple(column.name for column in touchpoints.c if column.name not in ("id", "key"))
_KEEP = upsert(touchpoints, ["key"], _COLUMNS)
_BY_KEY = select(touchpoints).where(touchpoints.c.key == bindparam("of_key"))
_OF = touchpoints.c.customer_id == bindparam("of_customer")
_PAST = (
    select(touchpoints)
    .where(_OF, touchpoints.c.at <= bindparam("now"), touchpoints.c.cancelled == 0)
    .order_by(touchpoints.c.at.desc(), touchpoints.c.id.desc())
    .limit(bindparam("most"))
)
_AHEAD = (
    select(touchpoints)
    .where(
        _OF, touchpoints.c.at > bindparam("now"), touchpoints.c.cancelled == 0, touchpoints.c.kind == bindparam("kind")
    )
    .order_by(touchpoints.c.at, touchpoints.c.id)
    .limit(bindparam("most"))
)
_MEETINGS_AROUND = (
    select(touchpoints)
    .where(
        touchpoints.c.kind == bindparam("kind"),
        touchpoints.c.cancelled == 0,
        touchpoints.c.at >= bindparam("first"),
        touchpoints.c.at <= bindparam("last"),
    )
    .order_by(touchpoints.c.at, touchpoints.c.id)
)
_SERIES = select(touchpoints).where(touchpoints.c.thread == bindparam("of_thread")).order_by(touchpoints.c.at)
_OF_SOURCE = select(touchpoints.c.key).where(
    touchpoints.c.key.like(bindparam("beginning"), escape="\\"),
    touchpoints.c.cancelled == 0,
    touchpoints.c.at > bindparam("first"),
    touchpoints.c.at <= bindparam("last"),
)
_CALL_OFF = touchpoints.update().where(touchpoints.c.key == bindparam("of_key")).values(cancelled=1)

SPARE = 8
"""So many more are read than are told: one meeting may stand in several calendars."""


class TouchKind(StrEnum):
    """What a touchpoint was."""

    MAIL = "mail"
    MEETING = "meeting"


class Direction(StrEnum):
    """Who turned to whom."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One touch of a customer. `key` is its identity at its source, the customer included.

    `person_id` is who of the team, `contact_id` who of the customer, "" where nobody known. A whole day runs from the
    day's first moment in the team's zone. `thread` holds mails of one conversation, or meetings of one series together.
    Of two of one key the higher `version` counts, of equal ones the later said.
    """

    key: str
    kind: TouchKind
    at: datetime
    customer_id: str
    subject: str
    direction: Direction = Direction.BOTH
    person_id: str = ""
    contact_id: str = ""
    until: datetime | None = None
    whole_day: bool = False
    thread: str = ""
    place: str = ""
    cancelled: bool = False
    version: int = 0
    source: Mapping[str, object] = field(default_factory=dict)


def record_touchpoint(unit: Unit, one: Touchpoint) -> bool:
    """Keep a touchpoint, or what is said of it anew; whether that changed anything."""
    before = touchpoint(unit, one.key)
    if before is not None and (before.version > one.version or _same(before, one)):
        return False
    unit.run(_KEEP, **_row(one), recorded_at=unit.now)
    return True


def cancel_missing(unit: Unit, beginning: str, kept: Collection[str], first: datetime, last: datetime) -> int:
    """Call off what begins between two moments and is of a source (its keys' `beginning`) that no longer has it."""
    known = {fitting(one, 250) for one in kept}
    literal = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = unit.rows(_OF_SOURCE, beginning=f"{literal}%", first=first, last=last)
    missing = [{"of_key": row["key"]} for row in rows if row["key"] not in known]
    unit.run_many(_CALL_OFF, missing)
    return len(missing)


def touchpoint(reader: Reader, key: str) -> Touchpoint | None:
    """The touchpoint of this key."""
    row = reader.row(_BY_KEY, of_key=fitting(key, 250))
    return _touchpoint(row) if row else None


def past_touchpoints(reader: Reader, customer_id: str, now: datetime, most: int) -> list[Touchpoint]:
    """The latest that have begun by `now`, newest first; not those that were cancelled."""
    rows = reader.rows(_PAST, of_customer=customer_id, now=now, most=SPARE * most)
    return _distinct(rows)[:most]


def meetings_ahead(reader: Reader, customer_id: str, now: datetime, most: int) -> list[Touchpoint]:
    """The next meetings after `now`, soonest first; not those that were cancelled."""
    kind = TouchKind.MEETING.value
    rows = reader.rows(_AHEAD, of_customer=customer_id, now=now, kind=kind, most=SPARE * most)
    return _distinct(rows)[:most]


def meetings_around(reader: Reader, at: datetime, within: timedelta) -> list[Touchpoint]:
    """Meetings of any customer that begin within some time of a moment."""
    window = {"first": at - within, "last": at + within}
    return [_touchpoint(row) for row in reader.rows(_MEETINGS_AROUND, kind=TouchKind.MEETING.value, **window)]


def touchpoints_of_thread(reader: Reader, thread: str) -> Sequence[Touchpoint]:
    """All of one conversation or series, in the order of time."""
    return [_touchpoint(row) for row in reader.rows(_SERIES, of_thread=fitting(thread, 200))]


def _distinct(rows: Iterable[Row]) -> list[Touchpoint]:
    """Each once: a meeting stands in the calendar of everybody who is in it."""
    found: dict[tuple[str, datetime], Touchpoint] = {}
    for row in rows:
        one = _touchpoint(row)
        found.setdefault((one.thread or one.key, one.at), one)
    return list(found.values())


def _row(one: Touchpoint) -> dict[str, object]:
    return {
        "key": fitting(one.key, 250),
        "kind": one.kind.value,
        "at": one.at,
        "until": one.until,
        "whole_day": int(one.whole_day),
        "customer_id": one.customer_id,
        "person_id": one.person_id,
        "contact_id": one.contact_id,
        "subject": one.subject,
        "direction": one.direction.value,
        "thread": fitting(one.thread, 200),
        "place": one.place,
        "cancelled": int(one.cancelled),
        "version": one.version,
        "source": dict(one.source),
    }


def _touchpoint(row: Row) -> Touchpoint:
    values = {name: row[name] for name in Touchpoint.__slots__}
    values |= {"kind": TouchKind(row["kind"]), "direction": Direction(row["direction"])}
    return Touchpoint(**{**values, "whole_day": bool(row["whole_day"]), "cancelled": bool(row["cancelled"])})


def _same(before: Touchpoint, one: Touchpoint) -> bool:
    """Whether nothing new is said, wherever it is said; a customer that was merged meanwhile stays the merged one."""
    ours, theirs = _row(before), _row(one)
    return all(ours[name] == theirs[name] for name in ours if name not in ("source", "customer_id", "version"))
