"""Files that somebody is still writing stay where they are; what is moved away overwrites nothing."""

import os
from datetime import UTC, datetime
from pathlib import Path

from capture.drops.putting_away import move_away
from capture.drops.waiting import QUIET, quiet_files

NOW = datetime(2026, 1, 12, 4, tzinfo=UTC)


def put(folder: Path, name: str, age: float) -> Path:
    path = folder / name
    path.write_text("x", encoding="utf-8")
    os.utime(path, (NOW.timestamp() - age, NOW.timestamp() - age))
    return path


def test_what_was_written_a_moment_ago_is_waited_for(tmp_path: Path) -> None:
    for name, age in (("new.eml", 1), ("old.EML", QUIET + 1), ("ahead.eml", -600), (".hid.eml", 99), ("x.txt", 99)):
        put(tmp_path, name, age)
    (tmp_path / "folder.eml").mkdir()
    assert [one.name for one in quiet_files(tmp_path, ".eml", NOW)] == ["ahead.eml", "old.EML"]


def test_nothing_is_overwritten_and_what_is_gone_is_no_trouble(tmp_path: Path) -> None:
    for text in ("first", "second"):
        (tmp_path / "a.ics").write_text(text, encoding="utf-8")
        move_away(tmp_path / "a.ics", tmp_path / "rejected", f"why {text}")
    move_away(tmp_path / "a.ics", tmp_path / "rejected", "")
    found = {one.name: one.read_text(encoding="utf-8") for one in (tmp_path / "rejected").iterdir()}
    assert found == {"a.ics": "first", "a.txt": "why first", "a-2.ics": "second", "a-2.txt": "why second"}
