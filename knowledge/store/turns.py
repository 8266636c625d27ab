"""Database threads take turns.

Measured reason: only one thread of a process runs Python at a time, and each call of SQLite lets go of that right and
takes it back. Two threads at it together hand it to and fro between the processor's cores with every call, which costs
more than the calls: with readers and the writer waiting for each other, an eighth more messages are answered a second.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

PATIENCE_SECONDS = 0.050
"""Nobody waits longer than this; while somebody is at it for so long (an import, a report), nobody waits at all."""

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
