from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    Connection,
    Executable,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from knowledge.store.errors import StoreReadOnly, as_trouble
from knowledge.store.prepared import MOST_FORMS, LongWay, Prepared, Row, way
from knowledge.store.schema import migrate
from knowledge.store.sqlite import reader_engine, writer_engine
from knowledge.store.tables import audit, flows, outbox, threads

AT = datetime(2026, 1, 7, 9, 30, tzinfo=timezone(timedelta(hours=8)))
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
COUNTED = Table(
    "counted", MetaData(), Column("name", String), Column("number", Integer, default=lambda: 7, onupdate=lambda: 8)
)
MOMENTS = st.builds(
    lambda minutes, offset: (AT + timedelta(minutes=minutes)).astimezone(timezone(timedelta(minutes=offset))),
    st.integers(-(10**8), 10**8),
    st.integers(-720, 840),
)
ADD = flows.insert()
ALL = select(flows).order_by(flows.c.id)
BY_ID = select(flows).where(flows.c.id == bindparam("flow"))
SOME = select(flows).where(flows.c.id.in_(bindparam("ids", expanding=True))).order_by(flows.c.id)
WAITING = select(flows).where(flows.c.state.in_(("waiting", "handed")), flows.c.due_at <= bindparam("now"))
LATEST = select(func.max(flows.c.due_at))
MOVE = (
    flows.update().where(flows.c.id == bindparam("flow")).values(state=bindparam("to"), subject=flows.c.subject + "!")
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("prepared") / "dazi.db"
    engine = writer_engine(made)
    migrate(engine)
    engine.dispose()
    return made


@pytest.fixture
def connection(file: Path) -> Iterator[Connection]:
    engine = writer_engine(file)
    with engine.connect() as opened, opened.begin() as transaction:
        yield opened
        transaction.rollback()
    engine.dispose()


def short(connection: Connection, statement: Executable, **params: object) -> Prepared:
    """The short way, which begins with a statement's second time."""
    way(connection, statement, params)
    found = way(connection, statement, params)
    assert isinstance(found, Prepared)
    return found


def flow(number: int, **changed: object) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": "k",
        "subject": f"s{number}",
        "body": {"n": number},
        "due_at": AT,
        "state": "waiting",
    }
    return {**row, **changed}


def fill(connection: Connection, count: int) -> list[int]:
    for number in range(count):
        short(connection, ADD, **flow(number)).run(connection, flow(number))
    return [row["id"] for row in LongWay(ALL).rows(connection, {})]


def both_ways(connection: Connection, statement: Executable, **params: object) -> list[Row]:
    """The rows of the short way, after a look whether rows, first row and first value are the same on the long way."""
    brief, long = short(connection, statement, **params), LongWay(statement)
    assert brief.row(connection, params) == long.row(connection, params)
    assert brief.value(connection, params) == long.value(connection, params)
    found, expected = brief.rows(connection, params), long.rows(connection, params)
    assert [list(row.items()) for row in found] == [list(row.items()) for row in expected]
    return found


@pytest.mark.parametrize("count", [0, 1, 3])
def test_both_ways_read_the_same(connection: Connection, count: int) -> None:
    ids = fill(connection, count)
    assert len(both_ways(connection, ALL)) == count
    both_ways(connection, BY_ID, flow=ids[0] if ids else 1)
    both_ways(connection, LATEST)
    assert len(both_ways(connection, WAITING, now=AT)) == count
    assert both_ways(connection, WAITING, now=AT - timedelta(seconds=1)) == []


def test_a_list_has_a_form_for_each_length(connection: Connection) -> None:
    ids = fill(connection, 4)
    for asked in ([], ids[:1], ids, ids[2:], ids[1:2], []):
        found = both_ways(connection, SOME, ids=asked)
        assert [row["id"] for row in found] == asked


def test_lists_of_ever_new_lengths_go_the_long_way(connection: Connection) -> None:
    statement = select(flows.c.id).where(flows.c.id.in_(bindparam("ids", expanding=True)))
    ways = [way(connection, statement, {"ids": list(range(length))}) for length in range(MOST_FORMS + 3)]
    assert [type(one) for one in ways] == [LongWay] + [Prepared] * MOST_FORMS + [LongWay] * 2


