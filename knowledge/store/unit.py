"""Reader and Unit: what views read from, and what commands write through."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.store import tables
from knowledge.store.prepared import LongWay, Params, Prepared, Row, way

__all__ = ["Params", "PerDialect", "Reader", "Row", "Statement", "Unit", "insert_or_ignore", "upsert"]


class PerDialect:
    """One statement that the two databases spell differently, built once for each."""

    def __init__(self, sqlite_form: Executable, postgresql_form: Executable) -> None:
        self._forms = {"sqlite": sqlite_form, "postgresql": postgresql_form}

    def of(self, dialect: str) -> Executable:
        """The statement for "sqlite" or "postgresql"."""
        return self._forms[dialect]


Statement = Executable | PerDialect


def insert_or_ignore(table: Table) -> PerDialect:
    """INSERT of one row that does nothing where a unique key is taken."""
    return PerDialect(sqlite.insert(table).on_conflict_do_nothing(), postgresql.insert(table).on_conflict_do_nothing())


def upsert(table: Table, keys: Sequence[str], update: Sequence[str], returning: Sequence[str] = ()) -> PerDialect:
    """INSERT of one row, or UPDATE of the columns `update` where the row with these `keys` exists.

    With `returning` columns many rows go in one statement (`Unit.returning`), each key once.
    """
    lite, post = sqlite.insert(table), postgresql.insert(table)
    given = [table.c[name] for name in returning]
    lite = lite.on_conflict_do_update(index_elements=list(keys), set_={name: lite.excluded[name] for name in update})
    post = post.on_conflict_do_update(index_elements=list(keys), set_={name: post.excluded[name] for name in update})
    return PerDialect(lite.returning(*given), post.returning(*given)) if given else PerDialect(lite, post)


class Reader:
    """Reads over one connection, in one snapshot. Views are built on it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect.name

    def rows(self, statement: Statement, **params: object) -> Sequence[Row]:
        """All rows, by column name."""
        return self._way(statement, params).rows(self._connection, params)

    def row(self, statement: Statement, **params: object) -> Row | None:
        """The first row, or None."""
        return self._way(statement, params).row(self._connection, params)

    def value(self, statement: Statement, **params: object) -> Any:  # noqa: ANN401  a column's own type
        """The first column of the first row, or None."""
        return self._way(statement, params).value(self._connection, params)

    def _way(self, statement: Statement, params: Params) -> Prepared | LongWay:
        return way(self._connection, self._form(statement), params)

    def _form(self, statement: Statement) -> Executable:
        return statement.of(self.dialect) if isinstance(statement, PerDialect) else statement


_AUDIT = tables.audit.insert()
_ONE_MORE = {"number": tables.changes.c.number + 1}
_CHANGED = PerDialect(
    sqlite.insert(tables.changes).on_conflict_do_update(index_elements=["topic"], set_=_ONE_MORE),
    postgresql.insert(tables.changes).on_conflict_do_update(index_elements=["topic"], set_=_ONE_MORE),
)


class Unit(Reader):
    """One short transaction's worth of writing. Commands take it; it carries their events out."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        super().__init__(connection)
        self.now = now
        self.events: list[object] = []
        self.effects: list[Callable[[], None]] = []
        self.hints: set[str] = set()

    def run(self, statement: Statement, **params: object) -> int:
        """Execute with one set of values; how many rows it touched."""
        return self._way(statement, params).run(self._connection, params)

    def run_many(self, statement: Statement, rows: Sequence[Params]) -> None:
        """Execute once for each set of values."""
        if rows:
            self._way(statement, rows[0]).run_many(self._connection, rows)

    def returning(self, statement: Statement, rows: Sequence[Params] | Params) -> Sequence[Row]:
        """Execute a statement that has a RETURNING clause; the rows it gave back."""
        values = dict(rows) if isinstance(rows, Mapping) else [dict(row) for row in rows]
        return [dict(row) for row in self._connection.execute(self._form(statement), values).mappings()]

    def emit(self, event: object) -> None:
        """Say that something happened; reactions and alerts hear of it in this same transaction."""
        self.events.append(event)

    def afterwards(self, effect: Callable[[], None]) -> None:
        """Do `effect` in memory once this unit is durable, and never otherwise."""
        self.effects.append(effect)

    def hint(self, topic: str) -> None:
        """Let other processes on this database know, once this is durable, that there is work ("inbox", "outbox")."""
        self.hints.add(topic)

    def audit(self, actor: str, action: str, subject: str, **details: object) -> None:
        """Keep who did what to what."""
        self.run(_AUDIT, at=self.now, actor=actor, action=action, subject=subject, details=details)

    def touch(self, topic: str) -> None:
        """Count a change of `topic`, so that indexes in other processes know that they are behind."""
        self.run(_CHANGED, topic=topic, number=1)
