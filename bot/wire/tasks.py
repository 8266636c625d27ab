"""Work that goes on beside whoever started it, and can be waited for."""

import asyncio
from collections.abc import Coroutine

import structlog

log = structlog.get_logger(__name__)


class Tasks:
    """What is in flight. One piece that fails is reported and takes nothing else down, unlike in a TaskGroup."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Begin a piece of work; it is kept from being collected until it ends."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    async def drain(self, seconds: float | None = None) -> None:
        """Wait for all of it, also for what it starts meanwhile; after `seconds` of real time, cancel the rest."""
        try:
            async with asyncio.timeout(seconds):
                while self._tasks:
                    await asyncio.wait(set(self._tasks))
        except TimeoutError:
            await self.cancel()

    async def cancel(self) -> None:
        """End all of it now."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(set(self._tasks))

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:  # its text and its trace may quote an address with its secrets
            log.error("work beside a connection failed", kind=type(error).__name__, where=where_of(error))


def where_of(error: BaseException) -> str:
    """File and line of the innermost frame: what may be logged where the text may hold a secret."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
