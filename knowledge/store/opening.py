"""Opens the database that a URL names, with its tables in the right version."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from knowledge.store.errors import StoreTrouble, as_trouble
from knowledge.store.postgres import UnitWriter, postgres_engine
from knowledge.store.schema import assert_current, migrate
from knowledge.store.sqlite import reader_engine, writer_engine
from knowledge.store.store import Store
from knowledge.store.writer import GroupWriter

READERS = 3
POSTGRES_CONNECTIONS = 8


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite URL, None for another database. Raises StoreTrouble for a URL that is none."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreTrouble(f"not a database URL: {url}") from error
    if parsed.get_backend_name() == "sqlite":
        return Path(parsed.database or "")
    if parsed.drivername != "postgresql+psycopg":
        raise StoreTrouble(f"not a database that is supported: {parsed.drivername} (sqlite, postgresql+psycopg)")
    return None


def open_store(url: str, now: Callable[[], datetime], monotonic: Callable[[], float]) -> Store:
    """The database at `url`. SQLite brings itself up to date; PostgreSQL must have been migrated.

    Raises StoreTrouble (StoreLocked, StoreReadOnly, StoreFull, StoreOutdated).
    """
    try:
        path = sqlite_file(url)
        return _open_postgres(url, now) if path is None else _open_sqlite(path, now, monotonic)
    except (SQLAlchemyError, OSError) as error:
        trouble = as_trouble(error)
        raise trouble if isinstance(trouble, StoreTrouble) else StoreTrouble(str(error)) from error


def migrate_database(url: str) -> str:
    """Bring the tables at `url` to this program's version; the version they have then. Raises StoreTrouble."""
    path = sqlite_file(url)
    engine = postgres_engine(url, 1) if path is None else writer_engine(path)
    try:
        return migrate(engine)
    except SQLAlchemyError as error:
        trouble = as_trouble(error)
        raise trouble if isinstance(trouble, StoreTrouble) else StoreTrouble(str(error)) from error
    finally:
        engine.dispose()


def _open_sqlite(path: Path, now: Callable[[], datetime], monotonic: Callable[[], float]) -> Store:
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = writer_engine(path)
    with ExitStack() as until_open:
        until_open.callback(engine.dispose)
        migrate(engine)
        until_open.pop_all()
    return Store(GroupWriter(engine, now, monotonic), reader_engine(path, READERS), READERS, replicated=False)


def _open_postgres(url: str, now: Callable[[], datetime]) -> Store:
    engine = postgres_engine(url, POSTGRES_CONNECTIONS)
    with ExitStack() as until_open:
        until_open.callback(engine.dispose)
        assert_current(engine)
        until_open.pop_all()
    readers = postgres_engine(url, READERS)
    return Store(UnitWriter(engine, now, POSTGRES_CONNECTIONS - 1), readers, READERS, replicated=True)
