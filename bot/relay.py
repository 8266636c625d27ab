"""Outbox -> messenger: order and rate per address, folding, retries, edits, and sends in doubt."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog

from bot import sends
from bot.clock import Clock
from bot.figures import SENT
from bot.messengers.base import Dead, Json, Limits, Messenger, NotEditable, Retry, Sent
from bot.sends import Delivery
from bot.telling import Telling
from bot.wake import Wake
from knowledge.store.errors import StoreTrouble
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from notifiers.notice import InDoubt

SEND_SECONDS = 20.0
"""A platform that has not answered by then leaves the send in doubt."""

KEEP_SECONDS = 15.0
"""How long it is tried to write down how a send ended; with two calls before, less than the lease."""

LONGEST_WAIT = 60.0
GIVE_UP_AFTER = timedelta(hours=24)

T = TypeVar("T", bound=Sent | NotEditable | Retry | Dead)

log = structlog.get_logger(__name__)


class Relay:
    """Sends what waits in the outbox. `me` names this process in leases."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        messengers: Mapping[str, Messenger],
        telling: Callable[[], Telling],
        me: str,
        poll: float,
    ) -> None:
        self._store, self._clock, self._messengers, self._me, self._poll = store, clock, messengers, me, poll
        self._telling = telling
        self._limits: Mapping[str, Limits] = {name: one.limits for name, one in messengers.items()}
        self.wake = Wake()
        self._tasks: set[asyncio.Task[None]] = set()
        self._turning = asyncio.Lock()
        self._stopped = asyncio.Event()
        self._strays_at = 0.0

    async def run(self) -> None:
        """Settle what an earlier process left in doubt, then send until `stop`."""
        while not self._stopped.is_set():
            async with self._turning:
                pause = await self._turn()
            await self.wake.wait(pause)

    async def stop(self) -> None:
        """Start nothing new; let what is being sent come to its end."""
        self._stopped.set()
        self.wake.set()
        async with self._turning:  # what was marked as being sent is sent
            pass
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    @property
    def busy(self) -> bool:
        """Whether something is being sent."""
        return bool(self._tasks)

    async def _turn(self) -> float:
        """Start what is due; seconds until there may be more."""
        if self._stopped.is_set():
            return 0.0
        try:
            if self._clock.monotonic() >= self._strays_at:
                await self._adopt()
            due, soonest = await self._store.write(lambda unit: sends.take_due(unit, self._me, self._limits))
        except StoreTrouble as error:
            log.warning("outbox cannot be read", why=str(error))
            return 1.0
        for delivery in due:
            self._start(self._deliver(delivery))
        return self._pause(soonest) if len(due) < sends.BATCH else 0.0

    async def _adopt(self) -> None:
        alone = not self._store.replicated
        for stray in await self._store.write(lambda unit: sends.adopt_strays(unit, self._me, alone=alone)):
            self._start(self._reconcile(stray))
        self._strays_at = self._clock.monotonic() + sends.LEASE.total_seconds()

    def _pause(self, soonest: datetime | None) -> float:
        if soonest is None:
            return self._poll
        return min(self._poll, max(0.0, (soonest - self._clock.now()).total_seconds()))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.wake.set()
        if not task.cancelled() and task.exception() is not None:
            log.warning("a send was not settled; it is in doubt now", why=repr(task.exception()))

    async def _deliver(self, delivery: Delivery) -> None:
        """Edit what was sent before, or send; one follow-up where it can no longer be edited."""
        edited = await self._edited(delivery) if delivery.receipt is not None else NotEditable("never sent")
        outcome = await self._called(delivery, _send) if isinstance(edited, NotEditable) else edited
        if isinstance(outcome, Retry) and outcome.in_doubt:
            await self._in_doubt(delivery, outcome.why)
        else:
            await self._keep(partial(self._settle, delivery, outcome))

    async def _edited(self, delivery: Delivery) -> Sent | NotEditable | Retry | Dead:
        """An edit can be repeated: it is never in doubt."""
        outcome = await self._called(delivery, _edit)
        return replace(outcome, in_doubt=False) if isinstance(outcome, Retry) else outcome

    async def _called(
        self, delivery: Delivery, way: Callable[[Messenger, Delivery, Json], Awaitable[T]]
    ) -> T | Retry | Dead:
        messenger = self._messengers[delivery.address.messenger]
        try:
            payload = messenger.render(delivery.notice)
            async with asyncio.timeout(SEND_SECONDS):
                return await way(messenger, delivery, payload)
        except TimeoutError:
            return Retry("no answer in time", in_doubt=True)
        except Exception as error:
            log.exception("send failed", row=delivery.row_id, messenger=messenger.name)
            return Dead(f"our own fault: {type(error).__name__}")

    async def _reconcile(self, stray: Delivery) -> None:
        """A send that a dead process left undecided: ask the platform, else go by the notice's policy.

        What belongs to a messenger that is not open here stays undecided for the process that has it.
        """
        messenger = self._messengers.get(stray.address.messenger)
        if messenger is None:
            return
        found: Sent | NotEditable | Retry | Dead | None = await messenger.find(stray.address, stray.key)
        if found is None and stray.receipt is not None:
            found = await self._edited(stray)
        if found is None or isinstance(found, NotEditable):
            await self._in_doubt(stray, "a restart in the middle of sending")
        else:
            await self._keep(partial(self._settle, stray, found))

    async def _in_doubt(self, delivery: Delivery, why: str) -> None:
        if delivery.notice.in_doubt is InDoubt.RESEND:
            await self._keep(partial(self._settle, delivery, Retry(why)))
        else:
            await self._keep(partial(self._park, delivery, "unknown", why))

    async def _keep(self, work: Callable[[Unit], None]) -> None:
        """Write down how a send ended, again for a while where the database cannot take it. Raises StoreTrouble."""
        until, attempt = self._clock.monotonic() + KEEP_SECONDS, 0
        while True:
            try:
                return await self._store.write(work)
            except StoreTrouble:
                if self._stopped.is_set() or self._clock.monotonic() >= until:
                    raise
            with suppress(TimeoutError):
                async with asyncio.timeout(self.backoff(attempt)):
                    await self._stopped.wait()
            attempt += 1

    def _settle(self, delivery: Delivery, outcome: Sent | Retry | Dead, unit: Unit) -> None:
        SENT.labels(delivery.address.messenger, type(outcome).__name__.lower()).inc()
        match outcome:
            case Sent():
                sends.settle_sent(unit, self._me, delivery, outcome)
            case Retry() if unit.now - delivery.created_at < GIVE_UP_AFTER:
                wait = self.backoff(delivery.attempt) if outcome.after is None else outcome.after
                again_at = unit.now + timedelta(seconds=wait)
                sends.settle_waiting(unit, self._me, delivery, outcome.why, again_at)
            case Retry():
                self._park(delivery, "dead", f"gave up after {GIVE_UP_AFTER}: {outcome.why}", unit)
            case Dead():
                self._park(delivery, "dead", outcome.why, unit)

    def backoff(self, attempt: int) -> float:
        """Seconds before the next try: min(60, 2^attempt), spread by a factor between 0.5 and 1."""
        return min(LONGEST_WAIT, 2.0 ** min(attempt, 10)) * self._clock.uniform(0.5, 1)

    def _park(self, delivery: Delivery, state: str, why: str, unit: Unit) -> None:
        held = sends.settle_parked(unit, self._me, delivery, state, why)
        if held and not delivery.notice.kind.startswith("operator_"):
            what = delivery.notice.title or delivery.notice.text.partition("\n")[0]
            address = delivery.address.key
            report = "send_dead" if state == "dead" else "send_unknown"
            self._telling().tell_operator(unit, report, str(delivery.row_id), address=address, what=what, why=why)


async def _send(messenger: Messenger, delivery: Delivery, payload: Json) -> Sent | Retry | Dead:
    return await messenger.send(payload, delivery.address, delivery.key)


async def _edit(messenger: Messenger, delivery: Delivery, payload: Json) -> Sent | Retry | Dead | NotEditable:
    return await messenger.edit(delivery.receipt or {}, payload)
