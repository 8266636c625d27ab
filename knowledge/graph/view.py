"""Reads about customers and who is responsible for them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select

from knowledge.graph.model import Customer, Ownership, Provenance
from knowledge.graph.tables import customers, facts
from knowledge.people.model import Role
from knowledge.store.unit import Reader, Row

_CUSTOMER = select(customers).where(customers.c.customer_id == bindparam("customer_id"))
_SOME = select(customers).where(customers.c.customer_id.in_(bindparam("ids", expanding=True)))
_ALL = select(customers).order_by(customers.c.customer_id)
_BELIEVED = facts.c.withdrawn_at.is_(None)
_OWNERS = (
    select(facts)
    .where(
        facts.c.subject_kind == "customer",
        facts.c.subject_id == bindparam("customer_id"),
        facts.c.kind.like("owner:%"),
        _BELIEVED,
    )
    .order_by(facts.c.valid_from, facts.c.id)
)
_OWNED = (
    select(facts)
    .where(
        facts.c.object_kind == "person",
        facts.c.object_id == bindparam("person_id"),
        facts.c.kind.like("owner:%"),
        _BELIEVED,
        or_(facts.c.valid_from.is_(None), facts.c.valid_from <= bindparam("day")),
        or_(facts.c.valid_to.is_(None), facts.c.valid_to >= bindparam("day")),
    )
    .order_by(facts.c.subject_id)
)


def customer(reader: Reader, customer_id: str) -> Customer | None:
    """The customer with this id."""
    return _customer(reader.row(_CUSTOMER, customer_id=customer_id))


def some_customers(reader: Reader, ids: Sequence[str]) -> dict[str, Customer]:
    """Those of `ids` that exist, by id."""
    found = (_customer(row) for row in reader.rows(_SOME, ids=list(ids)))
    return {known.customer_id: known for known in found if known}


def all_customers(reader: Reader) -> list[Customer]:
    """Every customer."""
    return [known for row in reader.rows(_ALL) if (known := _customer(row))]


def ownerships(reader: Reader, customer_id: str) -> list[Ownership]:
    """Everybody who is, was or will be responsible for a customer, in the order of time."""
    return [_ownership(row) for row in reader.rows(_OWNERS, customer_id=customer_id)]


def owned_by(reader: Reader, person_id: str, day: date) -> list[Ownership]:
    """What a person is responsible for on `day`, in any role."""
    return [_ownership(row) for row in reader.rows(_OWNED, person_id=person_id, day=day)]


def _customer(row: Row | None) -> Customer | None:
    if row is None:
        return None
    values = {name: row[name] for name in Customer.__slots__}
    return Customer(**{**values, "aliases": tuple(row["aliases"])})


def _ownership(row: Row) -> Ownership:
    return Ownership(
        customer_id=row["subject_id"],
        person_id=row["object_id"],
        role=Role(row["kind"].partition(":")[2]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        source=as_provenance(row["source"]),
        recorded_at=row["recorded_at"],
    )


def as_provenance(document: Mapping[str, str]) -> Provenance:
    """A stored source document as a value."""
    at = datetime.fromisoformat(document["at"])
    return Provenance(document["what"], document["where"], at, document.get("said", ""))
