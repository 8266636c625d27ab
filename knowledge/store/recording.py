"""Tables that hold one row a thing, as last said: a new row is added, a changed one supersedes, an equal one rests.

What a superseded row said goes to the audit, so that nothing is lost.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, bindparam, select

from knowledge.store import tables
from knowledge.store.lists import padded
from knowledge.store.unit import Params, Unit, upsert

T = TypeVar("T")
Source = Mapping[str, object]
"""Where something is known from: {"what", "where", "at"} and what else is worth keeping of it."""

_AUDIT = tables.audit.insert()


@dataclass(frozen=True, slots=True)
class Claim(Generic[T]):
    """A value and where it is known from."""

    value: T
    source: Source


@dataclass(frozen=True, slots=True)
class Refused:
    """A claim that was not taken: its place among the claims, the column and value at fault, and a word for why."""

    index: int
    column: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of some claims."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A row as it is to be stored, and as it was; `differs` names the columns between the two."""

    row: Params
    before: Params | None
    differs: tuple[str, ...]

    @property
    def created(self) -> bool:
        """Whether the thing was not there before."""
        return self.before is None


def counted(versions: Sequence[Version]) -> Recorded:
    """How many were created, changed and left as they were."""
    created = sum(version.created for version in versions)
    changed = sum(bool(version.differs) for version in versions)
    return Recorded(created, changed, len(versions) - created - changed)


class Register:
    """One table of things by id, with its statements. `kind` is what the audit calls such a thing."""

    def __init__(self, table: Table, kind: str) -> None:
        self._kind, (key,) = kind, table.primary_key.columns
        self._key = key.name
        self._columns = tuple(c.name for c in table.c if c.name not in (key.name, "recorded_at", "source"))
        self._stored = select(table).where(key.in_(bindparam("ids", expanding=True)))
        self._upsert = upsert(table, [key.name], [*self._columns, "recorded_at", "source"])
        self._known = select(key).where(key.in_(bindparam("ids", expanding=True)))

    def record(self, unit: Unit, rows: Sequence[Params], given: Collection[str] | None = None) -> list[Version]:
        """Store rows of all columns but recorded_at; what happened to each. `given` as in `compare`."""
        versions = self.compare(unit, rows, given)
        self.write(unit, versions)
        return versions

    def unknown(self, unit: Unit, ids: Collection[str]) -> set[str]:
        """Those of `ids` that no row has."""
        wanted = set(ids) - {""}
        return (
            wanted - {row[self._key] for row in unit.rows(self._known, ids=padded(sorted(wanted)))}
            if wanted
            else wanted
        )

    def compare(self, unit: Unit, rows: Sequence[Params], given: Collection[str] | None) -> list[Version]:
        """Each row beside what is stored. Columns that are not `given` (None: all are) keep what is stored."""
        ids = padded(sorted({row[self._key] for row in rows}))
        stored: dict[str, Params] = {row[self._key]: dict(row) for row in unit.rows(self._stored, ids=ids)}
        versions = []
        for row in rows:
            version = self._beside(row, stored.get(row[self._key]), given)
            stored[row[self._key]] = version.row
            versions.append(version)
        return versions

    def write(self, unit: Unit, versions: Sequence[Version]) -> None:
        """Store what is new or differs, in the order of ids, so that two writers never wait for each other."""
        fresh = [version for version in versions if version.created or version.differs]
        fresh.sort(key=lambda version: str(version.row[self._key]))
        unit.run_many(self._upsert, [{**version.row, "recorded_at": unit.now} for version in fresh])
        unit.run_many(_AUDIT, [self._audited(unit, version) for version in fresh if version.differs])

    def _beside(self, row: Params, before: Params | None, given: Collection[str] | None) -> Version:
        if before is None:
            return Version({**row, "attributes": _filled(row["attributes"])}, None, ())
        merged = dict(row)
        merged["attributes"] = _filled({**before["attributes"], **row["attributes"]})
        if given is not None:
            merged.update({name: before[name] for name in self._columns if name not in given and name != "attributes"})
        return Version(merged, before, tuple(name for name in self._columns if merged[name] != before[name]))

    def _audited(self, unit: Unit, version: Version) -> dict[str, Any]:
        before, row = version.before or {}, version.row
        details = {
            "before": {name: plain(before[name]) for name in version.differs},
            "after": {name: plain(row[name]) for name in version.differs},
            "source": dict(row["source"]),
        }
        actor, subject = str(row["source"].get("what", "")), f"{self._kind}:{row[self._key]}"
        return {"at": unit.now, "actor": actor, "action": "superseded", "subject": subject, "details": details}


def fields_of(value: object, names: Sequence[str]) -> dict[str, Any]:
    """Some fields of a value as a row."""
    return {name: getattr(value, name) for name in names}


def plain(value: object) -> object:
    """A stored value as plain JSON."""
    return value.isoformat() if isinstance(value, date) else value


def _filled(attributes: Mapping[str, object]) -> dict[str, object]:
    """Without the empty ones: an emptied cell takes an attribute away."""
    return {name: value for name, value in attributes.items() if value not in ("", None)}
