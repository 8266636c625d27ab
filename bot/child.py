"""The child process of one job: its task comes on stdin, what it has to tell goes out on stdout, one JSON line each.

{"share": 0.4} while it works, then {"done": {...}} or {"failed": code, "say": {"zh": …, "en": …}}. Its parent's end of
stdin stays open while the parent lives: when it closes, nobody waits for the work any more.
"""

import json
import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

import capture.jobs
from bot.discover import discover
from capture.base import BadMaterialError, Job, Task

NICENESS = 5
"""People who wait for an answer come before work in the background."""


def main(kinds: Mapping[str, Job]) -> None:
    """Do the one job that stdin names, one of these kinds."""
    out = _own_stdout()
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _make_room(order["cores"])
    _tell(out, **_worked(kinds[order["kind"]], order, lambda share: _tell(out, share=round(share, 4))))


def _worked(job: Job, order: Mapping[str, Any], report: Callable[[float], None]) -> Mapping[str, object]:
    task = Task(
        args=order["args"],
        brief=order["brief"],
        settings=order["settings"],
        file=Path(order["file"]) if order["file"] else None,
        folder=Path(order["folder"]),
        data_dir=Path(order["data_dir"]),
    )
    try:
        return {"done": job.work(task, report)}
    except BadMaterialError as bad:
        return {"failed": bad.code, "say": bad.say}


def _own_stdout() -> TextIO:
    """Stdout for ourselves: whatever libraries print goes to stderr."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def _make_room(cores: list[int]) -> None:
    """Use all cores, behind everybody else: the bot itself keeps to one (bot.cores). numpy's threads would only spin
    while those of the models work.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)
    os.nice(NICENESS)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)


def _tell(out: TextIO, **said: object) -> None:
    out.write(f"{json.dumps(said, ensure_ascii=False)}\n")
    out.flush()


if __name__ == "__main__":
    main(discover(capture.jobs, "JOB", Job))
