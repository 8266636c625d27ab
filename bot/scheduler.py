"""Time as a source of inbox rows: digests that are due, and flows whose moment came.

APScheduler is only the clock. A firing counts when its row in `fired` could be inserted, so several processes send one
digest; what was due while nobody ran is made up for once, and marked late.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import bindparam, func, select

from bot.clock import Clock
from knowledge.store.errors import StoreTrouble
from knowledge.store.flows import due_flows, mark_flow
from knowledge.store.inbox import Arrival, arrive
from knowledge.store.store import Store
from knowledge.store.tables import fired
from knowledge.store.unit import Unit, insert_or_ignore
from notifiers.digest import Digest

LATE_AFTER = timedelta(minutes=5)
FLOW_SECONDS = 1.0
LAST_TICK = 2.0
"""So long a tick under way keeps the bot from stopping: one that waits for a database in trouble may take for ever."""

MOST_FLOWS = 200

_FIRE = insert_or_ignore(fired)
_LAST = select(func.max(fired.c.slot)).where(fired.c.name == bindparam("name"))

log = structlog.get_logger(__name__)


class Scheduler:
    """Turns what is due into inbox rows; `wake` tells the dispatcher."""

    def __init__(
        self, store: Store, clock: Clock, digests: Mapping[str, Digest], zone: ZoneInfo, wake: Callable[[], None]
    ) -> None:
        self._store, self._clock, self._wake, self._zone = store, clock, wake, zone
        self._triggers = {
            name: CronTrigger.from_crontab(digest.schedule, timezone=zone) for name, digest in digests.items()
        }
        self._missed: set[str] = set()
        self._turn = asyncio.Lock()
        self._ticks = AsyncIOScheduler(timezone=zone)

    async def start(self) -> None:
        """Make up for what was missed, then follow the clock."""
        for name in self._triggers:
            await self.fire(name)
        for name, trigger in self._triggers.items():
            self._ticks.add_job(
                self._in_turn, trigger, [partial(self.fire, name)], misfire_grace_time=None, coalesce=True
            )
        self._ticks.add_job(
            self._in_turn,
            "interval",
            [self.tick],
            seconds=FLOW_SECONDS,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._ticks.start()

    async def stop(self) -> None:
        """Follow the clock no more, and let what it began come to its end, where that is near."""
        if not self._ticks.running:
            return
        self._ticks.pause()
        await asyncio.sleep(0)  # what was due and has not begun begins now
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_TICK):
                await self._turn.acquire()  # and keep it: nothing begins any more
        self._ticks.shutdown(wait=False)
        await asyncio.sleep(0)  # it shuts down in the loop's next round

    async def _in_turn(self, work: Callable[[], Awaitable[None]]) -> None:
        """APScheduler cancels what runs when it shuts down, and logs that as an error: `stop` waits for its turn."""
        async with self._turn:
            await work()

    async def fire(self, name: str) -> None:
        """Hand over the latest slot of a schedule that has passed, unless it was handed over before."""
        try:
            if await self._store.write(partial(self._fire, name)):
                self._wake()
            self._missed.discard(name)
        except StoreTrouble as error:
            self._missed.add(name)
            log.warning("schedule could not fire; tried again at once", name=name, why=str(error))

    async def tick(self) -> None:
        """What is done every second: schedules the database could not take are fired again, flows are handed over."""
        for name in sorted(self._missed):
            await self.fire(name)
        await self.hand_over_flows()

    async def hand_over_flows(self) -> None:
        """Hand over the flows that have come due."""
        try:
            due = await self._store.read(lambda reader: len(due_flows(reader, self._clock.now(), 1)))
            if due and await self._store.write(self._hand_over):
                self._wake()
        except StoreTrouble as error:
            log.warning("flows could not be read; tried again at once", why=str(error))

    def _fire(self, name: str, unit: Unit) -> bool:
        last = unit.value(_LAST, name=name)
        if last is None:
            unit.run(_FIRE, name=name, slot=unit.now, fired_at=unit.now)
            return False
        slot = self.latest_slot(name, last, unit.now)
        if slot is None or not unit.run(_FIRE, name=name, slot=slot, fired_at=unit.now):
            return False
        late = unit.now - slot > LATE_AFTER
        body = {"name": name, "slot": slot.isoformat(), "late": late}
        arrive(unit, Arrival("schedule", f"{name}:{slot.isoformat()}", "fired", f"schedule:{name}", body, unit.now))
        return True

    def latest_slot(self, name: str, after: datetime, until: datetime) -> datetime | None:
        """The last moment after `after` and not after `until` at which the schedule was due.

        A time of day that comes twice, when summer time ends, counts the first time.
        """
        found, slot = None, self._next_slot(name, after)
        while slot is not None and slot <= until:
            found = found if slot.fold else slot
            slot = self._next_slot(name, slot)
        return found.astimezone(UTC) if found else None

    def _next_slot(self, name: str, after: datetime) -> datetime | None:
        """Steps in UTC: adding to a local time would forget which of two equal hours it is, and never end."""
        later = (after.astimezone(UTC) + timedelta(seconds=1)).astimezone(self._zone)
        slot: datetime | None = self._triggers[name].get_next_fire_time(None, later)
        return slot

    def _hand_over(self, unit: Unit) -> int:
        due = due_flows(unit, unit.now, MOST_FLOWS)
        for flow in due:
            body = {"flow": flow["id"], "kind": flow["kind"], "subject": flow["subject"], "body": flow["body"]}
            lane = f"flow:{flow['kind']}:{flow['subject']}"
            arrive(unit, Arrival("flow", str(flow["id"]), "due", lane, body, unit.now))
            mark_flow(unit, flow["id"], "handed")
        return len(due)
