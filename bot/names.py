"""The name index in memory: kept up to date by what the database says has changed, and saved for the next start."""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Select, Table, bindparam, func, select

from config.settings import Settings
from knowledge.deals.offers import offered
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import NICKNAME, Name
from knowledge.graph.names.topics import CONTACTS, OFFERS
from knowledge.graph.nicknaming import all_nicknames
from knowledge.graph.tables import contacts, customers
from knowledge.people.commands import NAMES
from knowledge.people.tables import persons
from knowledge.store.lists import padded, pieces
from knowledge.store.tables import changes
from knowledge.store.unit import Reader, Row

SAVED_FROM = 20_000
"""Smaller indexes are built sooner than they are worth keeping."""

_Nicknames = Mapping[str, tuple[str, ...]]
"""What the team calls customers, by their ids."""

_NUMBERS = select(changes.c.topic, changes.c.number).where(changes.c.topic.in_([NAMES, CONTACTS, OFFERS]))


@dataclass(frozen=True, slots=True)
class _Feed:
    """The names of one kind of entity: what is counted when they change, all, those since, those of ids, how many."""

    topic: str
    all: Select[tuple[object, ...]]
    since: Select[tuple[object, ...]]
    some: Select[tuple[object, ...]]
    count: Select[tuple[int]]


def _feed(topic: str, table: Table, *columns: str) -> _Feed:
    """The names of the rows of `table`, whose first column is their id."""
    every = select(*(table.c[name] for name in columns), table.c.recorded_at)
    since = every.where(table.c.recorded_at >= bindparam("since"))
    some = every.where(table.c[columns[0]].in_(bindparam("ids", expanding=True)))
    return _Feed(topic, every, since, some, select(func.count(table.c[columns[0]])))


_FEEDS = {
    "customer": _feed(NAMES, customers, "customer_id", "name", "aliases", "name_en"),
    "person": _feed(NAMES, persons, "person_id", "name", "name_en"),
    "contact": _feed(CONTACTS, contacts, "contact_id", "name"),
}


def names_folder(settings: Settings) -> Path:
    """Where the index of this database's names is saved: another database has other names."""
    return settings.data_dir / "names" / sha256(settings.database.url.encode()).hexdigest()[:16]


@dataclass(slots=True)
class _State:
    """What an index holds: how many entities of each kind, up to which time of recording each; what is offered, and
    which nicknames.
    """

    counts: dict[str, int]
    newest: dict[str, datetime]
    offers: set[tuple[str, str]] = field(default_factory=set)
    nicknames: _Nicknames = field(default_factory=dict)

    def mark(self) -> str:
        """The state as it is saved with the index."""
        newest = {kind: at.isoformat() for kind, at in self.newest.items()}
        held = {"counts": self.counts, "newest": newest, "offers": sorted(self.offers)}
        return json.dumps({**held, "nicknames": self.nicknames})

    @classmethod
    def of_mark(cls, mark: str) -> "_State":
        """The state that was saved; an empty one where an older version saved it."""
        saved = json.loads(mark)
        if not isinstance(saved.get("newest"), dict):
            return cls({}, {})
        newest = {kind: datetime.fromisoformat(at) for kind, at in saved["newest"].items()}
        nicknames = {key: tuple(names) for key, names in saved.get("nicknames", {}).items()}
        return cls(saved["counts"], newest, {(kind, name) for kind, name in saved["offers"]}, nicknames)

    def renamed(self, nicknames: _Nicknames) -> list[str]:
        """The customers that have other nicknames than these, in the order of their ids."""
        ids = self.nicknames.keys() | nicknames.keys()
        return sorted(one for one in ids if self.nicknames.get(one) != nicknames.get(one))


