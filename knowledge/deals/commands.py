"""The writer of deals."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select

from knowledge.deals.model import Deal
from knowledge.deals.tables import deals
from knowledge.store.recording import Claim, Recorded, Register, counted, fields_of
from knowledge.store.unit import Reader, Unit

_DEALS = Register(deals, "deal")
_FIELDS = tuple(Deal.__slots__)
_WITHOUT = select(deals.c.deal_id).where(
    deals.c.deal_id.in_(bindparam("ids", expanding=True)), deals.c.customer_id == ""
)


def record_deals(unit: Unit, claims: Sequence[Claim[Deal]], given: Collection[str] | None = None) -> Recorded:
    """Store deals as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    rows = [{**fields_of(claim.value, _FIELDS), "source": dict(claim.source)} for claim in claims]
    return counted(_DEALS.record(unit, rows, given))


def unknown_deals(unit: Unit, ids: Collection[str]) -> set[str]:
    """Those of `ids` that no deal has."""
    return _DEALS.unknown(unit, ids)


def deals_without_customer(reader: Reader, ids: Sequence[str]) -> list[str]:
    """Those of `ids` that are recorded without a customer, in the order given."""
    found = {row["deal_id"] for row in reader.rows(_WITHOUT, ids=list(ids))}
    return [deal_id for deal_id in ids if deal_id in found]
