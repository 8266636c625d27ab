"""What people decide about accounts: who somebody is, and whether somebody has left."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, update

from knowledge.people.accounts import known_account
from knowledge.people.directory import note_spoke, tie_account
from knowledge.people.events import LeftTeam
from knowledge.people.model import Handle, Lang
from knowledge.people.questions import CLOSING, DROPPED, INTRODUCTION, NO, YES, Question, put_question, settle_question
from knowledge.people.tables import persons
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.unit import Unit

_LEFT = (
    update(persons)
    .where(persons.c.person_id == bindparam("who"), persons.c.left_on.is_(None))
    .values(left_on=bindparam("last_day"))
)
_BACK = update(persons).where(persons.c.person_id == bindparam("who")).values(left_on=None)


@dataclass(frozen=True, slots=True)
class Introduce:
    """An account says that it is this person's."""

    handle: Handle
    person_id: str
    room_id: str
    lang: Lang

    def apply(self, unit: Unit, actor: str) -> None:
        """Ask those who can tell."""
        unit.audit(actor, "introduce", self.person_id)
        put_question(unit, INTRODUCTION, self.handle, self.person_id, self.room_id, self.lang)


@dataclass(frozen=True, slots=True)
class ConfirmAccount:
    """That is them."""

    seen: Question

    def apply(self, unit: Unit, actor: str) -> None:
        """Tie the account.

        Raises StaleWrite; UserMistake("account_taken") where it is somebody else's by now, and
        UserMistake("account_outside") where it turned out to be a guest's.
        """
        known = known_account(unit, self.seen.handle)
        if known is not None and known.account.outsider:
            raise UserMistake("account_outside")
        settle_question(unit, self.seen, YES, actor)
        if not tie_account(unit, self.seen.handle, self.seen.person_id, "confirmed", actor):
            raise UserMistake("account_taken")
        note_spoke(unit, self.seen.handle)


@dataclass(frozen=True, slots=True)
class DenyAccount:
    """That is not them."""

    seen: Question

    def apply(self, unit: Unit, actor: str) -> None:
        """Leave the account nobody's. Raises StaleWrite."""
        settle_question(unit, self.seen, NO, actor)


@dataclass(frozen=True, slots=True)
class AskWhetherLeft:
    """A person's account was closed."""

    handle: Handle
    person_id: str

    def apply(self, unit: Unit, actor: str) -> None:  # noqa: ARG002  every command knows its actor
        """Ask those who can tell."""
        put_question(unit, CLOSING, self.handle, self.person_id)


@dataclass(frozen=True, slots=True)
class DropQuestion:
    """A question that answered itself."""

    seen: Question

    def apply(self, unit: Unit, actor: str) -> None:
        """Ask no longer. Raises StaleWrite."""
        settle_question(unit, self.seen, DROPPED, actor)


@dataclass(frozen=True, slots=True)
class MarkLeft:
    """A person has left; `last_day` is the last on which they count as one of the team."""

    person_id: str
    last_day: date
    seen: Question | None = None

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep the day, and settle the question where it was one. Raises StaleWrite where they had left already."""
        if self.seen is not None:
            settle_question(unit, self.seen, YES, actor)
        if not unit.run(_LEFT, who=self.person_id, last_day=self.last_day):
            raise StaleWrite(f"{self.person_id} has left")
        unit.audit(actor, "mark_left", self.person_id, left_on=self.last_day.isoformat())
        unit.emit(LeftTeam(self.person_id))


@dataclass(frozen=True, slots=True)
class MarkStaying:
    """A person is still there, whatever became of an account of theirs."""

    person_id: str
    seen: Question | None = None

    def apply(self, unit: Unit, actor: str) -> None:
        """Take the day back, and settle the question where it was one. Raises StaleWrite."""
        if self.seen is not None:
            settle_question(unit, self.seen, NO, actor)
        unit.run(_BACK, who=self.person_id)
        unit.audit(actor, "mark_staying", self.person_id)
