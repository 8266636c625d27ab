import asyncio
from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from knowledge.store.errors import StaleWrite
from knowledge.store.store import Store
from knowledge.store.tables import changes, fired, flows, threads
from knowledge.store.threads import recall
from knowledge.store.unit import Unit, insert_or_ignore, upsert
from tests.contract.store.samples import arrival, events, keys, remembering, rows, thrice, written
from tests.stores import START, Hand, opened


async def test_a_unit_gives_its_result_once_it_is_durable(database_url: str) -> None:
    async with opened(database_url) as store:
        assert await store.write(remembering("acme", subject="Acme")) == "acme"
    async with opened(database_url) as store:
        assert await store.read(lambda reader: recall(reader, "acme")) == {"subject": "Acme"}


async def test_a_unit_carries_the_time_of_the_clock(any_store: Store, hand: Hand) -> None:
    hand.forward(hours=3)
    assert await any_store.write(lambda unit: unit.now) == hand.time


async def test_a_unit_that_fails_leaves_nothing(any_store: Store) -> None:
    def half(unit: Unit) -> None:
        remembering("half")(unit)
        raise StaleWrite("somebody was quicker")

    with pytest.raises(StaleWrite, match="somebody was quicker"):
        await any_store.write(half)
    assert await keys(any_store) == set()


async def test_a_unit_that_breaks_a_key_leaves_nothing(any_store: Store) -> None:
    def twice(unit: Unit) -> None:
        remembering("half")(unit)
        for _ in range(2):
            unit.run(fired.insert(), name="digest", slot=START, fired_at=START)

    with pytest.raises(IntegrityError):
        await any_store.write(twice)
    assert (await keys(any_store), await rows(any_store, fired)) == (set(), [])


async def test_a_failing_unit_does_not_hurt_its_neighbours(any_store: Store) -> None:
    def failing(unit: Unit) -> None:
        thrice("bad")(unit)
        raise ValueError("bad")

    works = [thrice(f"good {number}") if number % 3 else failing for number in range(30)]
    told = await asyncio.gather(*(any_store.write(work) for work in works), return_exceptions=True)
    good = {f"good {number}" for number in range(30) if number % 3}
    assert {one for one in told if isinstance(one, str)} == good
    assert sum(isinstance(one, ValueError) for one in told) == 10
    assert await written(any_store) == dict.fromkeys(good, 3)


async def test_units_and_arrivals_of_64_callers_are_all_there(any_store: Store) -> None:
    async def caller(name: int) -> None:
        for turn in range(4):
            await any_store.admit(arrival(f"{name}.{turn}"))
            assert await any_store.write(thrice(f"{name}.{turn}")) == f"{name}.{turn}"

    await asyncio.gather(*(caller(name) for name in range(64)))
    expected = {f"{name}.{turn}" for name in range(64) for turn in range(4)}
    assert set(await events(any_store)) == expected
    assert await written(any_store) == dict.fromkeys(expected, 3)


async def test_a_result_is_told_only_after_others_can_see_it(any_store: Store) -> None:
    async def caller(number: int) -> bool:
        key = await any_store.write(remembering(f"key {number}"))
        return key in await keys(any_store)

    assert all(await asyncio.gather(*(caller(number) for number in range(20))))


async def test_effects_happen_after_the_commit_and_before_the_caller_goes_on(any_store: Store) -> None:
    heard: list[str] = []

    def work(unit: Unit) -> None:
        unit.afterwards(lambda: heard.append("first"))
        unit.afterwards(lambda: heard.append("second"))
        heard.append("work")

    await any_store.write(work)
    heard.append("caller")
    assert heard == ["work", "first", "second", "caller"]


async def test_effects_of_a_unit_that_failed_never_happen(any_store: Store) -> None:
    heard: list[str] = []

    def work(unit: Unit) -> None:
        unit.afterwards(lambda: heard.append("effect"))
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  no message to match
        await any_store.write(work)
    await any_store.write(lambda unit: unit.now)
    assert heard == []


async def test_an_effect_that_fails_is_reported_and_stops_nobody(any_store: Store) -> None:
    reported: list[BaseException] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context["exception"]))
    heard: list[str] = []

    def broken() -> None:
        raise KeyError("no such index")

    def work(unit: Unit) -> str:
        unit.afterwards(broken)
        unit.afterwards(lambda: heard.append("the next effect"))
        return remembering("acme")(unit)

    told = await asyncio.gather(any_store.write(work), any_store.write(remembering("neighbour")))
    assert list(told) == ["acme", "neighbour"]
    assert (heard, [type(error) for error in reported]) == (["the next effect"], [KeyError])


