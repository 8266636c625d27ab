import asyncio

from structlog.testing import capture_logs

from bot.wire.tasks import Tasks
from bot.wire.watchdog import Watchdog
from tests.clocks import FakeClock


async def test_draining_waits_for_what_is_started_meanwhile() -> None:
    tasks, done = Tasks(), list[str]()

    async def second() -> None:
        done.append("second")

    async def first() -> None:
        await asyncio.sleep(0)
        tasks.start(second())
        done.append("first")

    tasks.start(first())
    assert len(tasks) == 1
    await tasks.drain()
    assert done == ["first", "second"]
    assert len(tasks) == 0


async def test_draining_ends_what_takes_too_long() -> None:
    tasks, ended = Tasks(), asyncio.Event()

    async def for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    tasks.start(for_ever())
    await asyncio.sleep(0)
    await tasks.drain(0.01)
    assert ended.is_set()
    assert len(tasks) == 0


async def test_one_that_fails_takes_nothing_down_and_shows_no_secret() -> None:
    tasks, done = Tasks(), list[str]()

    async def broken() -> None:
        raise ValueError("https://x/?ticket=hush")

    async def fine() -> None:
        await asyncio.sleep(0)
        done.append("fine")

    with capture_logs() as logs:
        tasks.start(broken())
        tasks.start(fine())
        await tasks.drain()
    assert done == ["fine"]
    assert [(line["kind"], line["where"].partition(":")[0]) for line in logs] == [("ValueError", "test_tasks.py")]
    assert "hush" not in repr(logs)


async def test_cancelling_ends_all_at_once() -> None:
    tasks = Tasks()
    tasks.start(asyncio.Event().wait())  # type: ignore[arg-type]
    await tasks.cancel()
    assert len(tasks) == 0
    await tasks.cancel()


async def test_a_watchdog_expires_once_nothing_was_heard() -> None:
    clock = FakeClock()
    watchdog = Watchdog(clock, 90)
    waiting = asyncio.create_task(watchdog.expired())
    await clock.somebody_sleeps()
    clock.advance(60)
    watchdog.heard()
    clock.advance(30)
    assert await clock.somebody_sleeps() == 60
    assert not waiting.done()
    assert watchdog.left == 60
    clock.advance(60)
    await waiting
