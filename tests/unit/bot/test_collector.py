"""What stays is set aside from garbage collection: in a process of its own, so that the tests' own objects are not."""

import subprocess
import sys
from pathlib import Path

ASK = """
import gc
from bot.collector import collect_nothing_yet, set_aside_what_stays
collect_nothing_yet()
assert not gc.isenabled()
set_aside_what_stays()
assert gc.isenabled()
print(gc.get_freeze_count())
"""


def test_what_is_loaded_is_set_aside() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True, cwd=Path.cwd())

    assert int(done.stdout) > 1000
