"""What somebody changes in one go about facts, kept so that it can be told, and undone as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Table, bindparam, select, update

from knowledge.graph.facts import UNDONE, say, withdraw
from knowledge.graph.tables import amendments, facts
from knowledge.store.errors import StaleWrite
from knowledge.store.tables import metadata
from knowledge.store.unit import Reader, Row, Unit

MOST_AT_ONCE = 500

_BY_KEY = select(amendments).where(amendments.c.key == bindparam("key"))
_OF_SUBJECT = select(amendments).where(amendments.c.subject == bindparam("subject")).order_by(amendments.c.at)
_KEEP = amendments.insert()
_UNDO = (
    update(amendments)
    .where(amendments.c.key == bindparam("of_key"), amendments.c.undone_at.is_(None))
    .values(undone_at=bindparam("moment", type_=amendments.c.undone_at.type), undone_by=bindparam("by"))
)
_RENUMBER = update(amendments).where(amendments.c.key == bindparam("of_key")).values(said=bindparam("ids"))
_FACTS = select(facts).where(facts.c.id.in_(bindparam("ids", expanding=True))).order_by(facts.c.id)


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows of a register that got another value in one column: the ids of those that had `before`."""

    table: str
    column: str
    before: str
    after: str
    ids: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change: facts said and withdrawn (their ids), rows moved. `subject` is the customer or person it is about.

    `kind` is "correct", "claim", "settle", "merge", "hand_over" or "nickname".
    """

    key: str
    kind: str
    subject: str
    actor_id: str
    at: datetime
    said: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()
    moved: tuple[Moved, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    undone_at: datetime | None = None
    undone_by: str = ""


def amendment(reader: Reader, key: str) -> Amendment | None:
    """The amendment with this key."""
    row = reader.row(_BY_KEY, key=key)
    return _amendment(row) if row else None


def amendments_of(reader: Reader, subject: str) -> list[Amendment]:
    """All that was changed about a customer or person, in the order of time; what was undone too."""
    return [_amendment(row) for row in reader.rows(_OF_SUBJECT, subject=subject)]


def stored_facts(reader: Reader, ids: Iterable[int]) -> list[Row]:
    """Facts as rows, in the order of ids."""
    wanted = sorted(ids)
    pieces = (wanted[first : first + MOST_AT_ONCE] for first in range(0, len(wanted), MOST_AT_ONCE))
    return [row for piece in pieces for row in reader.rows(_FACTS, ids=piece)]


def can_be_undone(reader: Reader, made: Amendment) -> bool:
    """Whether nobody has changed since what it said."""
    return all(row["withdrawn_at"] is None for row in stored_facts(reader, made.said))


class Change:
    """An amendment in the making: its parts happen at once, `keep` writes down what they were."""

    def __init__(self, unit: Unit, key: str, kind: str, subject: str, actor: str) -> None:
        self._unit, self._why = unit, kind
        self._made = Amendment(key, kind, subject, actor, unit.now)
        self._said: list[int] = []
        self._withdrawn: list[int] = []
        self._moved: list[Moved] = []

    def withdraw(self, rows: Sequence[Row]) -> None:
        """Believe facts no longer. Raises StaleWrite where one was not believed any more."""
        if withdraw(self._unit, rows, self._why) != len(rows):
            raise StaleWrite(f"{self._made.kind} {self._made.subject}")
        self._withdrawn += [row["id"] for row in rows]

    def say(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Believe facts."""
        self._said += say(self._unit, rows)

    def close(self, rows: Sequence[Row], before: date) -> None:
        """Let facts end on the day before `before`; one that would have begun later was never so."""
        last = before - timedelta(days=1)
        self.withdraw(rows)
        self.say([{**row, "valid_to": last} for row in rows if row["valid_from"] is None or row["valid_from"] <= last])

    def move(self, moves: Iterable[Moved]) -> None:
        """Change rows of registers; those that have something else in the column by now stay."""
        for one in moves:
            _move(self._unit, one)
            self._moved.append(one)

    def keep(self, **details: object) -> None:
        """Write the amendment down, and into the audit."""
        made = self._made
        moved = [{**asdict(one), "ids": list(one.ids)} for one in self._moved]
        row = {"key": made.key, "kind": made.kind, "subject": made.subject, "actor_id": made.actor_id, "at": made.at}
        row |= {"said": self._said, "withdrawn": self._withdrawn, "moved": moved, "details": details}
        self._unit.run(_KEEP, **row, undone_at=None, undone_by=None)
        self._unit.audit(made.actor_id, made.kind, made.subject, key=made.key, **details)


def undo(unit: Unit, made: Amendment, actor: str) -> None:
    """Take a change back: what it said is withdrawn, what it withdrew is said anew, what it moved moves back.

    Raises StaleWrite where it was undone before, or where what it said was changed since.
    """
    if not unit.run(_UNDO, of_key=made.key, moment=unit.now, by=actor):
        raise StaleWrite(f"{made.key} was undone")
    if withdraw(unit, stored_facts(unit, made.said), UNDONE) != len(made.said):
        raise StaleWrite(f"{made.key} was changed since")
    ids = dict[int, int](zip(sorted(made.withdrawn), say(unit, stored_facts(unit, made.withdrawn)), strict=True))
    _renumber(unit, made.subject, ids)
    for one in reversed(made.moved):
        _move(unit, Moved(one.table, one.column, one.after, one.before, one.ids))
    unit.audit(actor, "undo", made.subject, key=made.key, kind=made.kind)


def _renumber(unit: Unit, subject: str, ids: Mapping[int, int]) -> None:
    """Earlier changes that had said what is said anew can be undone in their turn."""
    for earlier in amendments_of(unit, subject):
        if ids.keys() & set(earlier.said):
            unit.run(_RENUMBER, of_key=earlier.key, ids=[ids.get(one, one) for one in earlier.said])


def _move(unit: Unit, moved: Moved) -> None:
    for first in range(0, len(moved.ids), MOST_AT_ONCE):
        piece = list(moved.ids[first : first + MOST_AT_ONCE])
        unit.run(_moving(moved.table, moved.column), ids=piece, now_is=moved.before, to_be=moved.after)


@lru_cache
def _moving(table: str, column: str) -> Any:  # noqa: ANN401  an UPDATE of any table
    of: Table = metadata.tables[table]
    (key,) = of.primary_key.columns
    ids: BindParameter[Any] = bindparam("ids", expanding=True)
    return update(of).where(key.in_(ids), of.c[column] == bindparam("now_is")).values({column: bindparam("to_be")})


def _amendment(row: Row) -> Amendment:
    moved = tuple(Moved(**{**one, "ids": tuple(one["ids"])}) for one in row["moved"])
    return Amendment(
        key=row["key"],
        kind=row["kind"],
        subject=row["subject"],
        actor_id=row["actor_id"],
        at=row["at"],
        said=tuple(row["said"]),
        withdrawn=tuple(row["withdrawn"]),
        moved=moved,
        details=row["details"],
        undone_at=row["undone_at"],
        undone_by=row["undone_by"] or "",
    )
