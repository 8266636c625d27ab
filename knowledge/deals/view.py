"""Reads about deals."""

from datetime import date, datetime, tzinfo

from sqlalchemy import bindparam, case, func, or_, select

from knowledge.deals.model import DELETED, Deal, Track
from knowledge.deals.tables import deals
from knowledge.store.recording import Claim
from knowledge.store.registered import claims_of
from knowledge.store.unit import Reader

_LAST = func.coalesce(deals.c.closed_at, deals.c.created_at)
_TRACKS = (
    select(
        deals.c.owner_id,
        func.sum(case((deals.c.outcome == "won", 1), else_=0)).label("won"),
        func.sum(case((deals.c.outcome == "lost", 1), else_=0)).label("lost"),
        func.sum(case((deals.c.outcome == "", 1), else_=0)).label("open"),
        func.min(deals.c.created_at).label("first"),
        func.max(_LAST).label("last"),
    )
    .where(deals.c.customer_id == bindparam("customer_id"), deals.c.owner_id != "", deals.c.outcome != DELETED)
    .group_by(deals.c.owner_id)
)
_OF_CUSTOMER = select(deals).where(deals.c.customer_id == bindparam("customer_id"))
_OPEN_OF_PERSON = select(deals).where(
    or_(deals.c.owner_id == bindparam("person_id"), deals.c.presales_id == bindparam("person_id")),
    deals.c.outcome == "",
)
_OPEN_WITH = select(deals).where(deals.c.product == bindparam("product"), deals.c.outcome == "")


def deals_of(reader: Reader, customer_id: str) -> list[Claim[Deal]]:
    """Every deal with a customer, won and lost ones too, the first to close first."""
    return sorted(claims_of(reader.rows(_OF_CUSTOMER, customer_id=customer_id), Deal), key=_closing)


def open_deals_of_person(reader: Reader, person_id: str) -> list[Claim[Deal]]:
    """The open deals that a person owns or supports as presales, the first to close first."""
    return sorted(claims_of(reader.rows(_OPEN_OF_PERSON, person_id=person_id), Deal), key=_closing)


def open_deals_with(reader: Reader, product: str) -> list[Claim[Deal]]:
    """The open deals for a product, the first to close first."""
    return sorted(claims_of(reader.rows(_OPEN_WITH, product=product), Deal), key=_closing)


def _closing(one: Claim[Deal]) -> tuple[date, str]:
    return one.value.expected_close or date.max, one.value.deal_id


def tracks(reader: Reader, customer_id: str, zone: tzinfo) -> list[Track]:
    """Who had deals with a customer: most deals first, then the most recent, then by name. Days are those of `zone`."""
    found = [
        Track(row["owner_id"], row["won"], row["lost"], row["open"], _day(row["first"], zone), _day(row["last"], zone))
        for row in reader.rows(_TRACKS, customer_id=customer_id)
    ]
    return sorted(found, key=lambda track: (-track.deals, -(track.last or date.min).toordinal(), track.person_id))


def _day(at: datetime | None, zone: tzinfo) -> date | None:
    return at.astimezone(zone).date() if at else None
