"""The last day of a grant is over."""

from collections.abc import Iterable, Mapping
from datetime import date

from handlers.base import Command
from handlers.reaction import Step
from knowledge.access.commands import END, CloseGrant
from knowledge.access.model import Ended
from knowledge.store.unit import Unit


def take(unit: Unit, subject: str, body: Mapping[str, object]) -> Iterable[Command]:  # noqa: ARG001  nothing to look up
    """End it, unless it has another last day by now."""
    return [CloseGrant(str(body["key"]), Ended.TIME, date.fromisoformat(str(body["until"])))]


STEP = Step(END, take)
