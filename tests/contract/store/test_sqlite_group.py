"""SQLite: one thread writes, and whoever waits together shares a commit."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import event

from knowledge.store.opening import open_store
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.contract.store.samples import arrival, events, keys, remembering, thrice, written
from tests.patience import LONG_ENOUGH
from tests.stores import Hand


class Watched:
    """A SQLite store whose commits are counted, and whose group ends when the test says so."""

    def __init__(self, url: str) -> None:
        self.store: Store = open_store(url, Hand().now, lambda: self.seconds)
        self.seconds = 0.0
        self.commits: list[str] = []
        event.listen(self.engine, "commit", lambda _: self.commits.append("commit"))

    @property
    def engine(self) -> object:
        return self.store._writer._engine  # type: ignore[attr-defined]

    @property
    def thread(self) -> threading.Thread:
        found: threading.Thread = self.store._writer._thread  # type: ignore[attr-defined]
        return found

    @asynccontextmanager
    async def held(self, *, so_long: float = 0.0) -> AsyncIterator[None]:
        """The writer is kept busy inside a group, while others queue up behind it; that unit takes `so_long`."""
        at_work, go = threading.Event(), threading.Event()

        def holding(_: Unit) -> None:
            at_work.set()
            assert go.wait(LONG_ENOUGH)
            self.seconds += so_long

        holder = asyncio.create_task(self.store.write(holding))
        assert await asyncio.to_thread(at_work.wait, 10)
        yield
        await asyncio.sleep(0)  # the tasks made meanwhile hand in their tickets
        go.set()
        await holder


@pytest.fixture
async def watched(sqlite_url: str) -> AsyncIterator[Watched]:
    one = Watched(sqlite_url)
    yield one
    await one.store.close()


async def test_whoever_waits_together_shares_a_commit(watched: Watched) -> None:
    async with watched.held():
        units = [asyncio.create_task(watched.store.write(thrice(f"unit {number}"))) for number in range(60)]
        arrivals = [asyncio.create_task(watched.store.admit(arrival(number))) for number in range(60)]
    await asyncio.gather(*units, *arrivals)
    assert watched.commits == ["commit"]
    assert len(await events(watched.store)) == 60
    assert len(await written(watched.store)) == 60


async def test_a_group_that_took_long_takes_nobody_new(watched: Watched) -> None:
    async with watched.held(so_long=0.011):
        later = [asyncio.create_task(watched.store.admit(arrival(number))) for number in range(60)]
    await asyncio.gather(*later)
    assert watched.commits == ["commit", "commit"]


async def test_a_long_queue_is_cut_into_groups(watched: Watched) -> None:
    def slow(unit: Unit) -> None:
        unit.touch("slow")
        watched.seconds += 0.001

    async with watched.held(so_long=1):
        later = [asyncio.create_task(watched.store.write(slow)) for _ in range(1000)]
    await asyncio.gather(*later)
    assert len(watched.commits) == 11


async def test_nobody_is_told_before_the_commit(watched: Watched) -> None:
    order: list[str] = []
    event.listen(watched.engine, "commit", lambda _: order.append("commit"))

    async def caller(work: Callable[[Unit], object]) -> None:
        await watched.store.write(work)
        order.append("told")

    def work(unit: Unit) -> None:
        unit.afterwards(lambda: order.append("effect"))

    async with watched.held():
        callers = [asyncio.create_task(caller(work)) for _ in range(3)]
    await asyncio.gather(*callers)
    assert order[0] == "commit"
    assert (order.count("commit"), order.count("effect"), order.count("told")) == (1, 3, 3)


async def test_a_failing_unit_costs_its_group_nothing(watched: Watched) -> None:
    def failing(unit: Unit) -> None:
        thrice("bad")(unit)
        raise ValueError("bad")

    async with watched.held():
        works = [thrice("before"), failing, thrice("after")]
        told = [asyncio.create_task(watched.store.write(work)) for work in works]
    outcome = await asyncio.gather(*told, return_exceptions=True)
    assert [type(one) for one in outcome] == [str, ValueError, str]
    assert watched.commits == ["commit"]
    assert await written(watched.store) == {"before": 3, "after": 3}


async def test_a_unit_that_ends_the_transaction_harms_only_itself(watched: Watched) -> None:
    def vandal(unit: Unit) -> None:
        thrice("vandal")(unit)
        unit._connection.exec_driver_sql("ROLLBACK")

    async with watched.held():
        works = [remembering("before"), vandal, remembering("after")]
        told = [asyncio.create_task(watched.store.write(work)) for work in works]
        arriving = asyncio.create_task(watched.store.admit(arrival("E1")))
    outcome = await asyncio.gather(*told, return_exceptions=True)
    assert [isinstance(one, Exception) for one in outcome] == [False, True, False]
    assert await events(watched.store) == {"E1": await arriving}
    assert (await keys(watched.store), await written(watched.store)) == ({"before", "after"}, {})


async def test_the_writer_outlives_a_loop_that_was_closed(watched: Watched) -> None:
    def another_loop() -> None:
        async def leave() -> None:
            asyncio.get_running_loop().call_soon(
                asyncio.create_task(watched.store.admit(arrival("lost caller"))).cancel
            )

        asyncio.run(leave())

    async with watched.held():
        await asyncio.to_thread(another_loop)
    assert await watched.store.write(remembering("next")) == "next"
    assert watched.thread.is_alive()


async def test_the_writer_outlives_work_that_is_none(watched: Watched) -> None:
    with pytest.raises(TypeError):
        await watched.store.write(None)  # type: ignore[arg-type]

    def endless(unit: Unit) -> None:
        endless(unit)

    with pytest.raises(RecursionError):
        await watched.store.write(endless)
    assert await watched.store.write(remembering("next")) == "next"
    assert watched.thread.is_alive()


async def test_the_writer_outlives_a_clock_that_fails(sqlite_url: str) -> None:
    store = open_store(sqlite_url, Hand().now, lambda: 1 / 0)
    assert await store.admit(arrival("E1")) is not None
    await store.close()
