"""Somebody's last day in the team is over."""

from collections.abc import Iterable, Mapping

from handlers.base import Command
from handlers.reaction import Step
from knowledge.access.commands import LEAVER, CloseGrantsOfLeaver
from knowledge.store.unit import Unit


def take(unit: Unit, subject: str, body: Mapping[str, object]) -> Iterable[Command]:  # noqa: ARG001  nothing to look up
    """End what they gave and got, unless they stay after all."""
    return [CloseGrantsOfLeaver(subject)]


STEP = Step(LEAVER, take)
