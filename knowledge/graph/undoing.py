"""Taking back what somebody changed about facts, whatever kind of change it was."""

from dataclasses import dataclass

from sqlalchemy import bindparam

from knowledge.graph.amendments import Amendment, can_be_undone, undo
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.merging import parted
from knowledge.graph.nicknaming import NICKNAME, is_in_use, unlearn
from knowledge.graph.owning import MERGE
from knowledge.graph.tables import merges
from knowledge.people.commands import NAMES
from knowledge.store.unit import Reader, Unit

_PART = merges.delete().where(merges.c.key == bindparam("of_key"))


def stands(reader: Reader, made: Amendment) -> bool:
    """Whether nobody has changed since what an amendment said, of whatever kind it is."""
    return is_in_use(reader, made) if made.kind == NICKNAME else can_be_undone(reader, made)


@dataclass(frozen=True, slots=True)
class UndoAmendment:
    """Somebody takes a change back."""

    seen: Amendment

    def apply(self, unit: Unit, actor: str) -> None:
        """Bring back what was before. Raises StaleWrite where it was changed or undone since."""
        undo(unit, self.seen, actor)
        if self.seen.kind == NICKNAME:
            unlearn(unit, self.seen)
            return
        if self.seen.kind == MERGE:
            parted(unit, self.seen.moved)
            unit.run(_PART, of_key=self.seen.key)
            unit.touch(NAMES)
        unit.emit(OwnershipChanged(self.seen.key, undone=True))
