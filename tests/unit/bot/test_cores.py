"""The bot's own core: in a process of its own, so that the tests keep all of theirs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = "import os; from bot.cores import keep_to_one_core; keep_to_one_core(); print(*os.sched_getaffinity(0))"


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system cannot bind a process to a core")
def test_one_of_the_allowed_cores_is_left() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True, cwd=Path.cwd())
    (core,) = map(int, done.stdout.split())

    assert core in os.sched_getaffinity(0)
