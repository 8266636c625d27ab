"""The writer of tasks."""

from collections.abc import Collection, Sequence

from knowledge.store.recording import Claim, Recorded, Register, counted, fields_of
from knowledge.store.unit import Unit
from knowledge.work.model import Task
from knowledge.work.tables import tasks

_TASKS = Register(tasks, "task")
_FIELDS = tuple(Task.__slots__)


def record_tasks(unit: Unit, claims: Sequence[Claim[Task]], given: Collection[str] | None = None) -> Recorded:
    """Store tasks as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    rows = [{**fields_of(claim.value, _FIELDS), "source": dict(claim.source)} for claim in claims]
    return counted(_TASKS.record(unit, rows, given))
