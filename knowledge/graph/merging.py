"""Two customers that are one: everything said of the one counts for the other, and can be parted again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, and_, bindparam, or_, select

from knowledge.graph.amendments import MOST_AT_ONCE, Change, Moved
from knowledge.graph.commands import edges_of_contact
from knowledge.graph.edges import Edge, exchange
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.merged import standing
from knowledge.graph.owning import MERGE
from knowledge.graph.tables import contacts, facts, merges
from knowledge.people.commands import NAMES
from knowledge.store.errors import StaleWrite
from knowledge.store.tables import metadata
from knowledge.store.unit import Reader, Row, Unit

_OWN = {"customers", "facts", "adjacency", "merges", "amendments"}
_ABOUT = (
    select(facts)
    .where(
        facts.c.withdrawn_at.is_(None),
        or_(
            and_(facts.c.subject_kind == "customer", facts.c.subject_id == bindparam("customer_id")),
            and_(facts.c.object_kind == "customer", facts.c.object_id == bindparam("customer_id")),
        ),
    )
    .order_by(facts.c.id)
)
_MERGE = merges.insert()
_CONTACTS = select(contacts).where(contacts.c.contact_id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would do: facts and rows of registers (by table) that move, and owners that would contradict."""

    facts: int
    moved: Mapping[str, int]
    owners: tuple[str, ...]


def preview(reader: Reader, gone: str, kept: str) -> Preview:
    """What would move from customer `gone` to `kept`; `owners` are the current ones where there would be several."""
    theirs, ours = reader.rows(_ABOUT, customer_id=gone), reader.rows(_ABOUT, customer_id=kept)
    owners = {row["object_id"] for row in (*theirs, *ours) if row["kind"] == "owner:rep" and row["valid_to"] is None}
    moved = {one.table: len(one.ids) for one in moves(reader, gone, kept) if one.column == "customer_id"}
    return Preview(len(theirs), moved, tuple(sorted(owners)) if len(owners) > 1 else ())


def moves(reader: Reader, gone: str, kept: str) -> list[Moved]:
    """The rows that name a customer in any register there is: deals, contacts, and those of later rooms."""
    found = [
        Moved(name, column, gone, kept, tuple(one for one in _ids(reader, name, column, gone) if one != kept))
        for name, column in (*((name, "customer_id") for name in _registers()), ("customers", "parent_id"))
    ]
    return [one for one in found if one.ids]


@dataclass(frozen=True, slots=True)
class MergeCustomers:
    """Customer `gone` is the same as `kept`."""

    key: str
    gone: str
    kept: str

    def apply(self, unit: Unit, actor: str) -> None:
        """Say of the one what is believed of the other, and move what names it. Raises StaleWrite where one is gone."""
        if standing(unit, {self.gone, self.kept}):
            raise StaleWrite(f"{self.gone} was merged")
        change = Change(unit, self.key, MERGE, self.kept, actor)
        rows = unit.rows(_ABOUT, customer_id=self.gone)
        said = {_ends(row) for row in unit.rows(_ABOUT, customer_id=self.kept)}
        renamed = [_renamed(row, self.gone, self.kept) for row in rows]
        change.withdraw(rows)
        change.say([row for row in renamed if _ends(row) not in said and not _of_itself(row)])
        moving = moves(unit, self.gone, self.kept)
        change.move(moving)
        _relink(unit, moving)
        unit.run(_MERGE, gone_id=self.gone, kept_id=self.kept, key=self.key)
        change.keep(gone=self.gone, kept=self.kept, facts=len(rows))
        unit.touch(NAMES)
        unit.emit(OwnershipChanged(self.key))


def parted(unit: Unit, moved: Iterable[Moved]) -> None:
    """Bring the edges of a merge's rows back, once those have moved back."""
    _relink(unit, [Moved(one.table, one.column, one.after, one.before, one.ids) for one in moved])


def _relink(unit: Unit, moved: Iterable[Moved]) -> None:
    """The edges of rows that moved just now."""
    for one in moved:
        if one.table == "contacts":
            rows = [row for piece in _pieces(one.ids) for row in unit.rows(_CONTACTS, ids=piece)]
            before = [edge for row in rows for edge in edges_of_contact({**row, "customer_id": one.before})]
            exchange(unit, before, [edge for row in rows for edge in edges_of_contact(row)])
        elif one.table == "customers":
            exchange(unit, _parents(one.ids, one.before), _parents(one.ids, one.after))


def _parents(children: Sequence[str | int], parent: str) -> list[Edge]:
    return [("customer", str(child), "part_of", "customer", parent) for child in children]


def _pieces(ids: Sequence[str | int]) -> list[list[str | int]]:
    return [list(ids[first : first + MOST_AT_ONCE]) for first in range(0, len(ids), MOST_AT_ONCE)]


def _registers() -> list[str]:
    """Every table of things by id that name their customer; one whose key has several columns is not such a thing."""
    return sorted(
        name
        for name, table in metadata.tables.items()
        if "customer_id" in table.c and name not in _OWN and len(table.primary_key.columns) == 1
    )


def _ids(reader: Reader, name: str, column: str, customer_id: str) -> tuple[str | int, ...]:
    return tuple(row["row_id"] for row in reader.rows(_naming(name, column), customer_id=customer_id))


@lru_cache
def _naming(name: str, column: str) -> Any:  # noqa: ANN401  a SELECT from any table
    table: Table = metadata.tables[name]
    (key,) = table.primary_key.columns
    return select(key.label("row_id")).where(table.c[column] == bindparam("customer_id")).order_by(key)


def _ends(row: Row) -> tuple[object, ...]:
    names = ("subject_kind", "subject_id", "kind", "object_kind", "object_id", "valid_from", "valid_to")
    return tuple(row[name] for name in names)


def _renamed(row: Row, gone: str, kept: str) -> dict[str, Any]:
    ends = {
        f"{side}_id": kept
        for side in ("subject", "object")
        if (row[f"{side}_kind"], row[f"{side}_id"]) == ("customer", gone)
    }
    return {**row, **ends}


def _of_itself(row: Row) -> bool:
    return (row["subject_kind"], row["subject_id"]) == (row["object_kind"], row["object_id"])
