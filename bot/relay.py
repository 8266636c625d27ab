"""Outbox -> messenger: order and rate per address, folding, retries, edits, and sends in doubt."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog

from bot import sends
from bot.bursts import Links, no_links
from bot.clock import Clock
from bot.figures import SENT
from bot.messengers.base import (
    CannotTell,
    Dead,
    Delivered,
    Json,
    Messenger,
    NotEditable,
    PathGone,
    Repeatable,
    Retry,
    Sent,
)
from bot.sends import Delivery
from bot.telling import Telling
from bot.wake import Wake
from bot.wire.backoff import backoff
from knowledge.store.errors import StoreTrouble
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from notifiers.notice import InDoubt, ReplyPath

SEND_SECONDS = 20.0
"""A platform that has not answered by then leaves the send in doubt."""

KEEP_SECONDS = 15.0
"""How long it is tried to write down how a send ended; with two calls before, less than the lease."""

GIVE_UP_AFTER = timedelta(hours=24)

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Relay:
    """Sends what waits in the outbox. `me` names this process in leases; lists lead to their notices by `links`."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        messengers: Mapping[str, Messenger],
        telling: Callable[[], Telling],
        me: str,
        poll: float,
        links: Links = no_links,
    ) -> None:
        self._store, self._clock, self._messengers, self._me, self._poll = store, clock, messengers, me, poll
        self._telling, self._links = telling, links
        self._paces = {name: one.pace for name, one in messengers.items()}
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
            due, soonest = await self._store.write(
                lambda unit: sends.take_due(unit, self._me, self._paces, self._links)
            )
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
        outcome = await self._sent(delivery) if isinstance(edited, NotEditable) else edited
        if isinstance(outcome, Retry) and outcome.in_doubt:
            await self._in_doubt(delivery, outcome.why)
        else:
            await self._keep(partial(self._settle, delivery, outcome))

    async def _sent(self, delivery: Delivery) -> Sent | Retry | Dead:
        """Send by the reply path while it is open, else to the room."""
        path = delivery.path if delivery.path and delivery.path.open_at(self._clock.now()) else None
        outcome = await self._called(delivery, partial(_send, path=path))
        if isinstance(outcome, PathGone):
            outcome = await self._called(delivery, partial(_send, path=None))
        return Dead(f"nowhere to send it: {outcome.why}") if isinstance(outcome, PathGone) else outcome

    async def _edited(self, delivery: Delivery) -> Sent | NotEditable | Retry | Dead:
        """An edit can be repeated: it is never in doubt. What took several messages is not edited."""
        if not delivery.receipt:
            return NotEditable("it was told in several messages")
        outcome = await self._called(delivery, _edit)
        return replace(outcome, in_doubt=False) if isinstance(outcome, Retry) else outcome

    async def _called(
        self, delivery: Delivery, way: Callable[[Messenger, Delivery, Sequence[Json]], Awaitable[T]]
    ) -> T | Retry | Dead:
        messenger = self._messengers[delivery.address.messenger]
        try:
            parts = messenger.render(delivery.notice, delivery.address.room_id)
            async with asyncio.timeout(SEND_SECONDS):
                return await way(messenger, delivery, parts)
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
        edited = await self._edited(stray) if stray.receipt is not None else NotEditable("never sent")
        if isinstance(edited, NotEditable):
            await self._in_doubt(stray, "a restart in the middle of sending")
        else:
            await self._keep(partial(self._settle, stray, edited))

    async def _in_doubt(self, delivery: Delivery, why: str) -> None:
        """Ask the platform whether it arrived; where it cannot tell, the notice's own policy decides."""
        found = await self._called(delivery, _find)
        if isinstance(found, Sent):
            await self._keep(partial(self._settle, delivery, found))
        elif isinstance(found, Repeatable) or delivery.notice.in_doubt is InDoubt.RESEND:
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
                async with asyncio.timeout(backoff(self._clock, attempt)):
                    await self._stopped.wait()
            attempt += 1

    def _settle(self, delivery: Delivery, outcome: Sent | Retry | Dead, unit: Unit) -> None:
        SENT.labels(delivery.address.messenger, type(outcome).__name__.lower()).inc()
        match outcome:
            case Sent() if self._more_to_come(delivery):
                sends.settle_part(unit, self._me, delivery)
            case Sent():
                sends.settle_sent(unit, self._me, delivery, outcome)
                if outcome.partly:
                    self._report(unit, "send_partly", delivery, outcome.partly)
            case Retry() if unit.now - delivery.created_at < GIVE_UP_AFTER:
                wait = backoff(self._clock, delivery.attempt) if outcome.after is None else outcome.after
                again_at = unit.now + timedelta(seconds=wait)
                sends.settle_waiting(unit, self._me, delivery, outcome.why, again_at)
            case Retry():
                self._park(delivery, "dead", f"gave up after {GIVE_UP_AFTER}: {outcome.why}", unit)
            case Dead():
                self._park(delivery, "dead", outcome.why, unit)

    def _more_to_come(self, delivery: Delivery) -> bool:
        messenger = self._messengers[delivery.address.messenger]
        return delivery.part + 1 < len(messenger.render(delivery.notice, delivery.address.room_id))

    def _park(self, delivery: Delivery, state: str, why: str, unit: Unit) -> None:
        held = sends.settle_parked(unit, self._me, delivery, state, why)
        if held:
            self._report(unit, "send_dead" if state == "dead" else "send_unknown", delivery, why)

    def _report(self, unit: Unit, trouble: str, delivery: Delivery, why: str) -> None:
        """Tell the operator; never of what was itself told to the operator."""
        if not delivery.notice.kind.startswith("operator_"):
            what = delivery.notice.title or delivery.notice.text.partition("\n")[0]
            address = delivery.address.key
            self._telling().tell_operator(unit, trouble, str(delivery.row_id), address=address, what=what, why=why)


async def _send(messenger: Messenger, delivery: Delivery, parts: Sequence[Json], path: ReplyPath | None) -> Delivered:
    part = min(delivery.part, len(parts) - 1)
    return await messenger.send(parts[part], delivery.address, delivery.key, path)


async def _edit(messenger: Messenger, delivery: Delivery, parts: Sequence[Json]) -> Sent | Retry | Dead | NotEditable:
    if len(parts) > 1:
        return NotEditable("it takes several messages now")
    return await messenger.edit(delivery.receipt or {}, parts[0])


async def _find(
    messenger: Messenger,
    delivery: Delivery,
    parts: Sequence[Json],  # noqa: ARG001  every way is given them
) -> Sent | Repeatable | CannotTell:
    return await messenger.find(delivery.address, delivery.key, delivery.created_at)
