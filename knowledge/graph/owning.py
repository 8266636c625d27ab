"""What people say about who owns a customer: a correction, a claim that contradicts, and how the two are settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from knowledge.graph.amendments import Change, stored_facts
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.facts import fact
from knowledge.graph.tables import facts
from knowledge.people.model import Role
from knowledge.store.errors import StaleWrite
from knowledge.store.unit import Row, Unit

CORRECT, CLAIM, SETTLE, HAND_OVER, MERGE = "correct", "claim", "settle", "hand_over", "merge"

DISPUTED = 0.5
"""The confidence of what somebody said who may not decide it."""

_OWNER = f"owner:{Role.REP}"
_OWNERS = select(facts).where(
    facts.c.subject_kind == "customer",
    facts.c.subject_id == bindparam("customer_id"),
    facts.c.kind == _OWNER,
    facts.c.withdrawn_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class CorrectOwner:
    """From `since` on `person_id` owns the customer, says somebody who may decide that.

    `seen` are the facts that held when they said it, and later ones: they end, or never were.
    """

    key: str
    customer_id: str
    person_id: str
    since: date
    seen: tuple[int, ...]
    source: Mapping[str, object] = field(default_factory=dict)

    def apply(self, unit: Unit, actor: str) -> None:
        """Close what it replaces, and say it. Raises StaleWrite where an owner changed since it was seen."""
        held = [row for row in unit.rows(_OWNERS, customer_id=self.customer_id) if _reaches(row, self.since)]
        if {row["id"] for row in held} != set(self.seen):
            raise StaleWrite(f"owner of {self.customer_id}")
        change = Change(unit, self.key, CORRECT, self.customer_id, actor)
        change.close(held, self.since)
        change.say([owner_fact(self.customer_id, self.person_id, self.since, self.source)])
        change.keep(person=self.person_id, since=self.since.isoformat())
        unit.emit(OwnershipChanged(self.key))


@dataclass(frozen=True, slots=True)
class ClaimOwner:
    """From `since` on `person_id` owns the customer, says somebody who may not decide it."""

    key: str
    customer_id: str
    person_id: str
    since: date
    source: Mapping[str, object] = field(default_factory=dict)

    def apply(self, unit: Unit, actor: str) -> None:
        """Say it beside what is believed, for others to settle."""
        change = Change(unit, self.key, CLAIM, self.customer_id, actor)
        change.say([owner_fact(self.customer_id, self.person_id, self.since, self.source, DISPUTED)])
        change.keep(person=self.person_id, since=self.since.isoformat())
        unit.emit(OwnershipChanged(self.key))


@dataclass(frozen=True, slots=True)
class SettleConflict:
    """Of facts about the owner that contradict each other one is right (`kept`), the others (`dropped`) are not."""

    key: str
    customer_id: str
    kept: int
    dropped: tuple[int, ...]

    def apply(self, unit: Unit, actor: str) -> None:
        """Let the others end where the right one begins. Raises StaleWrite where one of them changed."""
        (right,) = stored_facts(unit, [self.kept])
        if right["withdrawn_at"] is not None:
            raise StaleWrite(f"owner of {self.customer_id}")
        change = Change(unit, self.key, SETTLE, self.customer_id, actor)
        wrong = stored_facts(unit, self.dropped)
        if right["valid_from"] is None:
            change.withdraw(wrong)
        else:
            change.close(wrong, right["valid_from"])
        if right["confidence"] < 1:
            change.withdraw([right])
            change.say([{**right, "confidence": 1.0}])
        change.keep(person=right["object_id"], kept=self.kept, dropped=list(self.dropped))
        unit.emit(OwnershipChanged(self.key))


def owner_fact(
    customer_id: str,
    person_id: str,
    since: date | None,
    source: Mapping[str, object],
    confidence: float = 1.0,
    kind: str = _OWNER,
) -> dict[str, Any]:
    """That somebody answers for a customer, as the row of a fact."""
    return fact(("customer", customer_id, kind, "person", person_id), (since, None), source, confidence=confidence)


def _reaches(row: Row, day: date) -> bool:
    """Whether a fact holds on `day` or later."""
    return row["valid_to"] is None or row["valid_to"] >= day
