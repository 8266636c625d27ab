"""Reads about tasks."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, select

from knowledge.store.recording import Claim
from knowledge.store.registered import claims_of
from knowledge.store.unit import Reader, Row
from knowledge.work.model import Task
from knowledge.work.tables import tasks

_OF_CUSTOMER = select(tasks).where(tasks.c.customer_id == bindparam("customer_id"))
_OPEN_OF_PERSON = select(tasks).where(tasks.c.assignee_id == bindparam("person_id"), tasks.c.done_at.is_(None))


def tasks_of(reader: Reader, customer_id: str) -> list[Claim[Task]]:
    """Every task for a customer, done ones too, in the order in which they are due."""
    return _by_due(reader.rows(_OF_CUSTOMER, customer_id=customer_id))


def open_tasks_of_person(reader: Reader, person_id: str) -> list[Claim[Task]]:
    """What somebody still has to do, in the order in which it is due; what has no day comes last."""
    return _by_due(reader.rows(_OPEN_OF_PERSON, person_id=person_id))


def _by_due(rows: Iterable[Row]) -> list[Claim[Task]]:
    return sorted(claims_of(rows, Task), key=lambda one: (one.value.due_on or date.max, one.value.task_id))
