import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import FOLDERS, ROOT

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
ROOMS = ("store", "calendar", "people", "graph", "access", "rules", "leads", "deals")


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT, "--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def bare_tree(tmp_path: Path) -> Path:
    """Our folders and rooms, empty."""
    for folder in (*FOLDERS, *(f"knowledge/{room}" for room in declared_rooms())):
        write(tmp_path / folder / "__init__.py", "")
    return tmp_path


def declared_rooms() -> list[str]:
    """The rooms named in the contract; the contract is exhaustive, so these are all."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == ["knowledge"])
    return [room.strip("() ") for layer in layers for room in layer.split("|")]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_imports_point_down() -> None:
    run = lint_imports(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_rooms_keep_their_order() -> None:
    assert [room for room in reversed(declared_rooms()) if room in ROOMS] == list(ROOMS)


def test_an_empty_tree_passes(bare_tree: Path) -> None:
    run = lint_imports(bare_tree)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("path", "imported"),
    [
        ("config/x.py", "knowledge"),
        ("knowledge/x.py", "capture"),
        ("capture/x.py", "notifiers"),
        ("notifiers/x.py", "capture"),
        ("notifiers/x.py", "handlers"),
        ("handlers/x.py", "bot"),
        ("knowledge/people/x.py", "knowledge.access"),
        ("knowledge/store/x.py", "knowledge.calendar"),
        ("knowledge/people/model.py", "sqlalchemy"),
        ("knowledge/leads/judge.py", "asyncio"),
        ("knowledge/leads/judge.py", "time"),
        ("knowledge/newroom/__init__.py", "config"),
    ],
)
def test_an_import_that_points_up_is_found(path: str, imported: str, bare_tree: Path) -> None:
    write(bare_tree / path, f"import {imported}\n")
    run = lint_imports(bare_tree)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "BROKEN" in run.stdout


def test_a_model_cannot_reach_the_database_by_a_detour(bare_tree: Path) -> None:
    write(bare_tree / "knowledge/people/tables.py", "import sqlalchemy\n")
    write(bare_tree / "knowledge/people/model.py", "import knowledge.people.tables\n")
    assert "Models and judges know no database, no event loop and no clock BROKEN" in lint_imports(bare_tree).stdout
