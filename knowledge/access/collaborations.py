"""The writer of who works with a customer through a deal or a contract; rooms that know those tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, delete

from knowledge.access.tables import collaborations
from knowledge.people.model import Role
from knowledge.store.unit import Unit, upsert

_KEEP = upsert(collaborations, ["part_id"], ["customer_id", "person_id", "role", "until"])
_DROP = delete(collaborations).where(collaborations.c.part_id == bindparam("part"))


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody does in a deal or a contract ("deal/D1/rep"), until its last day (None: open).

    Nobody (`person_id` "") or no customer: the part is not taken.
    """

    part_id: str
    customer_id: str
    person_id: str
    role: Role
    until: date | None = None


def keep_parts(unit: Unit, parts: Sequence[Part]) -> None:
    """Store parts as they are now, each once."""
    taken = [one for one in sorted(parts, key=lambda one: one.part_id) if one.person_id and one.customer_id]
    rows = [
        {
            "part_id": one.part_id,
            "customer_id": one.customer_id,
            "person_id": one.person_id,
            "role": one.role.value,
            "until": one.until,
        }
        for one in taken
    ]
    unit.run_many(_KEEP, rows)
    unit.run_many(_DROP, [{"part": one.part_id} for one in parts if not (one.person_id and one.customer_id)])
