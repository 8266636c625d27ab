"""Reads about tracked links and who opened them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from knowledge.proposals.opens.model import Mute, Sitting, Taken, TrackedLink
from knowledge.proposals.opens.tables import muted_opens, our_visitors, sittings, tracked_links, uncounted_calls
from knowledge.store.unit import Reader, Row

_BY_TOKEN = select(tracked_links).where(tracked_links.c.token == bindparam("called"))
_BY_ID = select(tracked_links).where(tracked_links.c.id == bindparam("link_id"))
_BEFORE = (
    select(func.count())
    .select_from(sittings)
    .where(
        sittings.c.link_id == bindparam("of_link"),
        sittings.c.visitor == bindparam("of_visitor"),
        sittings.c.id < bindparam("sitting_id"),
    )
)
_SITTING = select(sittings).where(sittings.c.id == bindparam("sitting_id"))
_OF_LINK = select(sittings).where(sittings.c.link_id == bindparam("of_link")).order_by(sittings.c.id)
_OURS = select(our_visitors.c.said_by).where(our_visitors.c.visitor == bindparam("of_visitor"))
_UNCOUNTED = (
    select(uncounted_calls)
    .where(uncounted_calls.c.link_id == bindparam("of_link"))
    .order_by(uncounted_calls.c.calls.desc(), uncounted_calls.c.reason)
)
_LAST = (
    select(func.max(sittings.c.id))
    .join(tracked_links, tracked_links.c.id == sittings.c.link_id)
    .where(tracked_links.c.taken_by == bindparam("of_person"))
)
_OF_CUSTOMER = select(tracked_links.c.id, tracked_links.c.document_id).where(
    tracked_links.c.customer_id == bindparam("customer_id")
)
_MUTED = select(muted_opens).where(muted_opens.c.person_id == bindparam("of_person"))


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Calls of a link that were no opens, by the reason; `who` is the program that called last, where it has a name."""

    reason: str
    calls: int
    who: str
    last_at: datetime


def link_called(reader: Reader, token: str) -> TrackedLink | None:
    """The link with this token, also where it has expired."""
    return _link(reader.row(_BY_TOKEN, called=token))


def tracked_link(reader: Reader, link_id: int) -> TrackedLink | None:
    """The link with this number."""
    return _link(reader.row(_BY_ID, link_id=link_id))


def sitting(reader: Reader, sitting_id: int) -> Sitting | None:
    """The sitting with this number."""
    row = reader.row(_SITTING, sitting_id=sitting_id)
    if row is None:
        return None
    before = reader.value(_BEFORE, of_link=row["link_id"], of_visitor=row["visitor"], sitting_id=sitting_id)
    return as_sitting(row, int(before or 0))


def sittings_of(reader: Reader, link_id: int) -> list[Sitting]:
    """Every sitting of a link, the first one first; how many came before is not counted."""
    return [as_sitting(row) for row in reader.rows(_OF_LINK, of_link=link_id)]


def uncounted_of(reader: Reader, link_id: int) -> list[Uncounted]:
    """What called a link without being a person who opens it, the most frequent first."""
    rows = reader.rows(_UNCOUNTED, of_link=link_id)
    return [Uncounted(row["reason"], row["calls"], row["who"], row["last_at"]) for row in rows]


def is_ours(reader: Reader, visitor: str) -> bool:
    """Whether somebody said that this browser is one of the team's."""
    return reader.value(_OURS, of_visitor=visitor) is not None


def mutes_of(reader: Reader, person_id: str) -> list[Mute]:
    """What a person does not want to hear of."""
    rows = reader.rows(_MUTED, of_person=person_id)
    return [Mute(row["person_id"], row["customer_id"], row["document"]) for row in rows]


def muted_by(reader: Reader, person_id: str, link: TrackedLink) -> Mute | None:
    """What keeps a person from hearing of a link, if anything does; the document before the customer."""
    found: Sequence[Mute] = mutes_of(reader, person_id)
    about = [one for one in found if one.document == link.subject]
    return next(iter([*about, *(one for one in found if one.customer_id == link.taken.customer_id)]), None)


def as_sitting(row: Row, returning: int = 0) -> Sitting:
    """A row as the value it stands for."""
    return Sitting(
        sitting_id=row["id"],
        link_id=row["link_id"],
        visitor=row["visitor"],
        first_at=row["first_at"],
        last_at=row["last_at"],
        opens=row["opens"],
        device=row["device"],
        ours=bool(row["ours"]),
        version=row["version"],
        returning=returning,
    )


def _link(row: Row | None) -> TrackedLink | None:
    if row is None:
        return None
    taken = Taken(**{name: row[name] for name in Taken.__slots__})
    return TrackedLink(row["id"], taken, row["taken_at"], row["expires_at"])


def last_told_to(reader: Reader, person_id: str) -> int:
    """The newest sitting with a link that a person took; 0 where there is none."""
    return int(reader.value(_LAST, of_person=person_id) or 0)


def mutes_about(reader: Reader, person_id: str, customer_id: str) -> list[Mute]:
    """What a person muted of a customer: all of it, or single documents that links to it lead to."""
    subjects = {row["document_id"] or f"link:{row['id']}" for row in reader.rows(_OF_CUSTOMER, customer_id=customer_id)}
    return [one for one in mutes_of(reader, person_id) if one.customer_id == customer_id or one.document in subjects]
