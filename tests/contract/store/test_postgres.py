"""PostgreSQL: units side by side, deadlocks, lost connections, several replicas on one database."""

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC

import pytest
from sqlalchemy import func, select

from knowledge.store.errors import StoreTrouble
from knowledge.store.hints import EVERYTHING, hear
from knowledge.store.opening import migrate_database
from knowledge.store.tables import changes, fired
from knowledge.store.unit import Unit
from tests.contract.store.samples import arrival, events, keys, remembering, rows, thrice, written
from tests.patience import LONG_ENOUGH
from tests.stores import START, Templates, opened
from tests.vendors.postgres import Server

pytestmark = pytest.mark.postgres

NOBODY_ELSE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"


@pytest.fixture
def server(templates: Templates) -> Server:
    return templates.server


def name_of(url: str) -> str:
    return url.split("@/", 1)[1].split("?", 1)[0]


async def test_a_deadlock_is_tried_again_and_both_units_come_through(postgres_url: str) -> None:
    tries: Counter[str] = Counter()
    reached = {"a": threading.Event(), "b": threading.Event()}
    heard: list[str] = []

    def crossing(first: str, then: str) -> Callable[[Unit], str]:
        def work(unit: Unit) -> str:
            tries[first] += 1
            unit.afterwards(lambda: heard.append(first))
            unit.touch(first)
            reached[first].set()
            assert reached[then].wait(LONG_ENOUGH)
            unit.touch(then)
            return first

        return work

    async with opened(postgres_url) as store:
        await store.write(lambda unit: unit.touch("a"))
        await store.write(lambda unit: unit.touch("b"))
        told = await asyncio.gather(store.write(crossing("a", "b")), store.write(crossing("b", "a")))
        changed = await rows(store, changes)
    assert sorted(told) == sorted(heard) == ["a", "b"]
    assert sum(tries.values()) >= 3
    assert {row["topic"]: row["number"] for row in changed} == {"a": 3, "b": 3}


async def test_units_run_side_by_side(postgres_url: str) -> None:
    together = threading.Barrier(4)

    def meeting(_: Unit) -> int:
        return together.wait(LONG_ENOUGH)

    async with opened(postgres_url) as store:
        assert sorted(await asyncio.gather(*(store.write(meeting) for _ in range(4)))) == [0, 1, 2, 3]


async def test_connections_that_were_cut_are_made_anew(postgres_url: str, server: Server) -> None:
    async with opened(postgres_url) as store:
        await asyncio.gather(*(store.write(thrice(str(number))) for number in range(20)), store.admit(arrival("E1")))
        await store.well()
        server.run(NOBODY_ELSE.format(name_of(postgres_url)))
        assert await store.admit(arrival("E2")) is not None
        assert await store.write(remembering("x")) == "x"
        assert list(await events(store)) == ["E1", "E2"]


async def test_a_connection_cut_within_a_unit_is_trouble_and_leaves_nothing(postgres_url: str) -> None:
    def cut(unit: Unit) -> None:
        thrice("half")(unit)
        unit.value(select(func.pg_terminate_backend(func.pg_backend_pid())))

    async with opened(postgres_url) as store:
        with pytest.raises(StoreTrouble):
            await store.write(cut)
        assert await store.write(thrice("whole")) == "whole"
        assert await written(store) == {"whole": 3}


async def test_a_server_that_is_away_is_trouble_until_it_is_back(postgres_url: str, server: Server) -> None:
    name = name_of(postgres_url)
    async with opened(postgres_url) as store:
        await store.write(remembering("before"))
        server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.run(NOBODY_ELSE.format(name))
        for asked in (store.admit(arrival("E1")), store.write(remembering("x")), store.well()):
            with pytest.raises(StoreTrouble):
                await asked
        server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert await store.admit(arrival("E1")) is not None
        assert await store.write(remembering("after")) == "after"
        assert await keys(store) == {"before", "after"}


@pytest.mark.parametrize("part", ["test_1?host=/nowhere", "no_such_database"])
async def test_a_server_or_database_that_is_not_there(postgres_url: str, part: str) -> None:
    url = postgres_url.replace(name_of(postgres_url), part) if "?" not in part else f"postgresql+psycopg://x@/{part}"
    with pytest.raises(StoreTrouble):
        async with opened(url):
            pass
    with pytest.raises(StoreTrouble):
        migrate_database(url)


async def test_moments_are_in_utc_whatever_the_zone_of_the_database(postgres_url: str, server: Server) -> None:
    server.run(f"ALTER DATABASE {name_of(postgres_url)} SET timezone = 'Asia/Shanghai'")
    async with opened(postgres_url) as store:
        await store.write(lambda unit: unit.run(fired.insert(), name="digest", slot=START, fired_at=START))
        (row,) = await rows(store, fired)
    assert (row["slot"], row["slot"].tzinfo) == (START, UTC)


async def test_an_event_that_reaches_two_replicas_is_stored_once(postgres_url: str) -> None:
    async with opened(postgres_url) as one, opened(postgres_url) as other:
        numbers = range(100)
        asked = [store.admit(arrival(number)) for number in numbers for store in (one, other)]
        backwards = [store.admit(arrival(number)) for number in reversed(numbers) for store in (other, one)]
        told = await asyncio.gather(*asked, *backwards)
        stored = await events(one)
    assert len(stored) == 100
    assert sorted(row_id for row_id in told if row_id is not None) == sorted(stored.values())


@asynccontextmanager
async def listening(url: str) -> AsyncIterator[asyncio.Queue[str]]:
    """The hints that another process hears, once it listens."""
    heard: asyncio.Queue[str] = asyncio.Queue()
    listener = asyncio.create_task(hear(url, heard.put_nowait, again_seconds=0.01))
    assert await asyncio.wait_for(heard.get(), LONG_ENOUGH) == EVERYTHING
    yield heard
    listener.cancel()
    await asyncio.wait([listener])


async def test_another_process_hears_of_work_that_is_durable(postgres_url: str) -> None:
    def failing(unit: Unit) -> None:
        unit.hint("never")
        raise ValueError

    async with opened(postgres_url) as store, listening(postgres_url) as heard:
        await store.admit(arrival("E1"))
        assert await heard.get() == "inbox"
        await store.admit(arrival("E1"))
        await asyncio.gather(store.write(failing), return_exceptions=True)
        await store.write(lambda unit: unit.hint("outbox"))
        assert await heard.get() == "outbox"
        assert heard.empty()


async def test_a_listener_that_was_cut_off_says_that_it_may_have_missed_something(
    postgres_url: str, server: Server
) -> None:
    async with opened(postgres_url) as store, listening(postgres_url) as heard:
        server.cut(name_of(postgres_url))
        assert await heard.get() == EVERYTHING
        await store.admit(arrival("E1"))
        assert await heard.get() == "inbox"


async def test_no_touch_of_two_replicas_is_lost(postgres_url: str) -> None:
    async with opened(postgres_url) as one, opened(postgres_url) as other:
        stores = [one, other] * 25
        await asyncio.gather(*(store.write(lambda unit: unit.touch("names")) for store in stores))
        (row,) = await rows(one, changes)
    assert row["number"] == 50
