"""The statement and the row of the inbox lane: many arrivals, one multi-row insert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.store.encoding import fitting
from knowledge.store.tables import inbox
from knowledge.store.unit import Unit, insert_or_ignore

_INSERT: Mapping[str, Executable] = {
    "sqlite": sqlite.insert(inbox).on_conflict_do_nothing().returning(inbox.c.id, inbox.c.source, inbox.c.event_id),
    "postgresql": postgresql.insert(inbox)
    .on_conflict_do_nothing()
    .returning(inbox.c.id, inbox.c.source, inbox.c.event_id),
}
_ARRIVE = insert_or_ignore(inbox)
_LONGEST = 200
"""What the columns event_id and lane take."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came in: unique by (source, event_id); rows of one `lane` are handled in order.

    An `event_id` or `lane` over 200 characters is stored cut short, with a digest of the whole.
    """

    source: str
    event_id: str
    kind: str
    lane: str
    body: Mapping[str, object]
    received_at: datetime

    @property
    def key(self) -> tuple[str, str]:
        """What makes it unique, as stored."""
        return self.source, fitting(self.event_id, _LONGEST)

    def values(self) -> dict[str, object]:
        """The columns of the new row."""
        return {
            "source": self.source,
            "event_id": self.key[1],
            "kind": self.kind,
            "lane": fitting(self.lane, _LONGEST),
            "body": self.body,
            "received_at": self.received_at,
            "state": "new",
            "attempts": 0,
        }


def insert_arrivals(connection: Connection, arrivals: Sequence[Arrival]) -> list[int | None]:
    """The new row's id for each arrival, in order; None for one that had come before (also within this call)."""
    keys = [arrival.key for arrival in arrivals]
    distinct: dict[tuple[str, str], dict[str, object]] = {}
    for key, arrival in zip(keys, arrivals, strict=True):
        if key not in distinct:
            distinct[key] = arrival.values()
    made = connection.execute(_INSERT[connection.dialect.name], list(distinct.values()))
    ids = {(row.source, row.event_id): int(row.id) for row in made}
    return [ids.pop(key, None) for key in keys]


def arrive(unit: Unit, arrival: Arrival) -> bool:
    """Let something come in as part of a unit; False where it had come before."""
    made = unit.run(_ARRIVE, **arrival.values())
    unit.hint("inbox")
    return bool(made)
