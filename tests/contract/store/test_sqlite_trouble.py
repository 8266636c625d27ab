"""SQLite: files that are locked, read-only, not a database, or somebody else's."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from knowledge.store.errors import StoreInUse, StoreLocked, StoreOutdated, StoreReadOnly, StoreTrouble
from knowledge.store.lock import FileLock
from knowledge.store.opening import migrate_database, open_store, sqlite_file
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.contract.store.samples import arrival, events, keys, remembering
from tests.stores import Hand, opened

ROOT = Path(__file__).resolve().parents[3]


def open_now(url: str, busy_seconds: float = 0.02) -> Store:
    return open_store(url, Hand().now, time.monotonic, busy_seconds)


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Another program is in the middle of writing."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


async def test_a_locked_database_is_said_so_and_works_again_later(sqlite_url: str) -> None:
    store = open_now(sqlite_url)
    with locked(sqlite_url):
        with pytest.raises(StoreLocked, match="locked"):
            await store.admit(arrival("E1"))
        with pytest.raises(StoreLocked):
            await store.write(remembering("x"))
        assert await events(store) == {}
    assert await store.admit(arrival("E1")) is not None
    assert await store.write(remembering("x")) == "x"
    await store.close()


async def test_a_crowd_does_not_wait_for_the_lock_one_after_the_other(sqlite_url: str) -> None:
    store, begins = open_now(sqlite_url), list[object]()
    event.listen(store._writer._engine, "begin", begins.append, insert=True)  # type: ignore[attr-defined]
    with locked(sqlite_url):
        asked = (store.admit(arrival(number)) for number in range(80))
        told = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(one) for one in told} == {StoreLocked}
    assert len(begins) < 10
    await store.close()


async def test_who_waits_long_enough_gets_the_lock(sqlite_url: str) -> None:
    store = open_now(sqlite_url, busy_seconds=10)
    with locked(sqlite_url):
        admitting = asyncio.create_task(store.admit(arrival("E1")))
        await asyncio.sleep(0)
    assert await admitting is not None
    await store.close()


def test_a_new_file_that_is_locked(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    with locked(url), pytest.raises(StoreLocked):
        open_now(url)


@contextmanager
def as_somebody_else(folder: Path) -> Iterator[None]:
    """Without the rights to write into `folder`; root, who may write anywhere, becomes nobody for the moment."""
    folder.chmod(0o555)
    for file in folder.iterdir():
        file.chmod(0o444)
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only_folder(sqlite_url: str) -> Iterator[Path]:
    """A folder that everybody may read, with a migrated database in it."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(sqlite_url.removeprefix("sqlite:///"), folder / "dazi.db")
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", ["dazi.db", "new.db", "new/dazi.db"])
def test_a_place_that_cannot_be_written(read_only_folder: Path, name: str) -> None:
    path = read_only_folder / name
    with as_somebody_else(read_only_folder):
        with pytest.raises(StoreReadOnly):
            open_now(f"sqlite:///{path}")
        with pytest.raises(StoreReadOnly):
            migrate_database(f"sqlite:///{path}")
        with pytest.raises(StoreReadOnly):
            FileLock(path).take("")


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    with pytest.raises(StoreReadOnly):
        open_now(f"sqlite:///{tmp_path}")


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StoreReadOnly):
        open_now(f"sqlite:///{tmp_path / 'data' / 'dazi.db'}")


async def test_a_database_that_becomes_read_only_and_writable_again(sqlite_url: str) -> None:
    def shut(unit: Unit) -> None:
        unit._connection.exec_driver_sql("PRAGMA query_only=ON")

    async with opened(sqlite_url) as store:
        await store.write(shut)
        with pytest.raises(StoreReadOnly):
            await store.admit(arrival("E1"))
        assert await store.admit(arrival("E1")) is not None


@pytest.mark.parametrize("content", [b"person_id,name\nli,Li\n" * 100, b"SQLite format 3\0" + b"\xff" * 4096, b"a,b\n"])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(StoreTrouble, match="database"):
        open_now(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_the_tables_of_a_newer_program(sqlite_url: str) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    for attempt in (open_now, migrate_database):
        with pytest.raises(StoreOutdated, match="9999, newer"):
            attempt(sqlite_url)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("CREATE TABLE outbox (mail TEXT)")
        before = file.execute("SELECT sql FROM sqlite_master").fetchall()
    with pytest.raises(StoreTrouble, match="outbox"):
        open_now(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT sql FROM sqlite_master").fetchall() == before


@pytest.mark.parametrize("name", ["what? #1 & 50%.db", "客户 数据.db", "a'b\".db"])
async def test_file_names_that_urls_are_made_of(tmp_path: Path, name: str) -> None:
    quoted = name.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
    path = sqlite_file(f"sqlite:///{tmp_path}/{quoted}")
    assert path is not None
    store = open_now(f"sqlite:///{tmp_path}/{quoted}")
    await store.write(remembering("x"))
    assert await keys(store) == {"x"}
    await store.close()
    assert path.exists()


HOLDER = """
import sys
from pathlib import Path
from knowledge.store.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.take("127.0.0.1:7")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(database: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock of `database`."""
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_has_the_file(tmp_path: Path) -> None:
    database = tmp_path / "dazi.db"
    with another_process(database) as process:
        lock = FileLock(database)
        with pytest.raises(StoreInUse, match=f"dazi.db is in use by process {process.pid}") as told:
            lock.take("")
        assert (told.value.pid, told.value.where) == (process.pid, str(database))
        assert lock.holder() == (process.pid, "127.0.0.1:7")
    lock.take("127.0.0.1:8")
    assert lock.holder() == (os.getpid(), "127.0.0.1:8")
    lock.release()
