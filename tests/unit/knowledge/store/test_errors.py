import sqlite3

import psycopg
import pytest
from psycopg import errors as pg
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from knowledge.store.errors import StoreFull, StoreLocked, StoreReadOnly, StoreTrouble, as_trouble


def lite(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what SQLite said")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, StoreFull),
        (sqlite3.SQLITE_BUSY, StoreLocked),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreLocked),
        (sqlite3.SQLITE_LOCKED, StoreLocked),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreReadOnly),
        (sqlite3.SQLITE_CANTOPEN, StoreReadOnly),
        (sqlite3.SQLITE_IOERR_WRITE, StoreTrouble),
        (sqlite3.SQLITE_NOTADB, StoreTrouble),
        (sqlite3.SQLITE_CORRUPT, StoreTrouble),
    ],
)
def test_sqlite_trouble_is_named(code: int, kind: type[StoreTrouble]) -> None:
    for error in (lite(code), OperationalError("INSERT", {}, lite(code))):
        trouble = as_trouble(error)
        assert type(trouble) is kind
        assert str(trouble) == "what SQLite said"
        assert trouble.__cause__ is error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (pg.DiskFull("x"), StoreFull),
        (pg.ReadOnlySqlTransaction("x"), StoreReadOnly),
        (pg.LockNotAvailable("x"), StoreLocked),
        (pg.DeadlockDetected("x"), StoreTrouble),
        (pg.SerializationFailure("x"), StoreTrouble),
        (pg.AdminShutdown("x"), StoreTrouble),
        (pg.CannotConnectNow("x"), StoreTrouble),
        (pg.TooManyConnections("x"), StoreTrouble),
        (psycopg.OperationalError("connection refused"), StoreTrouble),
    ],
)
def test_postgresql_trouble_is_named(error: psycopg.Error, kind: type[StoreTrouble]) -> None:
    assert type(as_trouble(OperationalError("INSERT", {}, error))) is kind


def test_a_connection_that_broke_is_trouble() -> None:
    broken = DBAPIError("SELECT", {}, psycopg.InterfaceError("closed"), connection_invalidated=True)
    assert type(as_trouble(broken)) is StoreTrouble


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        lite(sqlite3.SQLITE_ERROR),
        lite(sqlite3.SQLITE_CONSTRAINT_UNIQUE),
        ProgrammingError("SELECT", {}, pg.UndefinedColumn("x")),
        DBAPIError("INSERT", {}, pg.UniqueViolation("x")),
        DBAPIError("INSERT", {}, pg.UntranslatableCharacter("x")),
        StoreFull("already ours"),
    ],
)
def test_any_other_error_stays_what_it_is(error: Exception) -> None:
    assert as_trouble(error) is error
