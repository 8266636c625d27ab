"""A real `python main.py run` on SQLite in a folder of its own, and what it takes of the machine."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.material import REGION, ROOT, SAMPLE_TEAM, rooms

SECRET, HOOK_KEY = "benchmark-secret", "benchmark-key"
ROOMS = 100
_READY = re.compile(rb"http://\S+?:\d+")


@dataclass(frozen=True, slots=True)
class RunningBot:
    """A bot that answers at `url`. `ready_after` is seconds from the start of the process until it did."""

    process: subprocess.Popen[bytes]
    url: str
    folder: Path
    ready_after: float

    @property
    def journal(self) -> Path:
        """What the page's server keeps: every message of the bot is a line."""
        return self.folder / "data" / "local" / "journal.jsonl"

    def memory(self, name: str) -> float:
        """VmRSS (now) or VmHWM (peak), in MB of 10^6 bytes."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) * 1024 / 1e6

    def cpu_seconds(self) -> float:
        """Processor time used so far, user and system."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def prepared_folder() -> Iterator[Path]:
    """A folder with settings and the sample team imported."""
    with TemporaryDirectory(prefix="dazi-bench-") as name:
        folder = Path(name)
        (folder / "dazi.toml").write_text(_settings(folder), encoding="utf-8")
        command(folder, "import", str(SAMPLE_TEAM), "--rejected", str(folder / "rejected.csv"))
        yield folder


@contextmanager
def running_bot(folder: Path) -> Iterator[RunningBot]:
    """The bot, from ready to stopped."""
    began = time.perf_counter()
    process = subprocess.Popen(_line(folder, "run"), cwd=folder, env=_environment(), stdout=subprocess.PIPE)
    try:
        yield RunningBot(process, _url(process), folder, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(15)
        if process.stdout:
            process.stdout.close()


def command(folder: Path, *arguments: str) -> None:
    """Run one command to its end. Raises CalledProcessError."""
    subprocess.run(_line(folder, *arguments), cwd=folder, env=_environment(), check=True, stdout=subprocess.DEVNULL)


def _line(folder: Path, name: str, *arguments: str) -> Sequence[str]:
    return [sys.executable, str(ROOT / "main.py"), name, *arguments, "--config", str(folder / "dazi.toml")]


def _environment() -> dict[str, str]:
    """Nobody's own DAZI_* settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DAZI_")}


def _url(process: subprocess.Popen[bytes]) -> str:
    """Where the bot says that it is ready. Raises RuntimeError where it ends instead."""
    for line in process.stdout or ():
        found = _READY.search(line)
        if found:
            return found[0].decode()
    raise RuntimeError(f"the bot ended with {process.wait()}")


def _settings(folder: Path) -> str:
    described = [{"id": room, "outsiders": False, "region": ""} for room in rooms(ROOMS)]
    described[0]["region"] = REGION
    lines = [f"data_dir = {json.dumps(str(folder / 'data'))}", 'timezone = "Asia/Shanghai"']
    lines += ["[web]", "port = 0", f'hook_key = "{HOOK_KEY}"', "[log]", 'level = "warning"']
    lines += ["[messengers.local]", "demo = true", f'secret = "{SECRET}"']
    for room in described:
        lines += ["[[rooms]]", *(f"{name} = {json.dumps(value)}" for name, value in room.items())]
    return "\n".join(lines)
