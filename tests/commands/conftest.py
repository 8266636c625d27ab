"""The command line in this process: fast, with the real main, settings, database and road."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from bot.app import main

SAMPLE_TEAM = Path(__file__).resolve().parents[2] / "examples" / "sample_team"


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


Console = Callable[..., Done]


@pytest.fixture
def console(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    """Runs one command in an empty folder. A traceback on stderr fails whatever test provoked it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*arguments: object, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", StringIO(stdin))
        given = [str(argument) for argument in arguments]
        monkeypatch.setattr(sys, "argv", ["main.py", *given])
        try:
            code = main(given)
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err + said.out
        return Done(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample team, imported by the command itself."""
    folder = tmp_path_factory.mktemp("imported")
    rejected = folder / "rejected.csv"
    database = f"sqlite:///{folder / 'dazi.db'}"
    assert main(["import", str(SAMPLE_TEAM), "--db", database, "--rejected", str(rejected)]) == 0
    assert not rejected.exists()
    return folder / "dazi.db"


@pytest.fixture
def team(imported: Path, tmp_path: Path) -> str:
    """The URL of a database with the sample team, for one test."""
    shutil.copy(imported, tmp_path / "team.db")
    return f"sqlite:///{tmp_path / 'team.db'}"
