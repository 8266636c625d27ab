"""Reads about meetings: transcripts, minutes, and what was promised and is still open."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from knowledge.meetings.model import Check, Item, ItemKind, ItemState, Line, Meeting
from knowledge.meetings.rows import check_of, item_of, line_of, meeting_of
from knowledge.meetings.tables import commitment_checks, meeting_lines, meetings, minutes_items
from knowledge.store.lists import padded
from knowledge.store.unit import Reader

_MEETING = select(meetings).where(meetings.c.meeting_id == bindparam("meeting_id"))
_OF_DEAL = select(meetings).where(meetings.c.deal_id == bindparam("deal_id")).order_by(meetings.c.held_at.desc())
_OF_CUSTOMER = (
    select(meetings).where(meetings.c.customer_id == bindparam("customer_id")).order_by(meetings.c.held_at.desc())
)
_LINES = (
    select(meeting_lines).where(meeting_lines.c.meeting_id == bindparam("meeting_id")).order_by(meeting_lines.c.line)
)
_LAST_IN = (
    select(meetings)
    .where(meetings.c.room_key == bindparam("room_key"), meetings.c.held_at <= bindparam("before"))
    .order_by(meetings.c.held_at.desc())
    .limit(1)
)
_ITEMS = (
    select(minutes_items)
    .where(minutes_items.c.meeting_id == bindparam("meeting_id"))
    .order_by(minutes_items.c.line, minutes_items.c.at, minutes_items.c.item_id)
)
_ITEM = select(minutes_items).where(minutes_items.c.item_id == bindparam("item_id"))
_OPEN = (
    select(minutes_items)
    .join(meetings, meetings.c.meeting_id == minutes_items.c.meeting_id)
    .where(minutes_items.c.kind == ItemKind.COMMITMENT.value, minutes_items.c.state == ItemState.OPEN.value)
    .order_by(meetings.c.held_at, minutes_items.c.line, minutes_items.c.at, minutes_items.c.item_id)
)
_EARLIER = _OPEN.where(meetings.c.held_at < bindparam("before"))
_OPEN_OF_DEAL = _EARLIER.where(meetings.c.deal_id == bindparam("deal_id"))
_OPEN_OF_CUSTOMER = _EARLIER.where(meetings.c.customer_id == bindparam("customer_id"))
_OPEN_OF_PERSON = _OPEN.where(minutes_items.c.person_id == bindparam("person_id"))
_CHECKS = (
    select(commitment_checks)
    .where(commitment_checks.c.meeting_id == bindparam("meeting_id"))
    .order_by(commitment_checks.c.item_id)
)
_CHECKS_OF = (
    select(commitment_checks)
    .join(meetings, meetings.c.meeting_id == commitment_checks.c.meeting_id)
    .where(commitment_checks.c.item_id.in_(bindparam("ids", expanding=True)))
    .order_by(meetings.c.held_at)
)


def meeting(reader: Reader, meeting_id: str) -> Meeting | None:
    """One meeting."""
    row = reader.row(_MEETING, meeting_id=meeting_id)
    return meeting_of(row) if row else None


def meetings_of_deal(reader: Reader, deal_id: str) -> list[Meeting]:
    """The meetings of a deal, newest first."""
    return [meeting_of(row) for row in reader.rows(_OF_DEAL, deal_id=deal_id)] if deal_id else []


def meetings_of_customer(reader: Reader, customer_id: str) -> list[Meeting]:
    """The meetings with a customer, newest first."""
    return [meeting_of(row) for row in reader.rows(_OF_CUSTOMER, customer_id=customer_id)] if customer_id else []


def last_meeting_in(reader: Reader, room_key: str, before: datetime) -> Meeting | None:
    """The meeting last minuted in a room; what was held after `before` does not count."""
    row = reader.row(_LAST_IN, room_key=room_key, before=before)
    return meeting_of(row) if row else None


def transcript(reader: Reader, meeting_id: str) -> list[Line]:
    """What was said, line by line."""
    return [line_of(row) for row in reader.rows(_LINES, meeting_id=meeting_id)]


def minutes(reader: Reader, meeting_id: str) -> list[Item]:
    """The items of a meeting in the order in which they were said; those that people dropped are left out."""
    return [item for item in all_items(reader, meeting_id) if item.state is not ItemState.DROPPED]


def all_items(reader: Reader, meeting_id: str) -> list[Item]:
    """The items of a meeting, dropped ones too."""
    return [item_of(row) for row in reader.rows(_ITEMS, meeting_id=meeting_id)]


def item(reader: Reader, item_id: str) -> Item | None:
    """One item of minutes."""
    row = reader.row(_ITEM, item_id=item_id)
    return item_of(row) if row else None


def open_before(reader: Reader, one: Meeting) -> list[Item]:
    """The commitments still open from earlier meetings of the same deal; without a deal, of the same customer."""
    if one.deal_id:
        return open_of_deal(reader, one.deal_id, one.held_at)
    return open_of_customer(reader, one.customer_id, one.held_at) if one.customer_id else []


def open_of_deal(reader: Reader, deal_id: str, before: datetime) -> list[Item]:
    """What was promised in meetings of a deal held before a time and is still open, oldest first."""
    return [item_of(row) for row in reader.rows(_OPEN_OF_DEAL, deal_id=deal_id, before=before)]


def open_of_customer(reader: Reader, customer_id: str, before: datetime) -> list[Item]:
    """What was promised in meetings with a customer held before a time and is still open, oldest first."""
    return [item_of(row) for row in reader.rows(_OPEN_OF_CUSTOMER, customer_id=customer_id, before=before)]


def open_of_person(reader: Reader, person_id: str) -> list[Item]:
    """What somebody of the team promised in meetings and has not kept yet, oldest first."""
    return [item_of(row) for row in reader.rows(_OPEN_OF_PERSON, person_id=person_id)] if person_id else []


def checks(reader: Reader, meeting_id: str) -> list[Check]:
    """What a meeting says of commitments of earlier ones."""
    return [check_of(row) for row in reader.rows(_CHECKS, meeting_id=meeting_id)]


def last_checks(reader: Reader, item_ids: Sequence[str]) -> dict[str, Check]:
    """The check by the latest meeting, by commitment; those never checked are left out."""
    rows = reader.rows(_CHECKS_OF, ids=padded(sorted(item_ids))) if item_ids else ()
    return {row["item_id"]: check_of(row) for row in rows}
