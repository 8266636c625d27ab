"""A port in use, a locked or read-only database, and a bot that already runs on the file."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.store.opening import open_store
from tests.commands.conftest import SAMPLE_TEAM, Console
from tests.patience import LONG_ENOUGH

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def running(team: str, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`main.py run` in a process of its own, ready."""
    command = [sys.executable, str(ROOT / "main.py"), "run", "--port", "0", "--db", team, "--lang", "en"]
    environment = {**os.environ, "DAZI_DATA_DIR": str(tmp_path / "data")}
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process, process.stdout, process.stderr:
        assert "ready" in process.stdout.readline()
        yield process
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONG_ENOUGH) == 0
        assert "Traceback" not in process.stderr.read()


def test_a_running_bot_is_handed_the_work(
    console: Console, team: str, running: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert running.poll() is None
    asked = console("ask", "谁负责华东光伏？", "--as", "han.mei", "--db", team)
    assert (asked.code, asked.err) == (0, "")
    assert "李雷" in asked.out
    imported = console("import", SAMPLE_TEAM, "--db", team, "--lang", "en")
    assert (imported.code, imported.err) == (0, "")
    assert "people: 0 new, 0 changed, 13 unchanged" in imported.out
    nobody = console("ask", "hello", "--as", "nobody", "--db", team)
    assert nobody.code == 1
    talk = console("chat", "--as", "han.mei", "--db", team, stdin="谁负责华东光伏\n")
    assert "李雷" in talk.out
    (tmp_path / "x.jsonl").write_text('{"kind":"v","visitor_id":"v","at":"2026-01-12T09:00:00Z"}\n', encoding="utf-8")
    assert console("replay", tmp_path / "x.jsonl", "--db", team, "--lang", "en").out.startswith(
        "1 events, 1 of them new"
    )
    second = console("run", "--port", "0", "--db", team, "--lang", "en")
    assert second.code == 4
    assert str(running.pid) in second.err


def test_a_port_in_use(console: Console, team: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = console("run", "--port", port, "--db", team, "--lang", "en")
        assert (done.code, done.out) == (4, "")
        assert f"Cannot listen on 127.0.0.1:{port}" in done.err
        assert "--port" in console("run", "--port", port, "--db", team, "--lang", "zh").err


def test_a_locked_database(console: Console, team: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_store, "__defaults__", (0.05,))
    other = sqlite3.connect(team.removeprefix("sqlite:///"), isolation_level=None)
    try:
        other.execute("BEGIN EXCLUSIVE")
        done = console("ask", "hello", "--db", team, "--lang", "en")
    finally:
        other.close()
    assert (done.code, done.out) == (4, "")
    assert done.err == "Another program has locked the database; nothing was written. Close it and try again.\n"


def test_a_folder_that_cannot_be_written(console: Console, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    done = console("ask", "hello", "--db", f"sqlite:///{tmp_path / 'file' / 'x.db'}", "--lang", "en")
    assert (done.code, done.out) == (4, "")
    assert "cannot be written" in done.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(console: Console, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    done = console("ask", "hello", "--db", f"sqlite:///{tmp_path / 'closed' / 'x.db'}", "--lang", "en")
    assert (done.code, done.out) == (4, "")


def test_a_file_that_is_no_database(console: Console, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"this is not a database, it is a letter" * 100)
    done = console("ask", "hello", "--db", f"sqlite:///{tmp_path / 'x.db'}", "--lang", "en")
    assert (done.code, done.out) == (4, "")
    assert done.err.strip()
