"""Taking back what somebody changed about facts, whatever kind of change it was."""

from dataclasses import dataclass

from sqlalchemy import bindparam

from knowledge.graph.amendments import Amendment, undo
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.merging import parted
from knowledge.graph.owning import MERGE
from knowledge.graph.tables import merges
from knowledge.people.commands import NAMES
from knowledge.store.unit import Unit

_PART = merges.delete().where(merges.c.key == bindparam("of_key"))


@dataclass(frozen=True, slots=True)
class UndoAmendment:
    """Somebody takes a change back."""

    seen: Amendment

    def apply(self, unit: Unit, actor: str) -> None:
        """Bring back what was before. Raises StaleWrite where it was changed or undone since."""
        undo(unit, self.seen, actor)
        if self.seen.kind == MERGE:
            parted(unit, self.seen.moved)
            unit.run(_PART, of_key=self.seen.key)
            unit.touch(NAMES)
        unit.emit(OwnershipChanged(self.seen.key, undone=True))