class Names:
    """One index for all readers; whoever finds it behind brings it up to date.

    With a `folder`, a large index is saved there and taken up again at the next start.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._folder = folder
        self._numbers: Mapping[str, int] | None = None
        self._index = NameIndex()
        self._state: _State | None = None

    def current(self, reader: Reader) -> NameIndex:
        """The index as of what `reader` sees."""
        numbers = {str(row["topic"]): int(row["number"]) for row in reader.rows(_NUMBERS)}
        if numbers != self._numbers:
            with self._lock:
                if numbers != self._numbers:
                    self._bring_up_to_date(reader, self._moved(numbers))
                    self._numbers = numbers
        return self._index

    def _moved(self, numbers: Mapping[str, int]) -> set[str]:
        """The topics that were counted on since; all of them at the start."""
        before = self._numbers
        return {one for one in (NAMES, CONTACTS, OFFERS) if before is None or numbers.get(one) != before.get(one)}

    def _bring_up_to_date(self, reader: Reader, moved: set[str]) -> None:
        if self._state is None and self._folder is not None:
            self._take_up(self._folder)
        feeds = {kind: feed for kind, feed in _FEEDS.items() if feed.topic in moved}
        counts = {kind: int(reader.value(feed.count) or 0) for kind, feed in feeds.items()}
        if self._state is None or not self._follow(reader, self._state, counts):
            self._build(reader)
        elif OFFERS in moved:
            self._offer(reader, self._state)

    def _take_up(self, folder: Path) -> None:
        saved = NameIndex.load(folder)
        if saved is not None:
            self._index, self._state = saved[0], _State.of_mark(saved[1])

    def _follow(self, reader: Reader, state: _State, counts: Mapping[str, int]) -> bool:
        """Put in what was recorded since; False where more has changed than that: something is gone."""
        names: list[Name] = []
        nicknames = all_nicknames(reader) if "customer" in counts else state.nicknames
        for kind, count in counts.items():
            rows = _rows_since(reader, kind, state, nicknames)
            added = state.counts.get(kind, 0)
            for row in rows:
                added += self._index.remove(kind, row[f"{kind}_id"]) == 0
                names += _names(kind, row, nicknames)
            if added != count:
                return False
            state.counts[kind] = count
            state.newest |= _newest(kind, rows)
        state.nicknames = nicknames
        if names:
            self._index.add(names)
        return True

    def _offer(self, reader: Reader, state: _State) -> None:
        """Put in what is offered now, in place of what was."""
        for kind, name in state.offers:
            self._index.remove(kind, name)
        names = offered(reader)
        if names:
            self._index.add(names)
        state.offers = {(one.kind, one.entity_id) for one in names}

    def _build(self, reader: Reader) -> None:
        rows = {kind: reader.rows(feed.all) for kind, feed in _FEEDS.items()}
        offers, nicknames = offered(reader), all_nicknames(reader)
        named = (name for kind, found in rows.items() for row in found for name in _names(kind, row, nicknames))
        self._index = NameIndex.build(_both(named, offers))
        counts = {kind: len(found) for kind, found in rows.items()}
        newest = {name: at for kind, found in rows.items() for name, at in _newest(kind, found).items()}
        self._state = _State(counts, newest, {(one.kind, one.entity_id) for one in offers}, nicknames)
        if self._folder is not None and len(self._index) >= SAVED_FROM and newest:
            self._index.save(self._folder, self._state.mark())


def _both(named: Iterable[Name], offers: Iterable[Name]) -> Iterator[Name]:
    yield from named
    yield from offers


def _rows_since(reader: Reader, kind: str, state: _State, nicknames: _Nicknames) -> list[Row]:
    """What was recorded since, or all; and the customers that are called something else since."""
    newest = state.newest.get(kind)
    if newest is None:
        return list(reader.rows(_FEEDS[kind].all))
    rows = {row[f"{kind}_id"]: row for row in reader.rows(_FEEDS[kind].since, since=newest)}
    renamed = [one for one in state.renamed(nicknames) if one not in rows] if kind == "customer" else []
    for piece in pieces(renamed):
        rows |= {row["customer_id"]: row for row in reader.rows(_FEEDS[kind].some, ids=padded(piece))}
    return list(rows.values())


def _names(kind: str, row: Row, nicknames: _Nicknames) -> Iterator[Name]:
    """The names of one row that hold anything, and its nicknames."""
    entity_id = row[f"{kind}_id"]
    yield Name(kind, entity_id, row["name"], "name")
    yield from (Name(kind, entity_id, alias, "alias") for alias in row.get("aliases") or ())
    if row.get("name_en"):
        yield Name(kind, entity_id, row["name_en"], "name_en")
    if kind == "customer":
        yield from (Name(kind, entity_id, name, NICKNAME) for name in nicknames.get(entity_id, ()))


def _newest(kind: str, rows: Iterable[Row]) -> dict[str, datetime]:
    """The time of the last of them, by kind; nothing where there are none."""
    newest = max((row["recorded_at"] for row in rows), default=None)
    return {kind: newest} if newest else {}
