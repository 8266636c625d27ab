"""What the team calls customers: learnt, taken over, taken back, and moved where customers are merged."""

import pytest
from sqlalchemy import select

from knowledge.graph.amendments import Amendment, amendment
from knowledge.graph.merging import MergeCustomers, preview
from knowledge.graph.nicknaming import NICKNAME, LearnNickname, all_nicknames, nicknames_called
from knowledge.graph.undoing import UndoAmendment, stands
from knowledge.store.errors import StaleWrite
from knowledge.store.store import Store
from knowledge.store.tables import audit, changes
from knowledge.store.unit import Reader, Unit
from tests.stores import START, opened
from tests.unit.knowledge.graph.stories import SOURCE, graph

_COUNTED = select(changes.c.number).where(changes.c.topic == "names")


async def learn(store: Store, key: str, customer: str, name: str, *replaced: str) -> None:
    await store.write(lambda unit: LearnNickname(key, customer, name, replaced, SOURCE).apply(unit, "li"))


async def made_by(store: Store, key: str) -> Amendment:
    found = await store.read(lambda reader: amendment(reader, key))
    assert found is not None
    return found


async def undo(store: Store, key: str) -> None:
    made = await made_by(store, key)
    await store.write(lambda unit: UndoAmendment(made).apply(unit, "han"))


async def test_what_is_learnt_has_a_teacher_a_source_and_an_audit_and_is_counted(database_url: str) -> None:
    def count(reader: Reader) -> int:
        return int(reader.value(_COUNTED) or 0)

    async with opened(database_url) as store:
        await store.write(graph)
        before = await store.read(count)
        await learn(store, "k1", "C1", "小光")
        assert await store.read(count) == before + 1
        (known,) = await store.read(lambda reader: nicknames_called(reader, "小光"))
        assert (known.key, known.customer_id, known.said_by, known.source.what) == ("k1", "C1", "li", "import")
        made = await made_by(store, "k1")
        assert (made.kind, made.subject, made.actor_id, made.at) == (NICKNAME, "C1", "li", START)
        rows = await store.read(lambda reader: reader.rows(select(audit)))
        assert [(row["actor"], row["subject"]) for row in rows if row["action"] == NICKNAME] == [("li", "C1")]


async def test_it_is_taken_back_once_and_counted_again(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await learn(store, "k1", "C1", "小光")
        await learn(store, "k2", "C1", "阿光")
        assert await store.read(all_nicknames) == {"C1": ("小光", "阿光")}
        before = await store.read(lambda reader: int(reader.value(_COUNTED) or 0))
        await undo(store, "k1")
        assert await store.read(all_nicknames) == {"C1": ("阿光",)}
        assert await store.read(lambda reader: reader.value(_COUNTED)) == before + 1
        with pytest.raises(StaleWrite):
            await undo(store, "k1")


async def test_a_name_that_somebody_was_faster_with_is_stale(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await learn(store, "k1", "C1", "小光")
        with pytest.raises(StaleWrite):
            await learn(store, "k2", "C2", "小光")
        await undo(store, "k1")
        with pytest.raises(StaleWrite):
            await learn(store, "k3", "C2", "小光", "k1")
        assert await store.read(all_nicknames) == {}


async def test_what_took_the_place_of_another_gives_it_back(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await learn(store, "k1", "C1", "小光")
        await learn(store, "k2", "C2", "小光", "k1")
        assert await store.read(all_nicknames) == {"C2": ("小光",)}
        first, second = await made_by(store, "k1"), await made_by(store, "k2")
        assert await store.read(lambda reader: [stands(reader, one) for one in (first, second)]) == [False, True]
        await undo(store, "k2")
        assert await store.read(all_nicknames) == {"C1": ("小光",)}
        await undo(store, "k1")
        assert await store.read(all_nicknames) == {}


async def test_merged_customers_share_their_nicknames_until_they_are_parted(database_url: str) -> None:
    def merged(unit: Unit) -> None:
        MergeCustomers("m1", "C1", "C2").apply(unit, "li")

    async with opened(database_url) as store:
        await store.write(graph)
        await learn(store, "k1", "C1", "小光")
        found = await store.read(lambda reader: preview(reader, "C1", "C2"))
        assert found.moved["nicknames"] == 1
        await store.write(merged)
        assert await store.read(all_nicknames) == {"C2": ("小光",)}
        with pytest.raises(StaleWrite):
            await learn(store, "k2", "C1", "阿光")
        await undo(store, "m1")
        assert await store.read(all_nicknames) == {"C1": ("小光",)}
