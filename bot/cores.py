"""Keeps the bot on one processor core.

Measured reason: only one thread of a process runs Python at a time, and every call of SQLite lets go of that right and
takes it back. On two cores the threads hand it to and fro between the cores, which costs more than the work: 413 whole
roads a second on two cores, 836 on one.
"""

import os

_ALLOWED = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def keep_to_one_core() -> None:
    """Let this thread, and all that are started from it later, run on one core, where the system can do that.

    Processes started later inherit it: work for other cores has to widen its own affinity again.
    """
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {_ALLOWED[os.getpid() % len(_ALLOWED)]})


def all_cores() -> list[int]:
    """The cores this process was given before it kept to one; none where the system does not say."""
    return list(_ALLOWED)
