"""Opens the database that a URL names, with its tables in the right version."""

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from knowledge.store.errors import StoreFull, StoreReadOnly, StoreTrouble, as_trouble
from knowledge.store.postgres import UnitWriter, postgres_engine, postgres_reader_engine
from knowledge.store.schema import assert_current, migrate
from knowledge.store.sqlite import BUSY_SECONDS, reader_engine, writer_engine
from knowledge.store.store import Store
from knowledge.store.writer import GroupWriter

READERS = 3
POSTGRES_CONNECTIONS = 8
_SYSTEM: Mapping[int, type[StoreTrouble]] = {
    errno.EACCES: StoreReadOnly,
    errno.EPERM: StoreReadOnly,
    errno.EROFS: StoreReadOnly,
    errno.ENOTDIR: StoreReadOnly,
    errno.EEXIST: StoreReadOnly,
    errno.ENOSPC: StoreFull,
}


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite URL, None for another database. Raises StoreTrouble for a URL that is none."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreTrouble(f"not a database URL: {url}") from error
    if parsed.get_backend_name() == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise StoreTrouble(f"a database that lives only in memory: {url}; name a file")
        return Path(str(parsed.database))
    if parsed.drivername != "postgresql+psycopg":
        raise StoreTrouble(f"not a database that is supported: {parsed.drivername} (sqlite, postgresql+psycopg)")
    return None


def open_store(
    url: str, now: Callable[[], datetime], monotonic: Callable[[], float], busy_seconds: float = BUSY_SECONDS
) -> Store:
    """The database at `url`. SQLite brings itself up to date; PostgreSQL must have been migrated.

    `busy_seconds`: how long a write waits for another program that holds a SQLite file.
    Raises StoreTrouble (StoreLocked, StoreReadOnly, StoreFull, StoreOutdated).
    """
    path = sqlite_file(url)
    with _troubles():
        return _open_postgres(url, now) if path is None else _open_sqlite(path, now, monotonic, busy_seconds)


def migrate_database(url: str) -> str:
    """Bring the tables at `url` to this program's version; the version they have then. Raises StoreTrouble."""
    path = sqlite_file(url)
    with _troubles(), ExitStack() as at_the_end:
        engine = postgres_engine(url, 1) if path is None else _file_engine(path, BUSY_SECONDS)
        at_the_end.callback(engine.dispose)
        return migrate(engine)


@contextmanager
def _troubles() -> Iterator[None]:
    """Whatever keeps the database from opening is trouble with the store."""
    try:
        yield
    except SQLAlchemyError as error:
        trouble = as_trouble(error)
        raise trouble if isinstance(trouble, StoreTrouble) else StoreTrouble(str(error)) from error
    except OSError as error:
        raise _SYSTEM.get(error.errno or 0, StoreTrouble)(str(error)) from error


def _file_engine(path: Path, busy_seconds: float) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True)
    return writer_engine(path, busy_seconds)


def _open_sqlite(path: Path, now: Callable[[], datetime], monotonic: Callable[[], float], busy_seconds: float) -> Store:
    engine = _file_engine(path, busy_seconds)
    with ExitStack() as until_open:
        until_open.callback(engine.dispose)
        migrate(engine)
        until_open.pop_all()
    readers = reader_engine(path, READERS, busy_seconds)
    return Store(GroupWriter(engine, now, monotonic), readers, READERS, replicated=False)


def _open_postgres(url: str, now: Callable[[], datetime]) -> Store:
    engine = postgres_engine(url, POSTGRES_CONNECTIONS)
    with ExitStack() as until_open:
        until_open.callback(engine.dispose)
        assert_current(engine)
        until_open.pop_all()
    readers = postgres_reader_engine(url, READERS)
    return Store(UnitWriter(engine, now, POSTGRES_CONNECTIONS - 1), readers, READERS, replicated=True)
