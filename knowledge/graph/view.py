"""Reads about customers and who is responsible for them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import and_, bindparam, or_, select

from knowledge.graph.model import Contact, Customer, Fact, Ownership, Provenance
from knowledge.graph.tables import contacts, customers, facts
from knowledge.people.model import Role
from knowledge.store.unit import Reader, Row

_CUSTOMER = select(customers).where(customers.c.customer_id == bindparam("customer_id"))
_SOME = select(customers).where(customers.c.customer_id.in_(bindparam("ids", expanding=True)))
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
_AT = (
    facts.c.recorded_at <= bindparam("at"),
    or_(facts.c.withdrawn_at.is_(None), facts.c.withdrawn_at > bindparam("at")),
)
_OWNERS_THEN = (
    select(facts)
    .where(
        facts.c.subject_kind == "customer",
        facts.c.subject_id == bindparam("customer_id"),
        facts.c.kind.like("owner:%"),
        *_AT,
    )
    .order_by(facts.c.valid_from, facts.c.id)
)
_ABOUT = (
    select(facts)
    .where(
        or_(
            and_(facts.c.subject_kind == bindparam("of_kind"), facts.c.subject_id == bindparam("of_id")),
            and_(facts.c.object_kind == bindparam("of_kind"), facts.c.object_id == bindparam("of_id")),
        ),
        *_AT,
    )
    .order_by(facts.c.valid_from, facts.c.id)
)
_FACTS = select(facts).where(facts.c.id.in_(bindparam("ids", expanding=True)))
_CONTACTS = select(contacts).where(contacts.c.contact_id.in_(bindparam("ids", expanding=True)))
_CALLED = select(contacts).where(contacts.c.name == bindparam("name")).order_by(contacts.c.contact_id)
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


def ownerships(reader: Reader, customer_id: str, believed_at: datetime | None = None) -> list[Ownership]:
    """Everybody who is, was or will be responsible for a customer, in the order of time.

    With `believed_at`: who we thought at that moment.
    """
    if believed_at is None:
        return [_ownership(row) for row in reader.rows(_OWNERS, customer_id=customer_id)]
    return [_ownership(row) for row in reader.rows(_OWNERS_THEN, customer_id=customer_id, at=believed_at)]


def facts_about(reader: Reader, kind: str, entity_id: str, believed_at: datetime) -> list[Fact]:
    """Every fact that has this at one of its ends, as we believed it at a moment; ask `holds_on` for a day."""
    return [_fact(row) for row in reader.rows(_ABOUT, of_kind=kind, of_id=entity_id, at=believed_at)]


def some_facts(reader: Reader, ids: Sequence[int]) -> dict[int, Fact]:
    """Facts by id, also those that are not believed any more."""
    return {row["id"]: _fact(row) for row in reader.rows(_FACTS, ids=list(ids))}


def fact_objects(reader: Reader, ids: Sequence[int]) -> list[str]:
    """What facts are about at their far end: the ids of their objects."""
    return [row["object_id"] for row in reader.rows(_FACTS, ids=list(ids))]


def some_contacts(reader: Reader, ids: Sequence[str]) -> dict[str, Contact]:
    """Those of `ids` that exist, by id."""
    return {row["contact_id"]: _contact(row) for row in reader.rows(_CONTACTS, ids=list(ids))}


def register_sources(reader: Reader, ends: Sequence[tuple[str, str]], now: datetime) -> Provenance:
    """Where the register's row of the first contact, else the first customer, among some things is from."""
    for kind, statement in (("contact", _CONTACTS), ("customer", _SOME)):
        ids = [name for of_kind, name in ends if of_kind == kind]
        row = reader.row(statement, ids=ids[:1]) if ids else None
        if row is not None:
            return as_provenance(row["source"])
    return Provenance("import", "", now)


def contacts_called(reader: Reader, name: str) -> list[Contact]:
    """Contacts of exactly this name."""
    return [_contact(row) for row in reader.rows(_CALLED, name=name)]


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
        withdrawn_at=row["withdrawn_at"],
        confidence=row["confidence"],
        fact_id=row["id"],
    )


def _fact(row: Row) -> Fact:
    return Fact(
        fact_id=row["id"],
        subject=(row["subject_kind"], row["subject_id"]),
        kind=row["kind"],
        object=(row["object_kind"], row["object_id"]),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        source=as_provenance(row["source"]),
        recorded_at=row["recorded_at"],
        withdrawn_at=row["withdrawn_at"],
        withdrawn_why=row["withdrawn_why"] or "",
        confidence=row["confidence"],
    )


def _contact(row: Row) -> Contact:
    return Contact(**{name: row[name] for name in Contact.__slots__})


def as_provenance(document: Mapping[str, object]) -> Provenance:
    """A stored source document as a value."""
    offset = document.get("offset")
    return Provenance(
        what=str(document["what"]),
        where=str(document["where"]),
        at=datetime.fromisoformat(str(document["at"])),
        said=str(document.get("said", "")),
        by=str(document.get("by", "")),
        offset=float(str(offset)) if offset is not None else None,
    )
