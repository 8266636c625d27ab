"""Hand-over: everything that one person answers for goes to another in one step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import bindparam, or_, select

from knowledge.graph.amendments import Change, Moved
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.owning import HAND_OVER, owner_fact
from knowledge.graph.tables import contacts, facts
from knowledge.store.unit import Reader, Row, Unit

REASON = "hand-over"

_HELD = (
    select(facts)
    .where(
        facts.c.object_kind == "person",
        facts.c.object_id == bindparam("person_id"),
        facts.c.kind.like("owner:%"),
        facts.c.withdrawn_at.is_(None),
        or_(facts.c.valid_to.is_(None), facts.c.valid_to >= bindparam("day")),
    )
    .order_by(facts.c.subject_id, facts.c.id)
)
_CONTACTS = (
    select(contacts.c.contact_id, contacts.c.name, contacts.c.customer_id)
    .where(contacts.c.customer_id.in_(bindparam("ids", expanding=True)))
    .order_by(contacts.c.customer_id, contacts.c.contact_id)
)
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody answers for: facts (ids) by customer, and those customers' contacts (id, name, customer)."""

    facts: Mapping[str, tuple[int, ...]]
    contacts: tuple[tuple[str, str, str], ...]


def held_by(reader: Reader, person_id: str, day: date) -> Held:
    """What a person answers for on `day` or later, in any role."""
    found: dict[str, tuple[int, ...]] = {}
    for row in reader.rows(_HELD, person_id=person_id, day=day):
        found[row["subject_id"]] = (*found.get(row["subject_id"], ()), row["id"])
    known = sorted(found)
    pieces = (known[first : first + _MOST_AT_ONCE] for first in range(0, len(known), _MOST_AT_ONCE))
    of_them = [row for piece in pieces for row in reader.rows(_CONTACTS, ids=piece)]
    return Held(found, tuple((row["contact_id"], row["name"], row["customer_id"]) for row in of_them))


@dataclass(frozen=True, slots=True)
class HandOver:
    """From `since` on `to` answers for what `of` did; `moves` are their deals and leads."""

    key: str
    of: str
    to: str
    since: date
    moves: tuple[Moved, ...] = ()
    source: Mapping[str, object] = field(default_factory=dict)

    def apply(self, unit: Unit, actor: str) -> None:
        """Close what the one had and say it of the other, in the same roles; move the rest."""
        held = unit.rows(_HELD, person_id=self.of, day=self.since)
        theirs = {(row["subject_id"], row["kind"]) for row in unit.rows(_HELD, person_id=self.to, day=self.since)}
        change = Change(unit, self.key, HAND_OVER, self.of, actor)
        change.close(held, self.since)
        change.say([self._handed(row) for row in held if (row["subject_id"], row["kind"]) not in theirs])
        change.move(self.moves)
        customers = sorted({row["subject_id"] for row in held})
        change.keep(to=self.to, since=self.since.isoformat(), customers=customers, reason=REASON)
        unit.emit(OwnershipChanged(self.key))

    def _handed(self, row: Row) -> dict[str, object]:
        source = {**self.source, "reason": REASON}
        handed = owner_fact(row["subject_id"], self.to, self.since, source, kind=row["kind"])
        starts = row["valid_from"]
        begun = self.since if starts is None else max(starts, self.since)
        return {**handed, "valid_from": begun, "valid_to": row["valid_to"]}