def _raising(error: BaseException) -> Callable[[Unit], None]:
    def work(unit: Unit) -> None:
        remembering("half")(unit)
        raise error

    return work


@pytest.mark.parametrize("error", [KeyError("x"), SystemExit(3), KeyboardInterrupt(), asyncio.CancelledError()])
async def test_whatever_a_unit_raises_reaches_its_caller_and_nobody_else(
    any_store: Store, error: BaseException
) -> None:
    with pytest.raises(type(error)):
        await any_store.write(_raising(error))
    assert await any_store.write(remembering("next")) == "next"
    assert await keys(any_store) == {"next"}


async def test_a_forgotten_default_of_next_is_an_error_like_any_other(any_store: Store) -> None:
    work: Callable[[Unit], object] = lambda _: next(iter([]))  # noqa: E731
    with pytest.raises(RuntimeError, match="StopIteration"):
        await any_store.write(work)
    assert await any_store.write(remembering("next")) == "next"


async def test_events_of_a_unit_are_seen_within_it(any_store: Store) -> None:
    def work(unit: Unit) -> list[object]:
        unit.emit("claimed")
        return unit.events

    assert await any_store.write(work) == ["claimed"]
    assert await any_store.write(lambda unit: unit.events) == []


async def test_an_upsert_inserts_then_changes_the_named_columns_only(any_store: Store) -> None:
    statement = upsert(threads, ["key"], ["updated_at"])
    later = Hand().forward(minutes=1)
    for memory, moment in (({"n": 1}, START), ({"n": 2}, later)):
        await any_store.write(
            lambda unit, memory=memory, moment=moment: unit.run(statement, key="east", memory=memory, updated_at=moment)  # type: ignore[misc]
        )
    assert await rows(any_store, threads) == [{"key": "east", "memory": {"n": 1}, "updated_at": later}]


async def test_insert_or_ignore_says_whether_it_was_the_first(any_store: Store) -> None:
    statement = insert_or_ignore(fired)

    def work(unit: Unit) -> int:
        return unit.run(statement, name="digest", slot=START, fired_at=START)

    assert sorted(await asyncio.gather(*(any_store.write(work) for _ in range(20)))) == [0] * 19 + [1]


async def test_many_rows_and_rows_given_back(any_store: Store) -> None:
    values = [
        {"kind": "remind", "subject": f"lead {n}", "body": {}, "due_at": START, "state": "waiting"} for n in range(3)
    ]

    def work(unit: Unit) -> list[int]:
        unit.run_many(flows.insert(), values)
        unit.run_many(flows.insert(), [])
        made = unit.returning(flows.insert().returning(flows.c.id), values)
        return [row["id"] for row in made]

    assert len(set(await any_store.write(work))) == 3
    assert len(await rows(any_store, flows)) == 6


async def test_a_unit_counts_the_rows_it_touched(any_store: Store) -> None:
    for name in ("a", "b", "c"):
        await any_store.write(remembering(name))
    dropped = await any_store.write(lambda unit: unit.run(threads.delete().where(threads.c.key < "c")))
    assert (dropped, await keys(any_store)) == (2, {"c"})


async def test_no_touch_is_lost(any_store: Store) -> None:
    await asyncio.gather(*(any_store.write(lambda unit: unit.touch("names")) for _ in range(50)))
    await any_store.write(lambda unit: unit.touch("leads"))
    assert {row["topic"]: row["number"] for row in await rows(any_store, changes)} == {"leads": 1, "names": 50}


async def test_a_unit_reads_what_it_wrote(any_store: Store) -> None:
    numbers = count(1)

    def work(unit: Unit) -> list[str]:
        remembering(f"key {next(numbers)}")(unit)
        return [row["key"] for row in unit.rows(select(threads.c.key).order_by(threads.c.key))]

    assert await any_store.write(work) == ["key 1"]
    assert await any_store.write(work) == ["key 1", "key 2"]


async def test_a_unit_may_hint_on_any_database(any_store: Store) -> None:
    def work(unit: Unit) -> str:
        unit.hint("outbox")
        return remembering("x")(unit)

    assert await any_store.write(work) == "x"
