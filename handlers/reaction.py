"""The ports of what follows by itself: a reaction to an event, and a step that came due."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from config.rules import Rules
from handlers.base import Command
from knowledge.store.unit import Reader, Unit


@dataclass(frozen=True, slots=True)
class Reaction:
    """What follows from an event, in the same transaction: further commands."""

    name: str
    events: tuple[type, ...]
    react: Callable[[object, Reader, Rules], Iterable[Command]]


@dataclass(frozen=True, slots=True)
class Step:
    """What a flow of kind `name` does when its moment comes."""

    name: str
    take: Callable[[Unit, str, Mapping[str, object]], Iterable[Command]]
