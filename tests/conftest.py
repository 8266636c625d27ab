"""Fixtures for every suite: databases of both kinds (tests/stores.py)."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings

from knowledge.store.store import Store
from tests.patience import ANSWER, HANGING, PLATFORM
from tests.stores import KINDS, Hand, Templates, opened
from tests.vendors import postgres

# The same examples each time, and no stop-watch: a machine that stands still for a moment is no defect of the code.
# `--hypothesis-profile=searching` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("searching", deadline=None, max_examples=2_000)
settings.load_profile("steady")

LONG = ("crash", "slow", "browser")
"""Marks of tests that take long."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first: where several run side by side, nobody waits for the last one in the end."""
    items.sort(key=lambda item: not any(item.get_closest_marker(mark) for mark in LONG))


@pytest.fixture(autouse=True)
def _patience(request: pytest.FixtureRequest) -> None:
    """Messengers wait long for their platforms, and not so long where these never answer."""
    PLATFORM.seconds = HANGING if request.node.get_closest_marker("hangs") else ANSWER


@pytest.fixture(autouse=True)
def _log_of_its_own() -> Iterator[None]:
    """A test that sets the log up leaves none behind that writes to its captured, closed stream."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server | None]:
    """A real PostgreSQL for the whole session, None where its wheel is missing."""
    package = postgres.wheel()
    if package is None:
        yield None
        return
    with postgres.running(package) as server:
        yield server


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Templates:
    """Migrated databases to copy. PostgreSQL starts with the first test that wants one."""
    return Templates(tmp_path_factory.mktemp("templates"), lambda: request.getfixturevalue("postgres_server"))


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """ "sqlite", then "postgresql"."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """A database with all tables and no rows, on SQLite and on PostgreSQL. Its tables stay as they are."""
    with templates.migrated(database_kind, tmp_path) as url:
        yield url


@pytest.fixture
def empty_url(database_kind: str, templates: Templates, tmp_path: Path) -> Iterator[str]:
    """A database with no tables, on SQLite and on PostgreSQL."""
    with templates.empty(database_kind, tmp_path) as url:
        yield url


@pytest.fixture
def sqlite_url(templates: Templates, tmp_path: Path) -> Iterator[str]:
    """A SQLite database with all tables and no rows."""
    with templates.migrated("sqlite", tmp_path) as url:
        yield url


@pytest.fixture
def postgres_url(templates: Templates, tmp_path: Path) -> Iterator[str]:
    """A PostgreSQL database with all tables and no rows; mark such a test `postgres`."""
    with templates.migrated("postgresql", tmp_path) as url:
        yield url


@pytest.fixture
def hand() -> Hand:
    """The clock of `any_store`; it moves only by hand."""
    return Hand()


@pytest.fixture
async def any_store(database_url: str, hand: Hand) -> AsyncIterator[Store]:
    """An open, empty store, on SQLite and on PostgreSQL."""
    async with opened(database_url, hand) as store:
        yield store
