"""The tables that migrations make are the tables that the code declares, on both databases, forwards and backwards."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from knowledge.store import schema
from knowledge.store.errors import StoreLocked, StoreOutdated, StoreTrouble
from knowledge.store.opening import migrate_database, open_store, sqlite_file
from knowledge.store.postgres import postgres_engine
from knowledge.store.schema import HEAD, assert_current, version_of
from knowledge.store.sqlite import writer_engine
from knowledge.store.tables import metadata
from tests.patience import LONG_ENOUGH

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "knowledge" / "store" / "migrations"


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config)


@pytest.fixture
def empty_engine(empty_url: str) -> Iterator[Engine]:
    path = sqlite_file(empty_url)
    engine = postgres_engine(empty_url, 1) if path is None else writer_engine(path)
    yield engine
    engine.dispose()


def declare_everything() -> None:
    """Every room's tables, also those of rooms that are added later."""
    for path in sorted((ROOT / "knowledge").rglob("tables.py")):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def alembic(engine: Engine, step: Callable[[Config], None]) -> None:
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        step(config)


def tables(engine: Engine) -> list[str]:
    return sorted(inspect(engine).get_table_names())


def differences(connection: Connection) -> Sequence[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    found: Sequence[object] = compare_metadata(context, metadata)
    return found


def test_head_is_the_newest_file() -> None:
    assert scripts().get_heads() == [HEAD]
    assert max(path.name for path in (FOLDER / "versions").glob("[0-9]*.py")).startswith(HEAD)


def test_there_is_one_line_of_revisions_in_the_order_of_their_numbers() -> None:
    revisions = [script.revision for script in scripts().walk_revisions()]
    assert revisions == sorted(revisions, reverse=True)


def test_the_migrated_tables_are_the_declared_ones(empty_url: str, empty_engine: Engine) -> None:
    declare_everything()
    assert migrate_database(empty_url) == HEAD
    with empty_engine.connect() as connection:
        assert differences(connection) == []
    assert tables(empty_engine) == sorted([*metadata.tables, "alembic_version"])


def test_a_missing_column_would_be_noticed(empty_url: str, empty_engine: Engine) -> None:
    declare_everything()
    migrate_database(empty_url)
    with empty_engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE audit DROP COLUMN actor")
    with empty_engine.connect() as connection:
        assert len(differences(connection)) == 1


def test_to_migrate_twice_is_nothing(empty_url: str, empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate_database(empty_url)
    monkeypatch.setattr(schema, "_upgrade", lambda _: pytest.fail("there was nothing to migrate"))
    assert migrate_database(empty_url) == HEAD
    assert_current(empty_engine)


def test_down_to_nothing_and_up_again(empty_url: str, empty_engine: Engine) -> None:
    migrate_database(empty_url)
    before = tables(empty_engine)
    for revision in [script.down_revision or "base" for script in scripts().walk_revisions()]:
        alembic(empty_engine, lambda config, to=revision: command.downgrade(config, str(to)))  # type: ignore[misc]
    assert tables(empty_engine) == ["alembic_version"]
    assert version_of(empty_engine) is None
    migrate_database(empty_url)
    assert tables(empty_engine) == before


def test_every_older_version_can_be_brought_up(empty_url: str, empty_engine: Engine) -> None:
    oldest = min(script.revision for script in scripts().walk_revisions())
    alembic(empty_engine, lambda config: command.upgrade(config, oldest))
    with pytest.raises(StoreOutdated, match=f"at {oldest}, the program needs {HEAD}"):
        assert_current(empty_engine)
    assert migrate_database(empty_url) == HEAD
    assert_current(empty_engine)


def test_an_upgrade_that_fails_half_way_leaves_nothing(
    empty_url: str, empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = schema._upgrade

    def half(connection: Connection) -> None:
        upgrade(connection)
        raise OSError("the machine stopped")

    monkeypatch.setattr(schema, "_upgrade", half)
    with pytest.raises(StoreTrouble, match="the machine stopped"):
        migrate_database(empty_url)
    assert tables(empty_engine) == []


def test_two_that_migrate_at_once(empty_url: str, empty_engine: Engine, database_kind: str) -> None:
    """On PostgreSQL one waits for the other; a new SQLite file may say at once that it is held."""
    together = threading.Barrier(2)

    def migrate() -> str:
        together.wait(LONG_ENOUGH)
        try:
            return migrate_database(empty_url)
        except StoreLocked:
            return "locked"

    with ThreadPoolExecutor(2) as pool:
        told = [task.result() for task in [pool.submit(migrate) for _ in range(2)]]
    assert set(told) <= ({HEAD} if database_kind == "postgresql" else {HEAD, "locked"})
    assert HEAD in told
    assert_current(empty_engine)


def test_only_sqlite_brings_itself_up_to_date(empty_url: str, database_kind: str) -> None:
    if database_kind == "postgresql":
        with pytest.raises(StoreOutdated, match=f"at nothing, the program needs {HEAD}"):
            open_store(empty_url, lambda: pytest.fail("no clock"), lambda: 0.0)
    else:
        open_store(empty_url, lambda: pytest.fail("no clock"), lambda: 0.0)._writer.close()
