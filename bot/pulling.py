"""The feeds that are fetched: each in a loop of its own, its looks in a thread, what they bring stored at once.

A row and the cursor behind it are one transaction, and a row that came before stops at the inbox's key: a look that is
repeated after a crash changes nothing.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Thread
from typing import Any, TypeVar

import structlog

from bot.clock import Clock
from bot.feeds import Asking, Feed
from bot.figures import (
    ARRIVED,
    FEED_FAILING,
    FEED_LAG,
    FEED_PASSED_OVER,
    FEED_REJECTED,
    FEED_SUCCESS,
)
from bot.telling import Telling
from bot.wire.backoff import backoff
from bot.wire.tasks import where_of
from capture.base import FeedRefused, FeedTrouble, Pull, Pulled
from knowledge.store.errors import StaleWrite, StoreTrouble
from knowledge.store.feeds import Progress, Refusal, advance, feed_state
from knowledge.store.inbox import Arrival
from knowledge.store.leases import give_back_lease, hold_lease
from knowledge.store.store import Store
from knowledge.store.unit import Unit

T = TypeVar("T")

LONG = timedelta(minutes=15)
"""A feed that fails for so long is reported to the operator, once."""

AFTER_REFUSAL = 900.0
"""Seconds before a feed that refused our credentials is tried again: some lock an account after a few tries."""

LONGEST_LOOK = 900.0
"""Seconds after which a look counts as hung; its thread is left alone."""

LEASE_SPARE = 60.0
"""Seconds that a process may be late with its next look before another one takes the feed over."""

LAST_LOOK = 3.0
"""Seconds that a look under way is given when the bot stops; what it brings later comes again at the next start."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Outage:
    """Since when a feed fails, how often it did, and whether the operator knows."""

    since: datetime
    failures: int = 0
    told: bool = False


