"""What follows from events, in the transaction that caused them: reactions, then alerts, then outbox rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from config.rules import Rules
from handlers.base import Command
from handlers.reaction import Reaction
from knowledge.store.unit import Unit
from notifiers.alert import Alert, Outgoing, Scene
from notifiers.telling import tell

DEEPEST = 8
"""Reactions to reactions stop here; deeper than this is a circle."""

SYSTEM = "system"
"""The actor of what follows by itself."""


class EndlessReactionsError(RuntimeError):
    """Reactions kept causing each other."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """The reactions and alerts there are, and the rules they go by."""

    reactions: Sequence[Reaction]
    alerts: Mapping[str, Alert]
    rules: Rules

    def follow(self, unit: Unit, scene: Scene, *, caused_by: int | None, held: frozenset[str] = frozenset()) -> int:
        """Let everything follow from the unit's events; how many notices were put. Raises EndlessReactionsError."""
        seen: list[object] = []
        for _ in range(DEEPEST):
            fresh, unit.events = unit.events, []
            if not fresh:
                return self._tell(unit, scene, seen, caused_by, held)
            seen += fresh
            for event in fresh:
                apply_all(unit, self._caused(event, unit), SYSTEM)
        raise EndlessReactionsError(f"{[type(event).__name__ for event in seen]}")

    def _caused(self, event: object, unit: Unit) -> Iterable[Command]:
        for reaction in self.reactions:
            if isinstance(event, reaction.events):
                yield from reaction.react(event, unit, self.rules)

    def _tell(
        self, unit: Unit, scene: Scene, events: Sequence[object], caused_by: int | None, held: frozenset[str]
    ) -> int:
        distinct = list(dict.fromkeys(events))
        outgoing = [item for event in distinct for item in self._composed(event, scene)]
        return tell(unit, scene, outgoing, caused_by=caused_by, held=held)

    def _composed(self, event: object, scene: Scene) -> Iterable[Outgoing]:
        for alert in self.alerts.values():
            if isinstance(event, alert.events):
                yield from alert.compose(event, scene)


def apply_all(unit: Unit, commands: Iterable[Command], actor: str) -> None:
    """Apply commands in order, all of them in this unit."""
    for command in commands:
        command.apply(unit, actor)
