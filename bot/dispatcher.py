"""One inbox row -> its handler -> one transaction. Rows of a lane in order, lanes side by side; errors end here."""

import asyncio
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import structlog

from bot.claims import BATCH, Claimed, claim, count_attempt, outcome_of, release_all, release_mine
from bot.clock import Clock
from bot.figures import HANDLE_SECONDS, HANDLED
from bot.handling import Handling
from bot.wake import Wake
from knowledge.store.errors import StaleWrite, StoreTrouble
from knowledge.store.store import Store

LANES = 64
"""How many lanes are worked on side by side."""

ATTEMPTS = 3
"""A row that fails this often is set aside and reported."""

LONGEST_WAIT = 30.0
"""Seconds between tries while the database is in trouble."""

log = structlog.get_logger(__name__)


class Dispatcher:
    """Takes rows from the inbox and sees each through. `me` names this process in leases."""

    def __init__(self, store: Store, clock: Clock, handling: Handling, me: str, poll: float) -> None:
        self._store, self._clock, self._handling, self._me, self._poll = store, clock, handling, me, poll
        self.wake = Wake()
        self._lanes: dict[str, deque[Claimed]] = {}
        self._held: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: dict[int, asyncio.Future[Mapping[str, Any]]] = {}
        self._room = asyncio.Semaphore(LANES)
        self._taking = asyncio.Lock()
        self._stopped = asyncio.Event()

    async def start(self) -> None:
        """Let go of what an earlier process on this database held."""
        if not self._store.replicated:
            await self._store.write(release_all)

    async def run(self) -> None:
        """Work until `stop`."""
        while not self._stopped.is_set():
            async with self._taking:
                taken = await self._take()
            if taken < BATCH:
                await self.wake.wait(self._poll)

    async def stop(self) -> None:
        """Take nothing new, finish what is at work, give back the rest."""
        self._stopped.set()
        self.wake.set()
        async with self._taking:  # what a claim under way still brings goes back, too
            for lane in self._lanes.values():
                self._held.difference_update(row.row_id for row in lane)
                lane.clear()
        while self._tasks:
            await asyncio.wait(set(self._tasks))
        try:
            await self._store.write(lambda unit: release_mine(unit, self._me))
        except StoreTrouble as error:
            log.warning("rows could not be given back; their leases will run out", why=str(error))

    async def outcome(self, row_id: int) -> Mapping[str, Any]:
        """Wait until a row was handled, here or by another process; what came of it."""
        future = self._waiting.setdefault(row_id, asyncio.get_running_loop().create_future())
        while True:
            state, result = await self._store.read(lambda reader: outcome_of(reader, row_id))
            if state != "new":
                self._waiting.pop(row_id, None)
                return result
            with suppress(TimeoutError):
                async with asyncio.timeout(self._poll):
                    return await asyncio.shield(future)

    async def outcome_within(self, row_id: int, seconds: float) -> Mapping[str, Any] | None:
        """What came of a row, None where that takes longer."""
        try:
            async with asyncio.timeout(seconds):
                return await self.outcome(row_id)
        except TimeoutError:
            self._waiting.pop(row_id, None)
            return None

    @property
    def busy(self) -> bool:
        """Whether rows are at work."""
        return bool(self._held)

    async def _take(self) -> int:
        """Claim and queue rows, where there is room for them; how many came."""
        if self._stopped.is_set() or len(self._held) > 2 * BATCH:
            return 0
        try:
            rows = await self._store.write(lambda unit: claim(unit, self._me, self._handling.messengers))
        except StoreTrouble as error:
            log.warning("inbox cannot be read", why=str(error))
            await self._rest(1.0)
            return BATCH
        for row in rows:
            if row.row_id not in self._held:
                self._held.add(row.row_id)
                self._enqueue(row)
        return len(rows)

    def _enqueue(self, row: Claimed) -> None:
        if row.lane in self._lanes:
            self._lanes[row.lane].append(row)
            return
        self._lanes[row.lane] = deque([row])
        task = asyncio.create_task(self._work(row.lane))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a lane broke off; its rows come again when their leases run out", why=repr(task.exception()))

    async def _work(self, lane: str) -> None:
        queue = self._lanes[lane]
        try:
            while queue:
                row = queue.popleft()
                async with self._room:
                    await self._see_through(row)
        finally:
            del self._lanes[lane]
            self._held.difference_update(row.row_id for row in queue)

    async def _see_through(self, row: Claimed) -> None:
        """Handle a row, again after a failure or while the database is in trouble; what fails for good is set aside."""
        failures, troubles, done = row.attempts, 0, False
        try:
            while not done and not (self._stopped.is_set() and failures + troubles > row.attempts):
                try:
                    done = await self._tried(row, failures)
                    failures += 1
                except StoreTrouble as error:
                    log.warning("row waits for the database", row=row.row_id, why=str(error))
                    await self._rest(min(LONGEST_WAIT, 2.0 ** min(troubles, 10)) * self._clock.uniform(0.5, 1))
                    troubles += 1
        finally:
            self._held.discard(row.row_id)
            if len(self._held) == BATCH:
                self.wake.set()

    async def _rest(self, seconds: float) -> None:
        """Let time pass, unless it is time to stop."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopped.wait()

    async def _tried(self, row: Claimed, failures: int) -> bool:
        began = self._clock.monotonic()
        try:
            result = await self._handling.handle(row)
        except StoreTrouble:
            raise
        except Exception:
            log.exception("row failed", row=row.row_id, kind=row.kind, source=row.source, attempt=failures + 1)
            return await self._failed(row, failures)
        HANDLE_SECONDS.labels(row.kind).observe(self._clock.monotonic() - began)
        HANDLED.labels(row.kind, "done").inc()
        self._tell(row.row_id, result)
        return True

    async def _failed(self, row: Claimed, failures: int) -> bool:
        if failures + 1 < ATTEMPTS:
            await self._store.write(lambda unit: count_attempt(unit, row.row_id))
            return False
        try:
            result = await self._handling.set_aside(row)
        except StaleWrite:
            log.warning("another process has taken the row over", row=row.row_id)
            return True
        HANDLED.labels(row.kind, "failed").inc()
        self._tell(row.row_id, result)
        return True

    def _tell(self, row_id: int, result: Mapping[str, Any]) -> None:
        future = self._waiting.pop(row_id, None)
        if future is not None and not future.done():
            future.set_result(result)
