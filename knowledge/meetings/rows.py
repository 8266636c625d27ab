"""Rows of the tables as the values they hold."""

from collections.abc import Mapping
from typing import Any

from knowledge.meetings.model import (
    Check,
    Consent,
    Finding,
    Item,
    ItemKind,
    ItemState,
    Line,
    Meeting,
    MeetingState,
)
from knowledge.store.unit import Row

_CONSENT = ("consent_how", "consent_by", "consent_at")


def meeting_of(row: Row) -> Meeting:
    """A meeting."""
    plain = {name: row[name] for name in Meeting.__slots__ if name not in ("consent", "state", "candidates")}
    how, given_by, given_at = (row[name] for name in _CONSENT)
    consent = Consent(how, given_by, given_at) if given_at else None
    return Meeting(**plain, consent=consent, state=MeetingState(row["state"]), candidates=tuple(row["candidates"]))


def row_of_meeting(meeting: Meeting) -> dict[str, Any]:
    """A meeting's columns but recorded_at and source."""
    row = {name: getattr(meeting, name) for name in Meeting.__slots__ if name not in ("consent", "state")}
    row["candidates"] = list(meeting.candidates)
    given = meeting.consent
    row |= {"consent_how": given.how, "consent_by": given.given_by} if given else {"consent_how": "", "consent_by": ""}
    return row | {"consent_at": given.given_at if given else None, "state": meeting.state.value}


def line_of(row: Row) -> Line:
    """A line of a transcript."""
    return Line(row["starts"], row["ends"], row["speaker"], row["side"], row["text"])


def item_of(row: Row) -> Item:
    """An item of minutes."""
    plain = {name: row[name] for name in Item.__slots__ if name not in ("kind", "state")}
    return Item(**plain, kind=ItemKind(row["kind"]), state=ItemState(row["state"]))


def row_of_item(item: Item) -> dict[str, Any]:
    """An item's columns but recorded_at."""
    row = {name: getattr(item, name) for name in Item.__slots__}
    return row | {"kind": item.kind.value, "state": item.state.value}


def check_of(row: Mapping[str, Any]) -> Check:
    """A check of a commitment."""
    plain = {name: row[name] for name in Check.__slots__ if name != "finding"}
    return Check(**plain, finding=Finding(row["finding"]))
