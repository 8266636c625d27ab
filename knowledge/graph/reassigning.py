"""What a system of record says of who answers for a customer: one at a time, so a new one closes the one before."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import bindparam, select

from knowledge.graph.commands import Responsibility, record_ownership
from knowledge.graph.facts import say, withdraw
from knowledge.graph.merged import standing
from knowledge.graph.tables import facts
from knowledge.people.model import Role
from knowledge.store.recording import Claim, Recorded
from knowledge.store.unit import Row, Unit

_HELD = select(facts).where(
    facts.c.subject_kind == "customer",
    facts.c.subject_id == bindparam("customer_id"),
    facts.c.kind == bindparam("relation"),
    facts.c.withdrawn_at.is_(None),
)


def reassign(unit: Unit, claim: Claim[Responsibility], kinds: Collection[str]) -> Recorded:
    """From `valid_from` on this person, or nobody (""), answers for the customer; the system knows one at a time.

    What sources of these `kinds` said before ends the day before; what others said, a person in the chat for example,
    stays and may contradict. Where the system itself has said somebody else from a later day on, it holds until then.
    Refuses what names nobody we know, as `record_ownership` does.
    """
    value, since = claim.value, claim.value.valid_from or unit.now.date()
    held = _said_by(unit, value.customer_id, value.role, kinds)
    later = min((row["valid_from"] for row in held if row["valid_from"] and row["valid_from"] > since), default=None)
    theirs = [row for row in held if row["object_id"] == value.person_id and _holds(row, since)]
    others = [row for row in held if row["object_id"] != value.person_id and _holds(row, since)]
    until = later - timedelta(days=1) if later else None
    if value.person_id and not theirs:
        said = Responsibility(value.customer_id, value.person_id, value.role, since, until, value.said)
        recorded = record_ownership(unit, [Claim(said, claim.source)])
        if recorded.refused:
            return recorded
    _close(unit, others, since)
    changed = len(others)
    return Recorded(0 if theirs or not value.person_id else 1, changed, 0 if changed or not theirs else 1)


def _said_by(unit: Unit, customer_id: str, role: Role, kinds: Collection[str]) -> list[Row]:
    known = standing(unit, {customer_id}).get(customer_id, customer_id)
    rows = unit.rows(_HELD, customer_id=known, relation=f"owner:{role}")
    return [row for row in rows if row["source"].get("what") in kinds]


def _holds(row: Row, day: date) -> bool:
    return (row["valid_from"] is None or row["valid_from"] <= day) and (
        row["valid_to"] is None or row["valid_to"] >= day
    )


def _close(unit: Unit, rows: Sequence[Row], before: date) -> None:
    """Let facts end on the day before; one that began that very day was never so."""
    last = before - timedelta(days=1)
    withdraw(unit, rows, None)
    say(unit, [{**row, "valid_to": last} for row in rows if row["valid_from"] is None or row["valid_from"] <= last])
