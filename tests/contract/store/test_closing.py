import asyncio
import threading

import pytest

from knowledge.store.errors import StoreTrouble
from knowledge.store.unit import Reader, Unit
from tests.contract.store.samples import arrival, events, keys, remembering
from tests.patience import LONG_ENOUGH
from tests.stores import opened


async def test_close_finishes_what_waits(database_url: str) -> None:
    at_work, go = threading.Event(), threading.Event()

    def slow(unit: Unit) -> str:
        at_work.set()
        assert go.wait(LONG_ENOUGH)
        return remembering("slow")(unit)

    async with opened(database_url) as store:
        waiting = [asyncio.create_task(store.write(slow))]
        assert await asyncio.to_thread(at_work.wait, 10)
        waiting += [asyncio.create_task(store.write(remembering(f"key {number}"))) for number in range(250)]
        arriving = [asyncio.create_task(store.admit(arrival(number))) for number in range(250)]
        await asyncio.sleep(0)
        closing = asyncio.create_task(store.close())
        await asyncio.sleep(0)
        go.set()
        told = await asyncio.gather(*waiting)
        ids = await asyncio.gather(*arriving)
        await closing
    async with opened(database_url) as store:
        assert await keys(store) == set(told)
        assert list((await events(store)).values()) == ids
    assert len(told) == 251


async def test_close_lets_a_read_finish(database_url: str) -> None:
    at_work, go = threading.Event(), threading.Event()

    def slow(_: Reader) -> str:
        at_work.set()
        assert go.wait(LONG_ENOUGH)
        return "read"

    async with opened(database_url) as store:
        reading = asyncio.create_task(store.read(slow))
        assert await asyncio.to_thread(at_work.wait, 10)
        closing = asyncio.create_task(store.close())
        await asyncio.sleep(0)
        go.set()
        assert await reading == "read"
        await closing


async def test_work_after_close_is_refused(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.close()
        for work in (store.admit(arrival("E1")), store.write(remembering("x")), store.read(lambda _: 1), store.well()):
            with pytest.raises(StoreTrouble, match="closed"):
                await work
    async with opened(database_url) as store:
        assert (await keys(store), await events(store)) == (set(), {})


async def test_close_may_come_twice(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(remembering("x"))
        await store.close()
        await store.close()
