"""The statement and the row of the inbox lane: many arrivals, one multi-row insert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.store.tables import inbox

_INSERT: Mapping[str, Executable] = {
    "sqlite": sqlite.insert(inbox).on_conflict_do_nothing().returning(inbox.c.id, inbox.c.source, inbox.c.event_id),
    "postgresql": postgresql.insert(inbox)
    .on_conflict_do_nothing()
    .returning(inbox.c.id, inbox.c.source, inbox.c.event_id),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in: unique by (source, event_id); rows of one `lane` are handled in order."""

    source: str
    event_id: str
    kind: str
    lane: str
    body: Mapping[str, object]
    received_at: datetime

    def values(self) -> dict[str, object]:
        """The columns of the new row."""
        return {
            "source": self.source,
            "event_id": self.event_id,
            "kind": self.kind,
            "lane": self.lane,
            "body": self.body,
            "received_at": self.received_at,
            "state": "new",
            "attempts": 0,
        }


def insert_arrivals(connection: Connection, arrivals: Sequence[Arrival]) -> list[int | None]:
    """The new row's id for each arrival, in order; None for one that had come before (also within this call)."""
    distinct = {(arrival.source, arrival.event_id): arrival.values() for arrival in reversed(arrivals)}
    made = connection.execute(_INSERT[connection.dialect.name], list(reversed(distinct.values())))
    ids = {(row.source, row.event_id): int(row.id) for row in made}
    return [ids.pop((arrival.source, arrival.event_id), None) for arrival in arrivals]
