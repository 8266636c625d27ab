"""A grant ends on the next working day."""

from collections.abc import Iterable, Mapping
from datetime import date

from handlers.base import Command
from handlers.reaction import Step
from knowledge.access.commands import REMIND, RemindOfGrant
from knowledge.store.unit import Unit


def take(unit: Unit, subject: str, body: Mapping[str, object]) -> Iterable[Command]:  # noqa: ARG001  nothing to look up
    """Remind of it, unless it has ended or has another last day by now."""
    return [RemindOfGrant(str(body["key"]), date.fromisoformat(str(body["until"])))]


STEP = Step(REMIND, take)
