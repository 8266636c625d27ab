"""Leads that go to somebody else in a hand-over."""

from sqlalchemy import bindparam, select

from knowledge.graph.amendments import Moved
from knowledge.leads.tables import leads
from knowledge.store.unit import Reader

_OPEN = (
    select(leads.c.lead_id, leads.c.customer_name)
    .where(leads.c.owner_id == bindparam("person_id"), leads.c.converted_at.is_(None))
    .order_by(leads.c.lead_id)
)


def open_leads(reader: Reader, person_id: str) -> dict[str, str]:
    """The leads somebody works on that were not converted yet: company names by id."""
    return {row["lead_id"]: row["customer_name"] for row in reader.rows(_OPEN, person_id=person_id)}


def leads_handed(reader: Reader, of: str, to: str) -> list[Moved]:
    """The open leads of one person, going to another."""
    found = tuple(open_leads(reader, of))
    return [Moved("leads", "owner_id", of, to, found)] if found else []
