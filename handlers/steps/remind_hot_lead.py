"""A snoozed hot lead comes back."""

from collections.abc import Iterable, Mapping

from handlers.base import Command
from handlers.reaction import Step
from knowledge.leads.alerting import REMIND, RemindLead
from knowledge.store.unit import Unit


def take(unit: Unit, subject: str, body: Mapping[str, object]) -> Iterable[Command]:  # noqa: ARG001  nothing to look up
    """Open the alert again, unless somebody acted since it was put off."""
    return [RemindLead(int(subject), int(str(body["version"])))]


STEP = Step(REMIND, take)
