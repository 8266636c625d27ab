"""SQLite's short way: a statement is compiled once, then goes straight to the driver.

Measured reason: SQLite answers a lookup by key within 3 µs, and SQLAlchemy needs 20 to 50 µs more to bring it there; a
message takes some fifteen of them, so this halves what a message costs. Values are encoded and decoded, and errors are
wrapped, as SQLAlchemy does it. The long way is left for statements seen for the first time (they may have been built
for one call), for lists in an UPDATE, for defaults that Python computes, and for PostgreSQL, where the journey costs
more than the luggage.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any
from weakref import ref

from sqlalchemy import Connection, Dialect, Executable, SelectBase
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import BindParameter

from knowledge.store.columns import Instant

Params = Mapping[str, Any]
Row = Mapping[str, Any]
"""A row by column name."""

_COUNTED = {"preserve_rowcount": True}
"""Without it an INSERT on PostgreSQL says -1."""

MOST_FORMS = 64
"""A statement over lists has one form for each length; beyond this many it goes the long way."""

MOST_MOMENTS = 256
"""How many encoded moments are remembered."""

_TROUBLES = (sqlite3.Error, TypeError, ValueError, AttributeError, ArithmeticError, KeyError)
"""What the driver raises, and what the encoding of a value that does not fit its column does."""

_Code = Callable[[Any], Any]


_Input = Callable[[Params], object]
"""Where one value of the text comes from: a parameter, an item of it, or what it always is."""


_SQLITE = sqlite_dialect()
_ENCODED_MOMENT: _Code = Instant().dialect_impl(_SQLITE).bind_processor(_SQLITE)  # type: ignore[assignment]


def _input_of(name: str, item: int | None, encode: _Code | None) -> _Input:
    """A parameter, or one item of it, as the driver takes it."""
    if item is None:
        return itemgetter(name) if encode is None else lambda params: encode(params[name])
    if encode is None:
        return lambda params: params[name][item]
    return lambda params: encode(params[name][item])


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as the driver takes it. `decoders` are for columns of its result, by place."""

    text: str
    inputs: tuple[_Input, ...]
    decoders: Mapping[int, _Code]

    def run(self, connection: Connection, params: Params) -> int:
        """Execute; how many rows it touched. Raises sqlalchemy.exc.DBAPIError or StatementError."""
        return self._execute(connection, params).rowcount

    def run_many(self, connection: Connection, rows: Sequence[Params]) -> None:
        """Execute once for each set of values. Raises as `run` does."""
        driver: Any = connection.connection.driver_connection
        try:
            driver.executemany(self.text, [[of(params) for of in self.inputs] for params in rows])
        except _TROUBLES as error:
            raise self._wrapped(error) from error

    def rows(self, connection: Connection, params: Params) -> list[Row]:
        """All rows of the result. Raises as `run` does."""
        cursor = self._execute(connection, params)
        names = [column[0] for column in cursor.description]
        return [self._decoded(names, values) for values in self._fetched(cursor.fetchall)]

    def row(self, connection: Connection, params: Params) -> Row | None:
        """The first row of the result. Raises as `run` does."""
        cursor = self._execute(connection, params)
        values = self._fetched(cursor.fetchone)
        names = [column[0] for column in cursor.description]
        cursor.close()
        return None if values is None else self._decoded(names, values)

    def value(self, connection: Connection, params: Params) -> Any:  # noqa: ANN401  a column's own type
        """The first column of the first row. Raises as `run` does."""
        cursor = self._execute(connection, params)
        values = self._fetched(cursor.fetchone)
        cursor.close()
        if values is None:
            return None
        decode = self.decoders.get(0)
        return values[0] if decode is None else decode(values[0])

    def _execute(self, connection: Connection, params: Params) -> sqlite3.Cursor:
        driver: Any = connection.connection.driver_connection
        try:
            cursor: sqlite3.Cursor = driver.execute(self.text, [of(params) for of in self.inputs])
        except _TROUBLES as error:
            raise self._wrapped(error) from error
        return cursor

    def _fetched(self, fetch: Callable[[], Any]) -> Any:  # noqa: ANN401  a row, or all of them
        try:
            return fetch()
        except sqlite3.Error as error:
            raise self._wrapped(error) from error

    def _wrapped(self, error: Exception) -> BaseException:
        return DBAPIError.instance(self.text, None, error, sqlite3.Error)

    def _decoded(self, names: Sequence[str], values: Sequence[Any]) -> Row:
        row = dict(zip(names, values, strict=True))
        for place, decode in self.decoders.items():
            row[names[place]] = decode(values[place])
        return row


@dataclass(frozen=True, slots=True)
class LongWay:
    """A statement as SQLAlchemy runs it; the same methods as `Prepared`."""

    statement: Executable

    def run(self, connection: Connection, params: Params) -> int:
        """Execute; how many rows it touched."""
        return connection.execute(self.statement, params, execution_options=_COUNTED).rowcount

    def run_many(self, connection: Connection, rows: Sequence[Params]) -> None:
        """Execute once for each set of values."""
        connection.execute(self.statement, [dict(row) for row in rows])

    def rows(self, connection: Connection, params: Params) -> list[Row]:
        """All rows of the result."""
        return [dict(row) for row in connection.execute(self.statement, params).mappings()]

    def row(self, connection: Connection, params: Params) -> Row | None:
        """The first row of the result."""
        found = connection.execute(self.statement, params).mappings().first()
        return None if found is None else dict(found)

    def value(self, connection: Connection, params: Params) -> Any:  # noqa: ANN401  a column's own type
        """The first column of the first row."""
        return connection.execute(self.statement, params).scalar()