class Pulling:
    """Follows all feeds that are fetched. `me` names this process in leases, `wake` tells the dispatcher."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        feeds: Sequence[Feed],
        me: str,
        wake: Callable[[], None],
        telling: Telling,
        asking: Asking,
    ) -> None:
        self._store, self._clock, self._me, self._wake = store, clock, me, wake
        self._telling, self._asking = telling, asking
        self._feeds = {feed.name: feed for feed in feeds if feed.pull is not None}
        self._outages: dict[str, _Outage] = {}
        self._stopped = asyncio.Event()
        self._looks: set[asyncio.Task[float]] = set()

    def loops(self) -> Mapping[str, Callable[[], Coroutine[Any, Any, None]]]:
        """One loop for each feed; each runs until `stop`."""
        return {f"feed {name}": partial(self._follow, feed) for name, feed in self._feeds.items()}

    async def stop(self) -> None:
        """Begin no more looks; one under way may still finish within seconds."""
        self._stopped.set()
        if self._looks:
            await asyncio.wait(self._looks, timeout=LAST_LOOK)
        for look in self._looks:
            look.cancel()
        with suppress(StoreTrouble):
            for name in self._feeds if self._store.replicated else ():
                await self._store.write(partial(give_back_lease, name=_lease(name), me=self._me))

    async def look(self, name: str) -> float:
        """Look at a feed once and store what it brings; the seconds until the next look."""
        feed = self._feeds[name]
        self._asking.loop = asyncio.get_running_loop()
        try:
            return await self._looked(feed, feed.pull) if feed.pull else 0.0
        except StaleWrite:
            log.info("another process reads this feed", feed=name)
            return feed.pull.every if feed.pull else 0.0
        except StoreTrouble as error:
            log.warning("a feed could not be stored; it is read again", feed=name, why=str(error))
            return backoff(self._clock, 3)

    async def _follow(self, feed: Feed) -> None:
        while not self._stopped.is_set():
            look = asyncio.create_task(self.look(feed.name))
            self._looks.add(look)
            look.add_done_callback(self._looks.discard)
            await self._rest(await look)

    async def _rest(self, seconds: float) -> None:
        """Let time pass, unless it is time to stop."""
        sleep = asyncio.ensure_future(self._clock.sleep(seconds))
        stop = asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait({sleep, stop}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleep.cancel()
            stop.cancel()

    async def _looked(self, feed: Feed, pull: Pull) -> float:
        if not await self._is_ours(feed, pull):
            return pull.every
        state = await self._store.read(lambda reader: feed_state(reader, feed.name))
        since = state.cursor if state else ""
        brought = await _apart(partial(pull.look, since, self._clock.now()), feed.name)
        if isinstance(brought, FeedTrouble):
            return await self._failed(feed, pull, brought)
        new = await self._store.write(partial(self._keep, feed, since, brought))
        settled = await _apart(partial(pull.settled, brought), feed.name)
        if isinstance(settled, FeedTrouble):
            return await self._failed(feed, pull, settled)
        self._succeeded(feed, brought, new)
        return 0.0 if brought.more else pull.every

    async def _is_ours(self, feed: Feed, pull: Pull) -> bool:
        """Whether this process may look: of several on one database one does, so that nobody is asked twice as often.

        Only a courtesy: two that look at once do no harm, the cursor lets one of them through.
        """
        if not self._store.replicated:
            return True
        seconds = 2 * pull.every + LEASE_SPARE
        return await self._store.write(partial(hold_lease, name=_lease(feed.name), me=self._me, seconds=seconds))

    def _keep(self, feed: Feed, since: str, brought: Pulled, unit: Unit) -> int:
        arrivals = [
            Arrival(feed.source.name, feed.event_id(one.event_id), "signalled", one.lane, one.body, unit.now)
            for one in brought.batches
        ]
        refused = [Refusal(one.where, one.say) for one in brought.rejected]
        unit.afterwards(self._wake)
        return advance(unit, Progress(feed.name, since, brought.cursor, brought.newest), arrivals, refused)

    def _succeeded(self, feed: Feed, brought: Pulled, new: int) -> None:
        outage = self._outages.pop(feed.name, None)
        if outage is not None:
            log.info("a feed is back", feed=feed.name, failed_since=outage.since.isoformat())
        now = self._clock.now()
        FEED_SUCCESS.labels(feed.name).set(now.timestamp())
        FEED_FAILING.labels(feed.name).set(0)
        if brought.newest is not None and new:
            FEED_LAG.labels(feed.name).set(max(0.0, (now - brought.newest).total_seconds()))
        FEED_REJECTED.labels(feed.name).inc(len(brought.rejected))
        FEED_PASSED_OVER.labels(feed.name).inc(brought.passed_over)
        ARRIVED.labels(feed.source.name).inc(new)

    async def _failed(self, feed: Feed, pull: Pull, trouble: FeedTrouble) -> float:
        """Count a failure; the seconds before the next try."""
        now = self._clock.now()
        outage = self._outages.setdefault(feed.name, _Outage(now))
        outage.failures += 1
        FEED_FAILING.labels(feed.name).set(outage.failures)
        log.warning("a feed could not be read", feed=feed.name, why=str(trouble), failures=outage.failures)
        refused = isinstance(trouble, FeedRefused)
        if not outage.told and (refused or now - outage.since >= LONG):
            await self._store.write(partial(self._tell, feed, outage, trouble))
            outage.told = True
        return AFTER_REFUSAL if refused else min(pull.every, backoff(self._clock, outage.failures))

    def _tell(self, feed: Feed, outage: _Outage, trouble: FeedTrouble, unit: Unit) -> None:
        since = outage.since.isoformat(timespec="seconds")
        why = trouble.say[self._telling.language]
        self._telling.tell_operator(unit, "feed_fails", f"{feed.name}:{since}", feed=feed.name, since=since, why=why)


async def _apart(work: Callable[[], T], feed: str) -> T | FeedTrouble:
    """Do blocking work in a thread that nobody has to wait for when the program ends."""
    loop, done = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()

    def settle(result: T | FeedTrouble) -> None:
        if not done.done():
            done.set_result(result)

    def run() -> None:
        result = _safely(work, feed)
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            loop.call_soon_threadsafe(settle, result)

    Thread(target=run, name=f"feed-{feed}", daemon=True).start()
    try:
        async with asyncio.timeout(LONGEST_LOOK):
            found: T | FeedTrouble = await done
            return found
    except TimeoutError:
        return FeedTrouble("等了很久没有回应。", "It did not answer for a long time.")


def _safely(work: Callable[[], T], feed: str) -> T | FeedTrouble:
    try:
        return work()
    except FeedTrouble as trouble:
        return trouble
    except Exception as error:  # noqa: BLE001  its text and its trace may quote an address with its secrets
        log.error("a bug in a feed", feed=feed, kind=type(error).__name__, where=where_of(error))  # noqa: TRY400
        return FeedTrouble("程序出错了，详情见日志。", "There is a bug of ours; see the log.")


def _lease(feed: str) -> str:
    return f"feed:{feed}"
