import os
from pathlib import Path

import pytest

from knowledge.store.errors import StoreInUse, StoreReadOnly
from knowledge.store.lock import FileLock


def test_the_holder_says_who_it_is_and_where_it_listens(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "new" / "dazi.db")
    lock.take("127.0.0.1:7001")
    assert FileLock(tmp_path / "new" / "dazi.db").holder() == (os.getpid(), "127.0.0.1:7001")
    lock.release()


def test_one_holds_it_at_a_time(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "dazi.db"), FileLock(tmp_path / "dazi.db")
    first.take("first")
    with pytest.raises(StoreInUse) as told:
        second.take("second")
    assert told.value.pid == os.getpid()
    assert second.holder() == (os.getpid(), "first")
    first.release()
    first.release()
    second.take("second")
    assert first.holder() == (os.getpid(), "second")
    second.release()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"pid": null, "door": ""}', '{"pid": 12', "12"])
def test_a_lock_file_that_says_nothing_sensible(tmp_path: Path, content: str) -> None:
    (tmp_path / "dazi.db.lock").write_text(content, encoding="utf-8")
    assert FileLock(tmp_path / "dazi.db").holder() == (0, "")
    assert FileLock(tmp_path / "other.db").holder() == (0, "")


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(StoreReadOnly):
        FileLock(tmp_path / "data" / "dazi.db").take("")