@given(document=DOCUMENTS, at=MOMENTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_values_go_in_and_out_as_on_the_long_way(connection: Connection, document: object, at: datetime) -> None:
    row = flow(1, body=document, due_at=at)
    with connection.begin_nested() as attempt:
        assert short(connection, ADD, **row).run(connection, row) == 1
        assert LongWay(ADD).run(connection, row) == 1
        brief, long = LongWay(ALL).rows(connection, {})
        assert both_ways(connection, ALL) == [brief, long]
        attempt.rollback()
    assert {**brief, "id": 0} == {**long, "id": 0}
    assert brief["due_at"] == at
    assert brief["due_at"].utcoffset() == timedelta(0)


def test_none_goes_in_and_out(connection: Connection) -> None:
    statement = select(literal(None).label("empty"), flows.c.state)
    fill(connection, 1)
    assert both_ways(connection, statement) == [{"empty": None, "state": "waiting"}]
    assert short(connection, statement).value(connection, {}) is None


def test_run_counts_the_rows_it_touched(connection: Connection) -> None:
    ids = fill(connection, 2)
    assert short(connection, MOVE, flow=ids[0], to="done").run(connection, {"flow": ids[0], "to": "done"}) == 1
    assert short(connection, MOVE, flow=0, to="done").run(connection, {"flow": 0, "to": "done"}) == 0
    assert [(row["state"], row["subject"]) for row in LongWay(ALL).rows(connection, {})] == [
        ("done", "s0!"),
        ("waiting", "s1"),
    ]


def test_many_rows_go_in_as_on_the_long_way(connection: Connection) -> None:
    rows = [flow(number, body={"n": number, "text": "光伏"}) for number in range(3)]
    short(connection, ADD, **rows[0]).run_many(connection, rows)
    LongWay(ADD).run_many(connection, rows)
    found = [{name: value for name, value in row.items() if name != "id"} for row in both_ways(connection, ALL)]
    assert found[:3] == found[3:] == [{**row, "due_at": AT} for row in rows]


def test_one_of_many_rows_that_cannot_be_stored_is_an_error(connection: Connection) -> None:
    brief = short(connection, ADD, **flow(1))
    for wrong in (flow(2, kind=None), flow(2, due_at=AT.replace(tzinfo=None)), {"kind": "left out"}):
        with pytest.raises((IntegrityError, StatementError)):
            brief.run_many(connection, [flow(1), wrong])


def test_an_insert_that_finds_its_key_taken_touches_nothing(connection: Connection) -> None:
    statement, row = sqlite.insert(threads).on_conflict_do_nothing(), {"key": "k", "memory": {}, "updated_at": AT}
    assert [short(connection, statement, **row).run(connection, row) for _ in range(2)] == [1, 0]


def test_the_same_statement_with_other_columns_is_another_form(connection: Connection) -> None:
    statement = outbox.update().where(outbox.c.id == bindparam("row"))
    assert "SET state=?" in short(connection, statement, row=1, state="sent").text
    assert "SET why=?" in short(connection, statement, row=1, why="so").text


def test_errors_are_those_of_sqlalchemy(connection: Connection) -> None:
    row = {"key": "k", "memory": {}, "updated_at": AT}
    statement = threads.insert()
    add = short(connection, statement, **row)
    add.run(connection, row)
    with pytest.raises(IntegrityError):
        add.run(connection, row)
    with pytest.raises(StatementError, match="without an offset"):
        add.run(connection, {**row, "key": "l", "updated_at": AT.replace(tzinfo=None)})
    with pytest.raises(StatementError):
        add.run(connection, {**row, "key": "l", "memory": {"what": object()}})


def test_a_missing_parameter_is_told_by_the_long_way(connection: Connection) -> None:
    way(connection, BY_ID, {})
    found = way(connection, BY_ID, {})
    assert isinstance(found, LongWay)
    with pytest.raises(StatementError, match="flow"):
        found.rows(connection, {})


def test_a_reader_that_writes_is_refused(file: Path) -> None:
    engine = reader_engine(file, 1)
    with engine.connect() as connection, connection.begin():
        with pytest.raises(OperationalError) as refused:
            short(connection, MOVE, flow=1, to="x").run(connection, {"flow": 1, "to": "x"})
        assert isinstance(as_trouble(refused.value), StoreReadOnly)
    engine.dispose()


@pytest.mark.parametrize(
    ("statement", "params"),
    [
        (audit.insert().returning(audit.c.id), {"at": AT, "actor": "a", "action": "b", "subject": "c", "details": {}}),
        (flows.update().where(flows.c.id.in_(bindparam("ids", expanding=True))).values(state="x"), {"ids": [1]}),
        (flows.delete().where(flows.c.state.in_(("a", "b"))), {}),
        (COUNTED.insert(), {"name": "a"}),
        (COUNTED.update(), {"name": "a"}),
    ],
    ids=["returning", "list-in-update", "fixed-list-in-delete", "default-in-python", "onupdate-in-python"],
)
def test_what_is_not_worth_it_goes_the_long_way(
    connection: Connection, statement: Executable, params: dict[str, Any]
) -> None:
    assert [type(way(connection, statement, params)) for _ in range(3)] == [LongWay] * 3


def test_a_statement_built_for_one_call_is_not_prepared(connection: Connection) -> None:
    ways = [way(connection, select(flows.c.id).limit(number), {}) for number in range(3)]
    assert [type(one) for one in ways] == [LongWay] * 3


def test_postgresql_goes_the_long_way() -> None:
    far: Any = SimpleNamespace(dialect=SimpleNamespace(name="postgresql"))
    assert [type(way(far, ALL, {})) for _ in range(3)] == [LongWay] * 3
