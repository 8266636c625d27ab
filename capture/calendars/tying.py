"""Which customers a meeting is with: by who is invited, else by what it is called, else by what is written about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from capture.base import Context
from capture.calendars.model import Occurrence
from capture.whose import customer_of
from knowledge.graph.parties import Party, parties
from knowledge.graph.touchpoints import TouchKind, Touchpoint
from knowledge.people.view import persons_called


@dataclass(frozen=True, slots=True)
class Tied:
    """A meeting with one customer: who of them, and who of the team."""

    customer_id: str
    contact_id: str = ""
    person_id: str = ""


def tied(one: Occurrence, known: Mapping[str, Party], owner: str, context: Context) -> list[Tied]:
    """The customers of a meeting; none where nobody known is in it. `owner` is whose calendar it stands in."""
    invited = [known[address] for address in one.addresses if address in known]
    person = next((party.person_id for party in invited if party.person_id), owner)
    customers = dict.fromkeys(party.customer_id for party in invited if party.customer_id)
    if customers:
        return [Tied(each, _contact(invited, each), person) for each in customers]
    for text in (one.title, one.description.partition("\n")[0]):
        found = customer_of(text, context) if text.strip() else None
        if found is not None and found.sure:
            return [Tied(found.customer_id, "", person)]
    return []


def _contact(invited: Sequence[Party], customer_id: str) -> str:
    return next((one.contact_id for one in invited if one.customer_id == customer_id and one.contact_id), "")


def owner_of(context: Context, person: str) -> str:
    """The id of whose calendar it is; "" where nobody is named, or nobody known."""
    found = persons_called(context.reader, person) if person else []
    return found[0].person_id if len(found) == 1 else ""


def documents_of(
    found: Sequence[Occurrence], domains: Sequence[str], owner: str, context: Context
) -> Iterator[dict[str, Any]]:
    """The meetings with customers, as plain JSON. What is private, or with nobody known, is left out."""
    known = parties(context.reader, (address for one in found for address in one.addresses), domains)
    for one in found:
        for each in () if one.private else tied(one, known, owner, context):
            yield {
                "uid": one.uid,
                "recurrence": one.recurrence,
                "starts_at": one.starts_at.isoformat(),
                "ends_at": one.ends_at.isoformat(),
                "whole_day": one.whole_day,
                "title": one.title,
                "place": one.place,
                "cancelled": one.cancelled,
                "sequence": one.sequence,
                "customer_id": each.customer_id,
                "contact_id": each.contact_id,
                "person_id": each.person_id,
            }


def touchpoint_of(document: Mapping[str, Any], feed: str, at: str) -> Touchpoint:
    """A row's meeting as a touchpoint; the same for what the meeting's key is. Raises KeyError and ValueError."""
    return Touchpoint(
        key=key_of(document, feed),
        kind=TouchKind.MEETING,
        at=datetime.fromisoformat(document["starts_at"]),
        until=datetime.fromisoformat(document["ends_at"]),
        whole_day=bool(document["whole_day"]),
        customer_id=document["customer_id"],
        person_id=document["person_id"],
        contact_id=document["contact_id"],
        subject=document["title"],
        thread=f"calendar:{document['uid']}",
        place=document["place"],
        cancelled=bool(document["cancelled"]),
        version=int(document["sequence"]),
        source={"what": "calendar", "where": feed, "at": at},
    )


def key_of(document: Mapping[str, Any], feed: str) -> str:
    """What one meeting with one customer is known by."""
    return f"calendar:{feed}:{document['customer_id']}:{document['recurrence']}:{document['uid']}"
