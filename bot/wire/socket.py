"""A connection that is opened again whenever it ends, at a pace the platform can live with."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from enum import StrEnum
from typing import Any

import aiohttp
import structlog

from bot.clock import Clock
from bot.wire.backoff import backoff
from bot.wire.tasks import where_of
from bot.wire.watchdog import Watchdog

HEALTHY_SECONDS = 60.0
"""A session that lasted so long begins the pace anew."""

PEACEFUL_SECONDS = 3600.0
"""A session that lasted so long shows that nobody else wants the connection."""

REFUSED_SECONDS = 300.0
KICKED_SECONDS = 60.0
LONGEST_KICKED_SECONDS = 960.0
"""Whoever is kicked again and again stays away longer each time: two holders must not take turns for ever."""

log = structlog.get_logger(__name__)


class Ended(StrEnum):
    """How a session ended."""

    LOST = "lost"
    """A clean close, an abort, silence: connect again."""
    ASKED = "asked"
    """The platform asked us to move: connect again at once, where the session was healthy."""
    REFUSED = "refused"
    """The credentials are not taken: wait for five minutes; the operator is told."""
    KICKED = "kicked"
    """Another connection has taken over: let it; the operator is told."""


Session = Callable[[], Awaitable[Ended]]
Report = Callable[[str, Mapping[str, str]], Awaitable[None]]


async def _nothing() -> None:
    """What happens on being kicked where there is no lease to give up."""


async def keep_connected(
    session: Session,
    clock: Clock,
    report: Report,
    about: Mapping[str, str],
    *,
    give_up: Callable[[], Awaitable[None]] = _nothing,
    told: asyncio.Event | None = None,
) -> None:
    """Run sessions until cancelled; a cancelled session closes its connection itself (`async with`).

    `session` does one connection from opening to its end, within a deadline of its own for opening; whatever it raises
    counts as LOST. `report("connection_refused" | "connection_kicked", about)` tells the operator, once
    until a session was healthy (peaceful, after KICKED) again; it must not raise. `give_up` gives the lease back on
    KICKED, before the report. `told` ends the wait after REFUSED and KICKED early. Never returns.
    """
    pace = _Pace(clock)
    while True:
        began = clock.monotonic()
        ended = await _one(session)
        pace.lasted(clock.monotonic() - began)
        log.info("connection ended", how=ended.value, **about)
        if ended is Ended.KICKED:
            await give_up()
        if pace.is_news(ended):
            await report(f"connection_{ended.value}", about)
        await _wait(clock, pace.after(ended), told if ended in _TOLD else None)


_TOLD = frozenset({Ended.REFUSED, Ended.KICKED})


async def watched(session: Coroutine[Any, Any, Ended], watchdog: Watchdog) -> Ended:
    """How a session ended; LOST where nothing was heard for too long: it is cancelled then."""
    working, silent = asyncio.ensure_future(session), asyncio.ensure_future(watchdog.expired())
    try:
        await asyncio.wait((working, silent), return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else Ended.LOST
    finally:
        await _cancelled(working, silent)


class _Pace:
    """How long to wait after each end, and whether the operator knows of it."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._lost, self._kicked = clock, 0, 0
        self._known: set[Ended] = set()

    def lasted(self, seconds: float) -> None:
        """A session went on for so long."""
        if seconds >= HEALTHY_SECONDS:
            self._lost = 0
            self._known.discard(Ended.REFUSED)
        if seconds >= PEACEFUL_SECONDS:
            self._kicked = 0
            self._known.discard(Ended.KICKED)

    def is_news(self, ended: Ended) -> bool:
        """Whether the operator is to be told; once."""
        news = ended in _TOLD - self._known
        self._known |= {ended} & _TOLD
        return news

    def after(self, ended: Ended) -> float:
        """Seconds to wait. The first move that the platform asks for is free; all else waits longer each time.

        It begins with the relay's second step, 1 to 2 s, so that the first five seconds see three attempts at most.
        """
        if ended is Ended.REFUSED:
            return REFUSED_SECONDS
        if ended is Ended.KICKED:
            self._kicked += 1
            away = min(LONGEST_KICKED_SECONDS, KICKED_SECONDS * 2.0 ** min(self._kicked - 1, 10))
            return away + self._clock.uniform(0, KICKED_SECONDS / 2)
        self._lost += 1
        if ended is Ended.ASKED and self._lost == 1:
            return 0.0
        return backoff(self._clock, self._lost)


async def _one(session: Session) -> Ended:
    """How one session ended. A fault of ours ends it, too, but not the connecting: the bot would be deaf for good."""
    try:
        return await session()
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        log.info("connection failed", kind=type(error).__name__)
    except Exception as error:  # noqa: BLE001  a loop that must survive
        fault = {"kind": type(error).__name__, "where": where_of(error)}
        log.error("a session broke off by a fault of ours", **fault)  # noqa: TRY400  a trace may quote a ticket
    return Ended.LOST


async def _wait(clock: Clock, seconds: float, told: asyncio.Event | None) -> None:
    if seconds <= 0:
        return
    if told is None:
        await clock.sleep(seconds)
        return
    told.clear()
    resting, ringing = asyncio.ensure_future(clock.sleep(seconds)), asyncio.ensure_future(told.wait())
    try:
        await asyncio.wait((resting, ringing), return_when=asyncio.FIRST_COMPLETED)
    finally:
        await _cancelled(resting, ringing)


async def _cancelled(*tasks: asyncio.Future[Any]) -> None:
    """End the tasks and wait until they have let go of what they hold."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
