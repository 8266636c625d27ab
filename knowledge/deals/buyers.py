"""Reads about the people who decide on a customer's side."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from knowledge.graph.model import Contact
from knowledge.graph.tables import contacts
from knowledge.store.lists import padded, pieces
from knowledge.store.recording import Claim
from knowledge.store.registered import claims_of
from knowledge.store.unit import Reader

_OF_CUSTOMER = select(contacts).where(contacts.c.customer_id == bindparam("customer_id"))
_OF_CUSTOMERS = select(contacts).where(contacts.c.customer_id.in_(bindparam("ids", expanding=True)))
_WITH_IDS = select(contacts).where(contacts.c.contact_id.in_(bindparam("ids", expanding=True)))


def contacts_of(reader: Reader, customer_id: str) -> list[Claim[Contact]]:
    """Everybody known at a customer, by id."""
    found = claims_of(reader.rows(_OF_CUSTOMER, customer_id=customer_id), Contact)
    return sorted(found, key=lambda one: one.value.contact_id)


def contacts_at(reader: Reader, customer_ids: Sequence[str]) -> list[Claim[Contact]]:
    """Everybody known at any of these customers, by id."""
    rows = [row for piece in pieces(customer_ids) for row in reader.rows(_OF_CUSTOMERS, ids=padded(piece))]
    return sorted(claims_of(rows, Contact), key=lambda one: one.value.contact_id)


def contacts_with(reader: Reader, ids: Sequence[str]) -> list[Claim[Contact]]:
    """Those of `ids` that exist, in the order given."""
    known = {one.value.contact_id: one for one in claims_of(reader.rows(_WITH_IDS, ids=list(ids)), Contact)}
    return [known[one] for one in dict.fromkeys(ids) if one in known]
