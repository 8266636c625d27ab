import asyncio
from datetime import datetime

import pytest

from knowledge.store.inbox import Arrival
from knowledge.store.store import Store
from knowledge.store.tables import inbox
from tests.contract.store.samples import arrival, events, rows
from tests.stores import START, opened


async def test_what_was_admitted_is_there_after_reopening(database_url: str) -> None:
    async with opened(database_url) as store:
        row_id = await store.admit(arrival("E1", lane="slack:C1"))
    async with opened(database_url) as store:
        (row,) = await rows(store, inbox)
    assert (row["id"], row["source"], row["event_id"], row["kind"]) == (row_id, "slack", "E1", "said")
    assert (row["lane"], row["state"], row["attempts"]) == ("slack:C1", "new", 0)
    assert (row["received_at"], row["body"]) == (START, {"text": "hello E1"})


async def test_the_same_event_is_stored_once(any_store: Store) -> None:
    first = await any_store.admit(arrival("E1", text="first"))
    again = await any_store.admit(arrival("E1", text="second"))
    assert (first is not None, again) == (True, None)
    assert [row["body"] for row in await rows(any_store, inbox)] == [{"text": "first"}]


async def test_the_same_id_from_another_source_is_another_event(any_store: Store) -> None:
    other = Arrival("wecom", "E1", "said", "room", {}, START)
    assert await any_store.admit(arrival("E1")) is not None
    assert await any_store.admit(other) is not None


async def test_one_burst_is_deduplicated_and_keeps_its_order(any_store: Store) -> None:
    burst = ["A", "B", "A", "C", "B", "D", "A"]
    ids = await asyncio.gather(*(any_store.admit(arrival(name)) for name in burst))
    assert [name for name, row_id in zip(burst, ids, strict=True) if row_id is not None] == ["A", "B", "C", "D"]
    assert list(await events(any_store)) == ["A", "B", "C", "D"]


async def test_row_numbers_follow_the_order_of_arrival(any_store: Store) -> None:
    ids = await asyncio.gather(*(any_store.admit(arrival(number)) for number in range(700)))
    assert None not in ids
    assert list(ids) == sorted(set(ids), key=lambda row_id: row_id or 0)
    assert list(await events(any_store)) == [str(number) for number in range(700)]


async def test_64_callers_with_the_same_events_store_each_once(any_store: Store) -> None:
    async def caller() -> list[int | None]:
        return [await any_store.admit(arrival(number)) for number in range(10)]

    found = await asyncio.gather(*(caller() for _ in range(64)))
    told = [row_id for one in found for row_id in one if row_id is not None]
    assert sorted(told) == sorted((await events(any_store)).values())
    assert len(told) == 10


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (arrival("bad", figure=float("nan")), ValueError),
        (arrival("bad", thing=object()), TypeError),
        (Arrival("slack", "bad", "said", "room", {}, datetime(2026, 1, 7)), ValueError),  # noqa: DTZ001
    ],
    ids=["nan", "not json", "naive time"],
)
async def test_an_arrival_that_cannot_be_stored_spoils_no_other(
    any_store: Store, bad: Arrival, error: type[Exception]
) -> None:
    batch = [arrival("A"), bad, arrival("B")]
    first, refused, last = await asyncio.gather(*(any_store.admit(one) for one in batch), return_exceptions=True)
    assert isinstance(refused.__cause__ if isinstance(refused, Exception) and refused.__cause__ else refused, error)
    assert await events(any_store) == {"A": first, "B": last}


async def test_ids_and_texts_that_no_database_takes_are_kept_readable(any_store: Store) -> None:
    row_id = await any_store.admit(arrival("E\0\ud800", lane="room\0", text="a\0b\ud83dc", raw="\\u0000"))
    assert row_id is not None
    assert await any_store.admit(arrival("E\0\ud800")) is None
    (row,) = await rows(any_store, inbox)
    assert (row["event_id"], row["lane"]) == ("E\ufffd\ufffd", "room\ufffd")
    assert row["body"] == {"text": "a\ufffdb\ufffdc", "raw": "\\u0000"}


async def test_a_very_long_event_id_is_still_unique(any_store: Store) -> None:
    one, other = "https://example.com/" + "线" * 500 + "1", "https://example.com/" + "线" * 500 + "2"
    assert await any_store.admit(arrival(one, lane=one)) is not None
    assert await any_store.admit(arrival(other, lane=other)) is not None
    assert await any_store.admit(arrival(one)) is None
    found = await rows(any_store, inbox)
    assert [len(row["event_id"]) for row in found] == [200, 200]
    assert len({row["lane"] for row in found}) == 2


async def test_an_arrival_whose_caller_gave_up_is_stored_all_the_same(any_store: Store) -> None:
    caller = asyncio.create_task(any_store.admit(arrival("E1")))
    await asyncio.sleep(0)
    caller.cancel()
    await asyncio.wait([caller])
    assert await any_store.admit(arrival("E1")) is None
