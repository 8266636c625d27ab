"""Whole roads per second: in, stored, understood, answered from the graph, out, relayed to the hub; many rooms."""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from benchmarks.bot_process import ROOMS, RunningBot, prepared_folder, running_bot
from benchmarks.client import in_a_process
from benchmarks.figure import Bar, Effort, Figure, over_runs
from benchmarks.material import Json, rooms, said_events
from benchmarks.report import main
from bot.clock import SystemClock
from bot.collector import set_aside_what_stays
from bot.cores import keep_to_one_core
from bot.messengers.base import Admitted
from bot.messengers.local.hub import Hub
from bot.messengers.local.messenger import LocalMessenger
from bot.runtime import Runtime
from bot.wiring import build
from config.settings import load_settings

ROADS = 3_000
WARM = 300
LONGEST, GLANCE = 120.0, 0.01
INSIDE = (
    f"questions (who owns X) over {ROOMS} rooms, handed to the inbox 64 at a time in the bot's own process; until the "
    "hub has the last answer. For comparison: NoneBot2, which stores nothing, does 578 on such a machine"
)
OUTSIDE = (
    "the same by signed HTTP from another process, 64 requests at a time, to a real `run`; the bar is for the other"
)


def run(effort: Effort) -> Sequence[Figure]:
    with prepared_folder() as folder:
        with _on_one_core():
            inside = asyncio.run(_inside(folder, effort))
        with running_bot(folder) as bot:
            _flooded(bot, WARM)

            def measure() -> Sequence[Figure]:
                found = _flooded(bot, effort.count(ROADS))
                return [
                    Figure("whole roads through HTTP", found["events"] / found["seconds"], "roads/s", None, OUTSIDE)
                ]

            return [*inside, *over_runs(effort, measure)]


@contextmanager
def _on_one_core() -> Iterator[None]:
    """As `run` keeps itself; this process, and what it starts later, gets all its cores back."""
    before = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    keep_to_one_core()
    try:
        yield
    finally:
        if before is not None:
            os.sched_setaffinity(0, before)


def _flooded(bot: RunningBot, events: int) -> Json:
    journal = bot.journal
    return in_a_process("flooded", bot.url, events=events, journal=str(journal), offset=journal.stat().st_size)


async def _inside(folder: Path, effort: Effort) -> Sequence[Figure]:
    runtime = build(load_settings(folder / "dazi.toml", {}), SystemClock(), serve=True)
    await runtime.start()
    try:
        await _rate(runtime, WARM)
        set_aside_what_stays()
        taken = [await _rate(runtime, effort.count(ROADS)) for _ in range(effort.runs)]
    finally:
        await runtime.stop()
    same = [[Figure("whole roads", rate, "roads/s", Bar(500, at_least=True), INSIDE)] for rate in taken]
    again = iter(same)
    return over_runs(effort, lambda: next(again))


async def _rate(runtime: Runtime, number: int) -> float:
    clock, hub = runtime.clock, _hub(runtime)
    events = islice(said_events(clock.new_id(), rooms(ROOMS), clock.now()), number)
    before, began = _posts(hub), time.perf_counter()

    async def caller() -> None:
        for event in events:
            await runtime.inbox.admit("local", _admitted(event))

    async with asyncio.TaskGroup() as callers:
        for _ in range(64):
            callers.create_task(caller())
    await _answered(hub, before + number)
    return number / (time.perf_counter() - began)


async def _answered(hub: Hub, posts: int) -> None:
    """Until the hub has that many messages of the bot. Raises TimeoutError."""
    for _ in range(int(LONGEST / GLANCE)):
        if _posts(hub) >= posts:
            return
        await asyncio.sleep(GLANCE)
    raise TimeoutError(f"{_posts(hub)} of {posts} answers came")


def _admitted(event: Json) -> Admitted:
    return Admitted(str(event["event_id"]), "said", f"local:{event['room']['id']}", event)


def _hub(runtime: Runtime) -> Hub:
    local = runtime.messengers["local"]
    if not isinstance(local, LocalMessenger) or local.hub is None:
        raise TypeError("the local messenger has no hub in this process")
    return local.hub


def _posts(hub: Hub) -> int:
    return sum(hub.ledger.bot_posts(room) for room in rooms(ROOMS))


if __name__ == "__main__":
    raise SystemExit(main([("Whole roads", run)]))
