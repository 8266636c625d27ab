"""Database threads take turns.

Measured reason: only one thread of a process runs Python at a time, and each call of SQLite lets go of that right and
takes it back. Two threads at it together hand it to and fro over the processor's cores with every call: on two cores
430 messages a second were answered so, and 700 since readers and the writer wait for each other.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

PATIENCE_SECONDS = 0.010
"""Nobody waits longer than this: who takes so long computes in SQLite, or waits for the disk, and disturbs nobody."""

Turn = Callable[[], AbstractContextManager[None]]


class Turns:
    """One turn at a time, for as long as turns are short. One thread must not take a turn within its turn."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._overtaken = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn of one's own; without one where somebody has been at it for too long."""
        mine = self._lock.acquire(timeout=0 if self._overtaken else PATIENCE_SECONDS)
        self._overtaken = not mine
        try:
            yield
        finally:
            if mine:
                self._overtaken = False
                self._lock.release()
