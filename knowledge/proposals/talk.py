"""What was last said of proposals in a thread or room: a link that comes without words goes by it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from knowledge.proposals.tables import document_talk
from knowledge.store.encoding import fitting
from knowledge.store.unit import Reader, Unit, upsert

LASTS = timedelta(minutes=15)
"""In a room without threads, talk is forgotten after so long."""

LONGEST = 300
"""So many characters of it are kept."""

_KEEP = upsert(document_talk, ["room", "thread"], ["text", "said_at"])
_LAST = select(document_talk).where(
    document_talk.c.room == bindparam("of_room"), document_talk.c.thread == bindparam("of_thread")
)


@dataclass(frozen=True, slots=True)
class NoteTalk:
    """Somebody speaks of a proposal without sharing one."""

    room: str
    thread: str
    text: str
    said_at: datetime

    def apply(self, unit: Unit, actor: str) -> None:  # noqa: ARG002  whoever said it
        """Keep it in place of what was said before."""
        thread, text = fitting(self.thread, 200), fitting(self.text, LONGEST)
        unit.run(_KEEP, room=self.room, thread=thread, text=text, said_at=self.said_at)


def last_talk(reader: Reader, room: str, thread: str, at: datetime) -> str:
    """What was last said of a proposal in a thread; where there is none, in the room a short while before."""
    found = reader.row(_LAST, of_room=room, of_thread=fitting(thread, 200))
    if found is None or (not thread and not timedelta() <= at - found["said_at"] <= LASTS):
        return ""
    return str(found["text"])
