"""Questions about accounts that somebody of the team has to decide: is that them, have they left.

One at a time for each account and topic; each is counted, so that a later one is not taken for the earlier.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from knowledge.people.events import QuestionChanged
from knowledge.people.model import Handle, Lang
from knowledge.store.errors import StaleWrite
from knowledge.store.keeping import keep_value, kept_value
from knowledge.store.tables import kept
from knowledge.store.unit import Reader, Unit

INTRODUCTION, CLOSING = "introduction", "closing"
YES, NO, DROPPED = "yes", "no", "dropped"

_KEPT_FOR = "directory"
_LOCK = (
    select(kept.c.value)
    .where(kept.c.messenger == bindparam("of"), kept.c.name == bindparam("called"))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question about the account `handle` and the person it may be. `verdict` is "" while it is open.

    `room_id` is where it came up, in the account's own messenger, and `lang` what was spoken there. `number` counts the
    questions, `version` its states.
    """

    topic: str
    handle: Handle
    person_id: str
    asked_at: datetime
    room_id: str = ""
    lang: Lang = "zh"
    number: int = 1
    version: int = 1
    verdict: str = ""
    actor_id: str = ""
    settled_at: datetime | None = None

    @property
    def subject(self) -> str:
        """What notices about it are about."""
        return f"{self.handle.messenger}:{self.handle.user_id}@{self.number}"


def latest_question(reader: Reader, topic: str, handle: Handle) -> Question | None:
    """The last question of this topic about an account."""
    stored = kept_value(reader, _KEPT_FOR, _name(topic, handle))
    return _question(stored) if stored else None


def put_question(unit: Unit, topic: str, handle: Handle, person_id: str, room_id: str = "", lang: Lang = "zh") -> None:
    """Ask those who can decide. Emits QuestionChanged."""
    before = latest_question(unit, topic, handle)
    number = before.number + 1 if before else 1
    _keep(unit, Question(topic, handle, person_id, unit.now, room_id, lang, number))


def settle_question(unit: Unit, seen: Question, verdict: str, actor: str) -> None:
    """Keep what was decided. Emits QuestionChanged; raises StaleWrite where it changed since it was seen."""
    unit.row(_LOCK, of=_KEPT_FOR, called=_name(seen.topic, seen.handle))
    if latest_question(unit, seen.topic, seen.handle) != seen:
        raise StaleWrite(f"{seen.topic} {seen.subject}")
    unit.audit(actor, f"{seen.topic}_{verdict}", seen.subject, person=seen.person_id)
    version = seen.version + 1
    _keep(unit, replace(seen, verdict=verdict, actor_id=actor, settled_at=unit.now, version=version))


def _keep(unit: Unit, question: Question) -> None:
    times = {"asked_at": question.asked_at.isoformat()}
    times["settled_at"] = question.settled_at.isoformat() if question.settled_at else ""
    keep_value(unit, _KEPT_FOR, _name(question.topic, question.handle), {**asdict(question), **times})
    unit.emit(QuestionChanged(question.topic, question.handle))


def _question(stored: Mapping[str, Any]) -> Question:
    at, settled = stored["asked_at"], stored["settled_at"]
    values = {
        "handle": Handle(**stored["handle"]),
        "asked_at": datetime.fromisoformat(at),
        "settled_at": datetime.fromisoformat(settled) if settled else None,
    }
    return Question(**{**stored, **values})


def _name(topic: str, handle: Handle) -> str:
    return f"{topic}:{handle.messenger}:{handle.user_id}"
