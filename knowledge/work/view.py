"""Reads about tasks."""

from datetime import date

from sqlalchemy import bindparam, select

from knowledge.store.recording import Claim
from knowledge.store.registered import claims_of
from knowledge.store.unit import Reader
from knowledge.work.model import Task
from knowledge.work.tables import tasks

_OF_CUSTOMER = select(tasks).where(tasks.c.customer_id == bindparam("customer_id"))


def tasks_of(reader: Reader, customer_id: str) -> list[Claim[Task]]:
    """Every task for a customer, done ones too, in the order in which they are due."""
    found = claims_of(reader.rows(_OF_CUSTOMER, customer_id=customer_id), Task)
    return sorted(found, key=lambda one: (one.value.due_on or date.max, one.value.task_id))
