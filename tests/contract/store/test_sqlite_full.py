"""SQLite: a disk that fills up within a group. Nobody is told yes whose row is not there, nor no whose row is.

What was told is held against the file itself, opened afresh by Python's own driver.
"""

import asyncio
import resource
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from knowledge.store.errors import StoreFull, StoreTrouble
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.contract.store.samples import arrival, events, remembering, thrice, written
from tests.stores import opened

CALLERS = 64
TURNS = 4
PLENTY = 1 << 30


@dataclass(slots=True)
class Told:
    """What the callers heard: row id for each event admitted, and the names of units; and who was turned away."""

    events: dict[str, int] = field(default_factory=dict)
    units: set[str] = field(default_factory=set)
    effects: set[str] = field(default_factory=set)
    refused_events: set[str] = field(default_factory=set)
    refused_units: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Found:
    """What the file holds."""

    events: dict[str, int]
    units: Counter[str]


def in_file(url: str) -> Found:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        stored = dict(file.execute("SELECT event_id, id FROM inbox"))
        return Found(stored, Counter(name for (name,) in file.execute("SELECT subject FROM audit")))


async def room_for(store: Store, pages: int) -> None:
    """Let the file grow by so many pages (of 4 KiB), and no further."""

    def limit(unit: Unit) -> None:
        used = unit._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        unit._connection.exec_driver_sql(f"PRAGMA max_page_count={used + pages}")

    await store.write(limit)


async def crowd(store: Store, told: Told, refusal: type[Exception]) -> None:
    """64 callers at once, each with arrivals and units that need space, and what they hear."""

    async def arriving(name: str) -> None:
        try:
            row_id = await store.admit(arrival(name, lane=name, fill="x" * 700))
        except refusal:
            told.refused_events.add(name)
        else:
            assert row_id is not None
            told.events[name] = row_id

    async def working(name: str) -> None:
        def work(unit: Unit) -> str:
            unit.afterwards(lambda: told.effects.add(name))
            return thrice(name, fill=300)(unit)

        try:
            told.units.add(await store.write(work))
        except refusal:
            told.refused_units.add(name)

    async def caller(number: int) -> None:
        for turn in range(TURNS):
            await arriving(f"{number}.{turn}")
            await working(f"{number}.{turn}")

    await asyncio.gather(*(caller(number) for number in range(CALLERS)))


def assert_truthful(told: Told, found: Found) -> None:
    assert found.events == told.events
    assert found.units == dict.fromkeys(told.units, 3)
    assert told.effects == told.units
    assert told.refused_events.isdisjoint(found.events)
    assert told.refused_units.isdisjoint(found.units)
    assert len(told.events) + len(told.refused_events) == CALLERS * TURNS
    assert len(told.units) + len(told.refused_units) == CALLERS * TURNS


async def test_nobody_is_acknowledged_whose_row_is_not_there(sqlite_url: str) -> None:
    told = Told()
    async with opened(sqlite_url) as store:
        await room_for(store, 60)
        await crowd(store, told, StoreFull)
    assert told.events
    assert told.units
    assert told.refused_events
    assert told.refused_units
    assert_truthful(told, in_file(sqlite_url))


async def test_when_space_comes_back_everything_works_again(sqlite_url: str) -> None:
    told = Told()
    async with opened(sqlite_url) as store:
        await room_for(store, 30)
        await crowd(store, told, StoreFull)
        refused_events, refused_units = told.refused_events, told.refused_units
        assert refused_events
        assert refused_units
        await room_for(store, PLENTY)
        again = await asyncio.gather(*(store.admit(arrival(name)) for name in sorted(refused_events)))
        assert None not in again
        assert await asyncio.gather(*(store.write(thrice(name)) for name in sorted(refused_units)))
        repeated = await asyncio.gather(*(store.admit(arrival(name)) for name in told.events))
        assert set(repeated) <= {None}
    found = in_file(sqlite_url)
    assert found.events.keys() == told.events.keys() | refused_events
    assert found.units == dict.fromkeys(told.units | refused_units, 3)


async def test_one_unit_too_large_takes_nobody_with_it(sqlite_url: str) -> None:
    async with opened(sqlite_url) as store:
        await room_for(store, 40)
        work = [thrice("first"), thrice("too large", fill=100_000), thrice("last")]
        asked = [store.admit(arrival("before")), *(store.write(one) for one in work), store.admit(arrival("after"))]
        before, first, large, last, after = await asyncio.gather(*asked, return_exceptions=True)
    assert isinstance(large, StoreFull)
    assert (first, last) == ("first", "last")
    found = in_file(sqlite_url)
    assert (found.events, found.units) == ({"before": before, "after": after}, {"first": 3, "last": 3})


async def test_work_that_swallows_the_error_is_not_told_yes(sqlite_url: str) -> None:
    def stubborn(unit: Unit) -> str:
        thrice("stubborn")(unit)
        try:
            thrice("too large", fill=100_000)(unit)
        except Exception:  # noqa: BLE001  what careless code does
            return "all is well"
        return "there was room"

    async with opened(sqlite_url) as store:
        await room_for(store, 40)
        asked = [store.write(thrice("neighbour")), store.write(stubborn), store.admit(arrival("E1"))]
        neighbour, said, row_id = await asyncio.gather(*asked, return_exceptions=True)
        assert isinstance(said, StoreFull)
        assert (await written(store), await events(store)) == ({neighbour: 3}, {"E1": row_id})


@contextmanager
def quota(url: str, room: int) -> Iterator[None]:
    """The system lets the write-ahead log grow by `room` bytes and no further: now the commit itself fails."""
    used = Path(f"{url.removeprefix('sqlite:///')}-wal").stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (used + room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [0, 100, 100_000])
async def test_a_commit_that_fails_acknowledges_nobody(sqlite_url: str, room: int) -> None:
    told = Told()
    async with opened(sqlite_url) as store:
        await store.write(remembering("first"))
        with quota(sqlite_url, room):
            await crowd(store, told, StoreTrouble)
        assert told.refused_events
        assert await store.admit(arrival("when there is room again")) is not None
        assert await store.write(remembering("room again")) == "room again"
        assert len(await events(store)) == len(told.events) + 1
    found = in_file(sqlite_url)
    found.events.pop("when there is room again")
    assert_truthful(told, found)
    assert bool(told.events) == (room > 1000)
