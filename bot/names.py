"""The name index in memory: kept up to date by what the database says has changed, and saved for the next start."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import bindparam, func, select

from config.settings import Settings
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Name
from knowledge.graph.tables import customers
from knowledge.people.tables import persons
from knowledge.store.tables import changes
from knowledge.store.unit import Reader, Row

SAVED_FROM = 20_000
"""Smaller indexes are built sooner than they are worth keeping."""

_NUMBER = select(changes.c.number).where(changes.c.topic == bindparam("topic"))
_CUSTOMER = select(
    customers.c.customer_id, customers.c.name, customers.c.aliases, customers.c.name_en, customers.c.recorded_at
)
_PERSON = select(persons.c.person_id, persons.c.name, persons.c.name_en, persons.c.recorded_at)
_ALL = {"customer": _CUSTOMER, "person": _PERSON}
_SINCE = {
    "customer": _CUSTOMER.where(customers.c.recorded_at >= bindparam("since")),
    "person": _PERSON.where(persons.c.recorded_at >= bindparam("since")),
}
_COUNTS = {
    "customer": select(func.count(customers.c.customer_id)),
    "person": select(func.count(persons.c.person_id)),
}


def names_folder(settings: Settings) -> Path:
    """Where the index of this database's names is saved: another database has other names."""
    return settings.data_dir / "names" / sha256(settings.database.url.encode()).hexdigest()[:16]


@dataclass(slots=True)
class _State:
    """What an index holds: how many entities of each kind, and up to which time of recording."""

    counts: dict[str, int]
    newest: datetime | None


class Names:
    """One index for all readers; whoever finds it behind brings it up to date.

    With a `folder`, a large index is saved there and taken up again at the next start.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._folder = folder
        self._number = -1
        self._index = NameIndex()
        self._state: _State | None = None

    def current(self, reader: Reader) -> NameIndex:
        """The index as of what `reader` sees."""
        number = int(reader.value(_NUMBER, topic="names") or 0)
        if number != self._number:
            with self._lock:
                if number != self._number:
                    self._bring_up_to_date(reader)
                    self._number = number
        return self._index

    def _bring_up_to_date(self, reader: Reader) -> None:
        if self._state is None and self._folder is not None:
            self._take_up(self._folder)
        counts = {kind: int(reader.value(statement) or 0) for kind, statement in _COUNTS.items()}
        if self._state is None or not self._follow(reader, self._state, counts):
            self._build(reader, counts)

    def _take_up(self, folder: Path) -> None:
        saved = NameIndex.load(folder)
        if saved is not None:
            self._index, state = saved[0], json.loads(saved[1])
            self._state = _State(state["counts"], datetime.fromisoformat(state["newest"]))

    def _follow(self, reader: Reader, state: _State, counts: dict[str, int]) -> bool:
        """Put in what was recorded since; False where more has changed than that: something is gone."""
        if state.newest is None:
            return False
        rows = {kind: reader.rows(statement, since=state.newest) for kind, statement in _SINCE.items()}
        names: list[Name] = []
        added = dict(state.counts)
        for kind, found in rows.items():
            for row in found:
                added[kind] += self._index.remove(kind, row[f"{kind}_id"]) == 0
                names += _names(kind, row)
        if added != counts:
            return False
        if names:
            self._index.add(names)
        self._state = _State(counts, _newest([state.newest, *_times(rows)]))
        return True

    def _build(self, reader: Reader, counts: dict[str, int]) -> None:
        rows = {kind: reader.rows(statement) for kind, statement in _ALL.items()}
        self._index = NameIndex.build(
            name for kind, found in rows.items() for row in found for name in _names(kind, row)
        )
        self._state = _State(counts, _newest(_times(rows)))
        if self._folder is not None and len(self._index) >= SAVED_FROM and self._state.newest:
            mark = json.dumps({"counts": counts, "newest": self._state.newest.isoformat()})
            self._index.save(self._folder, mark)


def _names(kind: str, row: Row) -> Iterator[Name]:
    """The names of one row that hold anything."""
    entity_id = row[f"{kind}_id"]
    yield Name(kind, entity_id, row["name"], "name")
    if kind == "customer":
        yield from (Name(kind, entity_id, alias, "alias") for alias in row["aliases"])
    if row["name_en"]:
        yield Name(kind, entity_id, row["name_en"], "name_en")


def _times(rows: Mapping[str, Sequence[Row]]) -> list[datetime]:
    return [row["recorded_at"] for found in rows.values() for row in found]


def _newest(times: list[datetime]) -> datetime | None:
    return max(times, default=None)
