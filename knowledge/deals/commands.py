"""The writer of deals. Who works in them is kept for access in the same go."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import bindparam, select

from knowledge.access.collaborations import Part, keep_parts
from knowledge.deals.events import DealsClosed
from knowledge.deals.model import Deal
from knowledge.deals.tables import deals
from knowledge.graph.names.topics import OFFERS
from knowledge.people.model import Role
from knowledge.store.recording import Claim, Recorded, Register, Version, counted, fields_of
from knowledge.store.unit import Reader, Unit

_DEALS = Register(deals, "deal")
_FIELDS = tuple(Deal.__slots__)
_PARTS = (("owner_id", Role.REP), ("presales_id", Role.PRESALES))
_TELLING = frozenset({"customer_id", "owner_id", "presales_id", "outcome", "closed_at"})
_EASTERNMOST = timedelta(hours=14)
"""A day that is over in UTC+14 is over, or about to be, wherever the team is."""

_WITHOUT = select(deals.c.deal_id).where(
    deals.c.deal_id.in_(bindparam("ids", expanding=True)), deals.c.customer_id == ""
)


def record_deals(unit: Unit, claims: Sequence[Claim[Deal]], given: Collection[str] | None = None) -> Recorded:
    """Store deals as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    rows = [{**fields_of(claim.value, _FIELDS), "source": dict(claim.source)} for claim in claims]
    versions = _DEALS.record(unit, rows, given)
    if any(one.row["product"] and (one.created or "product" in one.differs) for one in versions):
        unit.touch(OFFERS)
    keep_parts(unit, list(_parts(unit, versions)))
    closed = {str(one.row["deal_id"]) for one in versions if "outcome" in one.differs and one.row["outcome"]}
    if closed:
        unit.emit(DealsClosed(tuple(sorted(closed))))
    return counted(versions)


def part_id(deal_id: str, role: Role) -> str:
    """What access calls somebody's part in a deal."""
    return f"deal/{deal_id}/{role}"


def _parts(unit: Unit, versions: Sequence[Version]) -> Iterator[Part]:
    """Who works in the deals that are new or changed in that, by what is stored now; nobody, where somebody did."""
    latest = {str(one.row["deal_id"]): one for one in versions if one.created or _TELLING.intersection(one.differs)}
    for deal_id, one in latest.items():
        row = one.row
        for column, role in _PARTS:
            if row[column] or not one.created:
                until = _closed_on(unit, one)
                yield Part(part_id(deal_id, role), str(row["customer_id"]), str(row[column]), role, until)


def _closed_on(unit: Unit, one: Version) -> date | None:
    """The last day of a deal's work, wherever that day ended last; None while it is open."""
    if not one.row["outcome"]:
        return None
    return ((one.row["closed_at"] or unit.now) + _EASTERNMOST).date()


def unknown_deals(unit: Unit, ids: Collection[str]) -> set[str]:
    """Those of `ids` that no deal has."""
    return _DEALS.unknown(unit, ids)


def deals_without_customer(reader: Reader, ids: Sequence[str]) -> list[str]:
    """Those of `ids` that are recorded without a customer, in the order given."""
    found = {row["deal_id"] for row in reader.rows(_WITHOUT, ids=list(ids))}
    return [deal_id for deal_id in ids if deal_id in found]
