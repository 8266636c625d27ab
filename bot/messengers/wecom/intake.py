"""What came over the socket, stored in its order. Nothing there is acknowledged, and nothing comes a second time."""

import asyncio
from contextlib import suppress

import structlog

from bot.clock import Clock
from bot.messengers.base import Admitted, Host
from bot.wire.backoff import backoff
from bot.wire.tasks import Tasks
from knowledge.store.errors import StoreTrouble

MOST_WAITING = 1000
DRAIN_SECONDS = 5.0
"""How long leaving waits for what is not stored yet."""

log = structlog.get_logger(__name__)


class Intake:
    """A queue into the inbox: while the database is in trouble, what comes waits here."""

    def __init__(self, host: Host, clock: Clock) -> None:
        self._host, self._clock = host, clock
        self._queue: asyncio.Queue[Admitted] = asyncio.Queue(MOST_WAITING)
        self._tasks = Tasks()
        self._tasks.start(self._run())

    def put(self, admitted: Admitted) -> None:
        """Store it as soon as may be."""
        if self._queue.full():
            log.error("a message of the AI bot is lost: too many wait for the database", event=admitted.event_id)
        else:
            self._queue.put_nowait(admitted)

    async def close(self) -> None:
        """Store what waits, for a few seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await self._queue.join()
        await self._tasks.cancel()

    async def _run(self) -> None:
        while True:
            await self._store(await self._queue.get())
            self._queue.task_done()

    async def _store(self, admitted: Admitted) -> None:
        attempt = 0
        while True:
            try:
                await self._host.take(admitted)
                return
            except StoreTrouble as error:
                log.warning("a message of the AI bot waits for the database", why=str(error))
            await self._clock.sleep(backoff(self._clock, attempt))
            attempt += 1
