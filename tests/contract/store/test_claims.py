"""The dispatcher's statements: who takes which inbox row, and who may settle it."""

import asyncio
from datetime import timedelta

import pytest

from bot.claims import (
    BATCH,
    LEASE,
    Claimed,
    claim,
    count_attempt,
    outcome_of,
    release_all,
    release_mine,
    settle,
)
from knowledge.store.errors import StaleWrite
from knowledge.store.store import Store
from knowledge.store.tables import inbox
from tests.contract.store.samples import arrival, rows
from tests.stores import Hand, opened


async def arrive(store: Store, *lanes: str) -> list[int]:
    """One arrival for each lane named, in this order; their row ids."""
    before = len(await rows(store, inbox))
    arrivals = [arrival(before + number, lane=lane) for number, lane in enumerate(lanes)]
    ids = await asyncio.gather(*(store.admit(one) for one in arrivals))
    return [row_id for row_id in ids if row_id is not None]


async def claimed(store: Store, me: str) -> list[Claimed]:
    return list(await store.write(lambda unit: claim(unit, me)))


async def lanes(store: Store, me: str) -> list[str]:
    return [row.lane for row in await claimed(store, me)]


async def finish(store: Store, row_id: int, me: str) -> None:
    await store.write(lambda unit: settle(unit, row_id, me, "done", {"outcome": "answer"}))


async def test_rows_are_taken_oldest_first_and_once(any_store: Store) -> None:
    ids = await arrive(any_store, "a", "b", "a")
    taken = await claimed(any_store, "me")
    assert [row.row_id for row in taken] == ids
    assert taken[0] == Claimed(ids[0], "slack", "0", "said", "a", {"text": "hello 0"}, 0)
    assert await claimed(any_store, "me") == []


async def test_not_more_than_a_batch_at_once(any_store: Store) -> None:
    ids = await arrive(any_store, *["a"] * (BATCH + 10))
    first, second = await claimed(any_store, "me"), await claimed(any_store, "me")
    assert [row.row_id for row in (*first, *second)] == ids
    assert (len(first), len(second)) == (BATCH, 10)


async def test_nobody_takes_what_another_holds(any_store: Store) -> None:
    await arrive(any_store, "a", "b")
    assert await lanes(any_store, "me") == ["a", "b"]
    assert await lanes(any_store, "other") == []


async def test_a_lapsed_lease_is_free_for_others(any_store: Store, hand: Hand) -> None:
    ids = await arrive(any_store, "a")
    await claimed(any_store, "me")
    hand.time += LEASE
    assert await lanes(any_store, "other") == []
    hand.forward(seconds=1)
    assert [row.row_id for row in await claimed(any_store, "other")] == ids


async def test_a_settled_row_keeps_its_outcome(any_store: Store, hand: Hand) -> None:
    (row_id,) = await arrive(any_store, "a")
    await claimed(any_store, "me")
    hand.forward(seconds=2)
    await finish(any_store, row_id, "me")
    assert await any_store.read(lambda reader: outcome_of(reader, row_id)) == ("done", {"outcome": "answer"})
    (row,) = await rows(any_store, inbox)
    assert row["done_at"] == hand.time
    hand.time += 2 * LEASE
    assert await claimed(any_store, "other") == []


async def test_whoever_lost_the_row_cannot_settle_it(any_store: Store, hand: Hand) -> None:
    (row_id,) = await arrive(any_store, "a")
    await claimed(any_store, "slow")
    hand.time += LEASE + timedelta(seconds=1)
    await claimed(any_store, "quick")
    with pytest.raises(StaleWrite):
        await finish(any_store, row_id, "slow")
    assert (await any_store.read(lambda reader: outcome_of(reader, row_id)))[0] == "new"
    await finish(any_store, row_id, "quick")
    with pytest.raises(StaleWrite):
        await finish(any_store, row_id, "quick")


async def test_the_outcome_of_a_row_that_is_none(any_store: Store) -> None:
    assert await any_store.read(lambda reader: outcome_of(reader, 404)) == ("", {})


async def test_what_is_released_can_be_taken_at_once(any_store: Store) -> None:
    done, waiting = await arrive(any_store, "a", "b")
    await claimed(any_store, "me")
    await finish(any_store, done, "me")
    await any_store.write(lambda unit: release_mine(unit, "other"))
    assert await claimed(any_store, "other") == []
    await any_store.write(lambda unit: release_mine(unit, "me"))
    assert [row.row_id for row in await claimed(any_store, "other")] == [waiting]


async def test_after_a_restart_everything_is_free(any_store: Store) -> None:
    ids = await arrive(any_store, "a", "b")
    await claimed(any_store, "the process before")
    await any_store.write(release_all)
    assert [row.row_id for row in await claimed(any_store, "me")] == ids


async def test_attempts_are_counted(any_store: Store) -> None:
    (row_id,) = await arrive(any_store, "a")
    for _ in range(2):
        await any_store.write(lambda unit: count_attempt(unit, row_id))
    assert [row.attempts for row in await claimed(any_store, "me")] == [2]


@pytest.mark.postgres
async def test_nobody_takes_a_lane_that_another_is_busy_with(postgres_url: str, hand: Hand) -> None:
    async with opened(postgres_url, hand) as one, opened(postgres_url, hand) as other:
        (first,) = await arrive(one, "a")
        assert await lanes(one, "one") == ["a"]
        await arrive(one, "a", "b", "a")
        assert await lanes(other, "other") == ["b"]
        await finish(one, first, "one")
        assert await lanes(other, "other") == ["a", "a"]


@pytest.mark.postgres
async def test_two_that_claim_at_once_share_no_lane_and_no_row(postgres_url: str, hand: Hand) -> None:
    async with opened(postgres_url, hand) as one, opened(postgres_url, hand) as other:
        ids = await arrive(one, *(f"lane {number % 17}" for number in range(300)))
        taken: dict[str, list[Claimed]] = {"one": [], "other": []}
        while sum(map(len, taken.values())) < len(ids):
            found = await asyncio.gather(claimed(one, "one"), claimed(other, "other"))
            for me, rows_ in zip(taken, found, strict=True):
                busy = {row.lane for row in rows_}
                theirs = {row.lane for row in found[me == "one"]}
                assert busy.isdisjoint(theirs)
                taken[me] += rows_
                for row in rows_:
                    await finish(one, row.row_id, me)
        assert sorted(row.row_id for rows_ in taken.values() for row in rows_) == ids
        for rows_ in taken.values():
            assert [row.row_id for row in rows_] == sorted(row.row_id for row in rows_)