class _Forms:
    """The prepared forms of one statement, by the names of the parameters and the lengths of those that are lists."""

    __slots__ = ("_forms", "_lists")

    def __init__(self) -> None:
        self._lists: Sequence[str] | None = None
        self._forms: dict[tuple[object, ...], Prepared | None] = {}

    def of(self, statement: Executable, params: Params, dialect: Dialect) -> Prepared | None:
        if self._lists is None:
            lists = _compiled(statement, params, dialect).post_compile_params
            self._lists = [bind.key for bind in lists if bind.key in params]
        key = (*params, *(len(params[name]) for name in self._lists))
        if key not in self._forms:
            if len(self._forms) >= MOST_FORMS:
                return None
            self._forms[key] = _prepared(statement, params, dialect)
        return self._forms[key]


_KNOWN: dict[int, tuple[ref[Executable], _Forms]] = {}
"""By the identity of the statement, for as long as it lives."""


def way(connection: Connection, statement: Executable, params: Params) -> Prepared | LongWay:
    """How a statement runs best on this connection with these parameters."""
    if connection.dialect.name != "sqlite":
        return LongWay(statement)
    known = _KNOWN.get(id(statement))
    if known is None or known[0]() is not statement:
        _KNOWN[id(statement)] = ref(statement, partial(_forget, id(statement))), _Forms()
        return LongWay(statement)
    return known[1].of(statement, params, connection.dialect) or LongWay(statement)


def _forget(key: int, gone: ref[Executable]) -> None:
    if key in _KNOWN and _KNOWN[key][0] is gone:
        del _KNOWN[key]


def _prepared(statement: Executable, params: Params, dialect: Dialect) -> Prepared | None:
    compiled = _compiled(statement, params, dialect)
    lists = compiled.post_compile_params
    if compiled.literal_execute_params or compiled.insert_prefetch or compiled.update_prefetch:
        return None
    if isinstance(statement, SelectBase):
        kinds = [column.type for column in statement.selected_columns]
    elif isinstance(statement, UpdateBase) and not lists and not statement.exported_columns:
        kinds = []
    else:
        return None
    items = dict(_items(compiled, params, dialect))
    if lists and isinstance(statement, SelectBase):
        compiled = _compiled(statement.params(**params), params, dialect, render_postcompile=True)
    inputs = [items.get(name) or _input(compiled, name, params, dialect) for name in compiled.positiontup or ()]
    if None in inputs or items.keys() & params.keys():
        return None
    found = ((place, kind.dialect_impl(dialect).result_processor(dialect, None)) for place, kind in enumerate(kinds))
    decoders = {place: decode for place, decode in found if decode is not None}
    return Prepared(compiled.string, tuple(one for one in inputs if one), decoders)


def _compiled(statement: Executable, params: Params, dialect: Dialect, **asked: bool) -> SQLCompiler:
    compiled = statement.compile(dialect=dialect, column_keys=list(params), compile_kwargs=asked)  # type: ignore[attr-defined]
    if not isinstance(compiled, SQLCompiler):
        raise TypeError(f"not a statement with values: {statement}")
    return compiled


def _items(compiled: SQLCompiler, params: Params, dialect: Dialect) -> Iterator[tuple[str, _Input]]:
    """The items of lists, given or fixed, by the names that SQLAlchemy gives them when it writes a list out."""
    for bind in compiled.post_compile_params:
        encode, given = _encoder(bind, dialect), bind.key in params
        for place, value in enumerate(params[bind.key] if given else bind.effective_value or ()):
            one = _input_of(bind.key, place, encode) if given else _always(value, encode)
            yield f"{compiled.bind_names[bind]}_{place + 1}", one


def _input(compiled: SQLCompiler, name: str, params: Params, dialect: Dialect) -> _Input | None:
    """A value that is no list; None where it is wanted and not given: the long way says it best."""
    bind = compiled.binds[name]
    encode = _encoder(bind, dialect)
    if bind.key in params:
        return _input_of(bind.key, None, encode)
    return None if bind.required else _always(bind.effective_value, encode)


def _always(value: object, encode: _Code | None) -> _Input:
    fixed = value if encode is None else encode(value)
    return lambda _: fixed


def _encoder(bind: BindParameter[Any], dialect: Dialect) -> _Code | None:
    if isinstance(bind.type, Instant):
        return _moment
    return bind.type.dialect_impl(dialect).bind_processor(dialect)


@lru_cache(MOST_MOMENTS)
def _moment(value: datetime | None) -> object:
    """A moment as SQLite stores it; a unit writes the same one into most of its rows."""
    return _ENCODED_MOMENT(value)
