"""Reads about the people who decide on a customer's side."""

from sqlalchemy import bindparam, select

from knowledge.graph.model import Contact
from knowledge.graph.tables import contacts
from knowledge.store.recording import Claim
from knowledge.store.registered import claims_of
from knowledge.store.unit import Reader

_OF_CUSTOMER = select(contacts).where(contacts.c.customer_id == bindparam("customer_id"))


def contacts_of(reader: Reader, customer_id: str) -> list[Claim[Contact]]:
    """Everybody known at a customer, by id."""
    found = claims_of(reader.rows(_OF_CUSTOMER, customer_id=customer_id), Contact)
    return sorted(found, key=lambda one: one.value.contact_id)
