from pathlib import Path

import pytest

from tests.architecture.leaks import leaks
from tests.architecture.tree import ROOT, kept_files


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    if not kept_files():
        pytest.skip("not a git checkout, so nobody knows which files are kept")
    assert leaks(ROOT / file for file in kept_files()) == []


@pytest.mark.parametrize(
    "parts",
    [
        ("https://py", "pi.org/simple"),
        ("--extra-index", "-url=somewhere"),
        ('cd "/wo', 'rk/main"'),
        ("/ro", "ot/.cache"),
        ("see /ho", "me/ana/notes.txt"),
        ("file ", "/Us", "ers/ana/x"),
        ("/t", "mp/x.db"),
    ],
)
def test_a_leak_is_found(parts: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text("fine\n" + "".join(parts) + "\n", encoding="utf-8")
    assert len(leaks([file])) == 1


@pytest.mark.parametrize("line", ["https://example.com/work/12", "page: /home/*", "./work/list", "a/root/b", "网址"])
def test_other_paths_are_left_alone(line: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text(line, encoding="utf-8")
    assert leaks([file]) == []


def test_pictures_are_not_read_as_text(tmp_path: Path) -> None:
    file = tmp_path / "screenshot.png"
    file.write_bytes(b"\x89PNG\0 " + b"/t" + b"mp/x")
    assert leaks([file]) == []
