"""A promise comes due, or its day is over."""

from collections.abc import Iterable, Mapping
from datetime import date

from handlers.base import Command
from handlers.reaction import Step
from knowledge.store.unit import Unit
from knowledge.work.promising import REMIND, RemindOfPromise


def take(unit: Unit, subject: str, body: Mapping[str, object]) -> Iterable[Command]:  # noqa: ARG001  nothing to look up
    """Remind of it, unless it is settled or has another day by now."""
    return [RemindOfPromise(subject, date.fromisoformat(str(body["due_on"])), bool(body["overdue"]))]


STEP = Step(REMIND, take)
