import asyncio
import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Text, cast, func, literal, select
from sqlalchemy.exc import DBAPIError, StatementError

from knowledge.store.errors import StoreReadOnly
from knowledge.store.store import Store
from knowledge.store.tables import fired, threads
from knowledge.store.threads import recall
from knowledge.store.unit import Reader
from tests.contract.store.samples import keys, remembering, rows
from tests.patience import LONG_ENOUGH
from tests.stores import START

COUNT = select(func.count()).select_from(threads)


async def test_the_store_says_that_it_is_well(any_store: Store) -> None:
    assert await any_store.well()


async def test_a_reader_cannot_write(any_store: Store) -> None:
    with pytest.raises(StoreReadOnly):
        await any_store.read(lambda reader: reader.value(threads.delete()))
    await any_store.write(remembering("acme"))
    with pytest.raises(StoreReadOnly):
        await any_store.read(lambda reader: reader.value(threads.delete().returning(threads.c.key)))
    assert await keys(any_store) == {"acme"}


async def test_a_reader_sees_one_moment(any_store: Store) -> None:
    looked, written = threading.Event(), threading.Event()

    def twice(reader: Reader) -> tuple[int, int]:
        before = reader.value(COUNT)
        looked.set()
        assert written.wait(LONG_ENOUGH)
        return before, reader.value(COUNT)

    reading = asyncio.create_task(any_store.read(twice))
    assert await asyncio.to_thread(looked.wait, 10)
    await any_store.write(remembering("acme"))
    written.set()
    assert await reading == (0, 0)
    assert await any_store.read(lambda reader: reader.value(COUNT)) == 1


async def test_readers_do_not_wait_for_a_writer(any_store: Store) -> None:
    at_work, read = threading.Event(), threading.Event()

    def slow(unit: Any) -> str:  # noqa: ANN401
        at_work.set()
        assert read.wait(LONG_ENOUGH)
        return remembering("slow")(unit)

    writing = asyncio.create_task(any_store.write(slow))
    assert await asyncio.to_thread(at_work.wait, 10)
    assert await any_store.read(lambda reader: reader.value(COUNT)) == 0
    read.set()
    assert await writing == "slow"


async def test_a_wrong_query_is_no_trouble_of_the_store(any_store: Store) -> None:
    with pytest.raises(DBAPIError):
        await any_store.read(lambda reader: reader.value(select(func.no_such_function())))
    assert await any_store.well()


async def test_what_a_read_raises_reaches_its_caller(any_store: Store) -> None:
    def work(_: Reader) -> None:
        raise LookupError("nobody")

    with pytest.raises(LookupError, match="nobody"):
        await any_store.read(work)


async def test_rows_row_and_value(any_store: Store) -> None:
    for key in ("b", "a"):
        await any_store.write(remembering(key))
    ordered, nobody = select(threads.c.key).order_by(threads.c.key), select(threads).where(literal(value=False))
    found = await any_store.read(lambda reader: (reader.rows(ordered), reader.row(ordered), reader.value(ordered)))
    assert ([dict(row) for row in found[0]], dict(found[1] or {}), found[2]) == (
        [{"key": "a"}, {"key": "b"}],
        {"key": "a"},
        "a",
    )
    assert await any_store.read(lambda reader: (reader.row(nobody), reader.value(nobody))) == (None, None)


@pytest.mark.parametrize(
    "moment",
    [
        START,
        datetime(2026, 3, 1, 7, 59, 59, 999999, tzinfo=timezone(timedelta(hours=8))),
        datetime(2026, 7, 1, 2, 30, tzinfo=timezone(-timedelta(hours=9, minutes=30))),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2199, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
    ],
)
async def test_a_moment_comes_back_the_same_in_utc(any_store: Store, moment: datetime) -> None:
    await any_store.write(lambda unit: unit.run(fired.insert(), name="digest", slot=moment, fired_at=moment))
    (row,) = await rows(any_store, fired)
    assert (row["slot"], row["slot"].utcoffset()) == (moment, timedelta(0))
    assert row["slot"].tzinfo is UTC


async def test_a_moment_without_an_offset_is_refused(any_store: Store) -> None:
    naive = datetime(2026, 1, 7, 9, 0)  # noqa: DTZ001
    with pytest.raises((StatementError, ValueError), match="without an offset"):
        await any_store.write(lambda unit: unit.run(fired.insert(), name="digest", slot=naive, fired_at=START))
    with pytest.raises((StatementError, ValueError), match="without an offset"):
        await any_store.read(lambda reader: reader.row(select(fired).where(fired.c.slot < naive)))


async def test_moments_compare_across_offsets(any_store: Store) -> None:
    china = timezone(timedelta(hours=8))
    await any_store.write(lambda unit: unit.run(fired.insert(), name="digest", slot=START, fired_at=START))
    for moment, held in ((START.astimezone(china), True), (START.astimezone(china) + timedelta(microseconds=1), False)):
        query = select(fired.c.name).where(fired.c.fired_at >= moment)
        assert (await any_store.read(lambda reader, query=query: reader.value(query)) == "digest") is held  # type: ignore[misc]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
SCALAR = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | TEXT
JSON = st.dictionaries(
    TEXT, st.recursive(SCALAR, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=8)
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=st.lists(JSON, min_size=1, max_size=5))
async def test_any_document_comes_back_the_same(any_store: Store, documents: list[dict[str, object]]) -> None:
    keys_ = [str(number) for number in range(len(documents))]
    for key, document in zip(keys_, documents, strict=True):
        await any_store.write(remembering(key, document=document))
    found = [await any_store.read(lambda reader, key=key: recall(reader, key)) for key in keys_]  # type: ignore[misc]
    assert found == [{"document": document} for document in documents]


async def test_chinese_emoji_and_right_to_left_come_back_the_same(any_store: Store) -> None:
    document = {
        "客户": "华东光伏科技有限公司",
        "emoji": "👩\u200d💼🔥",
        "rtl": "\u200fشركة أكمي\u200f",
        "nested": {"报价": [1, 2.5, None, {"a": []}]},
    }
    await any_store.write(remembering("x", **document))
    assert await any_store.read(lambda reader: recall(reader, "x")) == document


async def test_chinese_is_stored_readable(any_store: Store) -> None:
    await any_store.write(remembering("x", customer="华东光伏"))
    stored = await any_store.read(lambda reader: reader.value(select(cast(threads.c.memory, Text))))
    assert "华东光伏" in stored
