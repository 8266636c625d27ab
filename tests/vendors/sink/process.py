"""The sink as a process, from a test's side: start it, change its mood, read what it received."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from tests.vendors.sink.journal import Received, read_journal

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "a-token-of-the-tests"


@dataclass(frozen=True, slots=True)
class RunningSink:
    """A sink that listens at `url`."""

    url: str
    log: Path

    def received(self) -> list[Received]:
        """Every request so far."""
        return read_journal(self.log)

    def mood(self, mood: Mapping[str, object]) -> None:
        """Let it answer like this from now on (moods.py)."""
        body = json.dumps(mood).encode()
        request = Request(f"{self.url}/sink/mood", body, {"Content-Type": "application/json"})  # noqa: S310
        with urlopen(request, timeout=5) as answer:  # noqa: S310  our own process
            assert answer.status == 200


@contextmanager
def running_sink(log: Path, *more: str) -> Iterator[RunningSink]:
    """A sink that ends with the block. `more` are further arguments of its command line."""
    command = [sys.executable, "-m", "tests.vendors.sink", "--log", str(log), "--token", TOKEN, *more]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield RunningSink(json.loads(process.stdout.readline())["url"], log)
        finally:
            process.terminate()
            process.wait(10)
