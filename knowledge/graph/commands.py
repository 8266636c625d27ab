"""The writers of customers, contacts, and what is known between them and the team."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.graph.edges import Edge, exchange
from knowledge.graph.facts import Facts, fact
from knowledge.graph.merged import merged_ends, standing
from knowledge.graph.model import Contact, Customer, Relation
from knowledge.graph.names.topics import CONTACTS
from knowledge.graph.tables import contacts, customers
from knowledge.people.commands import NAMES, unknown_people
from knowledge.people.model import Role
from knowledge.store.recording import Claim, Recorded, Refused, Register, Version, counted, fields_of
from knowledge.store.unit import Params, Unit

_CUSTOMERS = Register(customers, "customer")
_CONTACTS = Register(contacts, "contact")
_CUSTOMER_FIELDS = tuple(Customer.__slots__)
_CONTACT_FIELDS = tuple(Contact.__slots__)
_CALLED = frozenset({"name", "name_en", "aliases"})
_OWNERSHIP = Facts(identity=("subject_kind", "subject_id", "kind", "object_kind", "object_id", "valid_from"))
_RELATIONS = Facts(identity=("subject_kind", "subject_id", "kind", "object_kind", "object_id"))


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Somebody answers for a customer in a role. `valid_to` is the last day; `said` is who or what says so."""

    customer_id: str
    person_id: str
    role: Role
    valid_from: date | None = None
    valid_to: date | None = None
    said: str = ""


def unknown_customers(unit: Unit, ids: Collection[str]) -> set[str]:
    """Those of `ids` that no customer has."""
    return _CUSTOMERS.unknown(unit, ids)


def record_customers(unit: Unit, claims: Sequence[Claim[Customer]], given: Collection[str] | None = None) -> Recorded:
    """Store customers as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    rows = [
        {
            **fields_of(claim.value, _CUSTOMER_FIELDS),
            "aliases": list(claim.value.aliases),
            "source": dict(claim.source),
        }
        for claim in claims
    ]
    versions = _CUSTOMERS.record(unit, rows, given)
    _relink(unit, versions, _edges_of_customer)
    return _named(unit, versions)


def record_contacts(unit: Unit, claims: Sequence[Claim[Contact]], given: Collection[str] | None = None) -> Recorded:
    """Store contacts as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    merged = standing(unit, {claim.value.customer_id for claim in claims})
    rows = [
        {
            **fields_of(claim.value, _CONTACT_FIELDS),
            "customer_id": merged.get(claim.value.customer_id, claim.value.customer_id),
            "source": dict(claim.source),
        }
        for claim in claims
    ]
    versions = _CONTACTS.record(unit, rows, given)
    _relink(unit, versions, edges_of_contact)
    return _named(unit, versions, CONTACTS)


def record_ownership(
    unit: Unit, claims: Sequence[Claim[Responsibility]], given: Collection[str] | None = None
) -> Recorded:
    """Keep who answers for which customer; a changed end or source withdraws the old fact and adds a new one.

    Refuses what names nobody we know ("unknown_customer", "unknown_person").
    """
    values = [claim.value for claim in claims]
    strangers = unknown_customers(unit, {value.customer_id for value in values})
    nobodies = unknown_people(unit, {value.person_id for value in values})
    refused = [
        *_refusals("customer_id", "unknown_customer", [value.customer_id for value in values], strangers),
        *_refusals("person_id", "unknown_person", [value.person_id for value in values], nobodies),
    ]
    rows = merged_ends(unit, [_owner_fact(claim) for claim in claims])
    kept = _OWNERSHIP.record(unit, _without(refused, rows), given)
    return kept.counted(_first_each(refused))


def record_relations(unit: Unit, claims: Sequence[Claim[Relation]], given: Collection[str] | None = None) -> Recorded:
    """Keep who knows or supplies whom, readable from both ends; a changed date or source supersedes.

    Refuses customers, contacts and people we do not know; other kinds of things are taken as they are.
    """
    values = [claim.value for claim in claims]
    refused = [
        *_strangers(unit, "from_id", [(value.from_kind, value.from_id) for value in values]),
        *_strangers(unit, "to_id", [(value.to_kind, value.to_id) for value in values]),
    ]
    rows = merged_ends(unit, [_relation_fact(claim) for claim in claims])
    kept = _RELATIONS.record(unit, _without(refused, rows), given)
    return kept.counted(_first_each(refused))


def _named(unit: Unit, versions: Sequence[Version], topic: str = NAMES) -> Recorded:
    if any(version.created or _CALLED.intersection(version.differs) for version in versions):
        unit.touch(topic)
    return counted(versions)


def edges_of_contact(row: Params) -> list[Edge]:
    """What a contact's row says: whose contact it is, and whom it reports to."""
    ends = (("works_at", "customer", row["customer_id"]), ("reports_to", "contact", row["reports_to"]))
    return [("contact", row["contact_id"], relation, kind, to) for relation, kind, to in ends if to]


def _edges_of_customer(row: Params) -> list[Edge]:
    return [("customer", row["customer_id"], "part_of", "customer", row["parent_id"])] if row["parent_id"] else []


def _relink(unit: Unit, versions: Sequence[Version], edges_of: Callable[[Params], list[Edge]]) -> None:
    before = [edge for version in versions if version.before for edge in edges_of(version.before)]
    exchange(unit, before, [edge for version in versions for edge in edges_of(version.row)])


def _owner_fact(claim: Claim[Responsibility]) -> dict[str, object]:
    value = claim.value
    ends = ("customer", value.customer_id, f"owner:{value.role}", "person", value.person_id)
    return fact(ends, (value.valid_from, value.valid_to), claim.source, value.said)


def _relation_fact(claim: Claim[Relation]) -> dict[str, object]:
    value = claim.value
    ends = (value.from_kind, value.from_id, f"relation:{value.relation}", value.to_kind, value.to_id)
    return fact(ends, (value.since, None), claim.source, value.source)


_UNKNOWN: dict[str, Callable[[Unit, Collection[str]], set[str]]] = {
    "customer": _CUSTOMERS.unknown,
    "contact": _CONTACTS.unknown,
    "person": unknown_people,
}


def _strangers(unit: Unit, column: str, ends: Sequence[tuple[str, str]]) -> list[Refused]:
    found: list[Refused] = []
    for kind, unknown in _UNKNOWN.items():
        missing = unknown(unit, {name for of_kind, name in ends if of_kind == kind})
        named = [name if of_kind == kind else "" for of_kind, name in ends]
        found += _refusals(column, f"unknown_{kind}", named, missing)
    return found


def _refusals(column: str, why: str, ids: Sequence[str], unknown: Collection[str]) -> list[Refused]:
    return [Refused(index, column, name, why) for index, name in enumerate(ids) if name in unknown]


def _without(refused: Iterable[Refused], rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    gone = {refusal.index for refusal in refused}
    return [row for index, row in enumerate(rows) if index not in gone]


def _first_each(refused: Iterable[Refused]) -> tuple[Refused, ...]:
    """One reason a claim, in their order."""
    first: dict[int, Refused] = {}
    for refusal in refused:
        first.setdefault(refusal.index, refusal)
    return tuple(first[index] for index in sorted(first))
