"""A child process whose kinds of work tests know: `python -m tests.unit.bot.job_child`."""

import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bot.child import main
from capture.base import BadMaterialError, Context, Done, Job, Pace, Task
from config.settings import Settings
from knowledge.store.unit import Reader, Unit

COMMAND = (sys.executable, "-m", "tests.unit.bot.job_child")


def count(task: Task, report: Callable[[float], None]) -> Mapping[str, Any]:
    """Counts to args["to"]; every number is kept in the folder, and counted once, however often it is started."""
    kept = task.folder / "numbers"
    done = kept.read_text().split() if kept.exists() else []
    for number in range(len(done), task.args["to"]):
        with kept.open("a") as file:
            file.write(f"{number} ")
        report((number + 1) / task.args["to"])
        if number == task.args.get("dies_at", -1):
            os._exit(9)
        if number == task.args.get("hangs_at", -1):
            threading.Event().wait()
    secret = str(task.settings["key"])
    seen = [where for where in (" ".join(sys.orig_argv), str(dict(os.environ))) if secret and secret in where]
    told = {"counted": kept.read_text().split(), "brief": dict(task.brief), "file": _text(task.file)}
    return told | ({"key": len(secret), "seen": len(seen)} if secret else {})


def refuse(_task: Task, _report: Callable[[float], None]) -> Mapping[str, Any]:
    """Takes nothing."""
    sys.stdout.write("what a library prints must not be taken for an answer\n")
    raise BadMaterialError("silence", "里面没有人说话。", "Nobody speaks in it.")


def keep_outcome(unit: Unit, args: Mapping[str, Any], done: Done, _context: Context) -> None:
    """Notes what came of it where a test can read it."""
    unit.audit("test", "taken", str(args.get("to", "")), result=dict(done.result), code=done.code)


def settings(given: Settings) -> Mapping[str, Any]:
    """What such a job is told of the settings: a secret."""
    key = given.web.hook_key
    return {"key": key.get_secret_value() if key else ""}


def brief(_reader: Reader, args: Mapping[str, Any]) -> Mapping[str, Any]:
    """What such a job is told."""
    return {"names": ["华东光伏"], "of": args.get("to")}


def _text(file: Path | None) -> str:
    return file.read_text(encoding="utf-8") if file else ""


KINDS = {
    one.name: one
    for one in (
        Job("count", count, keep_outcome, brief, settings),
        Job("count_long", count, keep_outcome, brief, settings, Pace.LONG),
        Job("refuse", refuse, keep_outcome),
    )
}


if __name__ == "__main__":
    main(KINDS)
