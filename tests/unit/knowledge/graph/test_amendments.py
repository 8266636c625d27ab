"""Changes of facts: nothing is lost, everything can be told as it was believed, and taken back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from knowledge.deals.commands import record_deals
from knowledge.deals.model import Deal
from knowledge.graph.amendments import Moved, amendment, amendments_of, can_be_undone
from knowledge.graph.commands import Responsibility, record_contacts, record_ownership
from knowledge.graph.handing import HandOver, held_by
from knowledge.graph.merged import standing
from knowledge.graph.merging import MergeCustomers, preview
from knowledge.graph.model import Contact, Ownership
from knowledge.graph.owning import ClaimOwner, CorrectOwner, SettleConflict
from knowledge.graph.paths import shortest_path
from knowledge.graph.tables import adjacency, contacts, facts
from knowledge.graph.undoing import UndoAmendment
from knowledge.graph.view import facts_about, ownerships
from knowledge.people.model import Role
from knowledge.store.errors import StaleWrite
from knowledge.store.recording import Claim, Recorded
from knowledge.store.store import Store
from knowledge.store.unit import Reader, Unit
from tests.stores import START, Hand, opened
from tests.unit.knowledge.graph.stories import NEW_YEAR, SOURCE, graph

MONDAY = date(2026, 1, 12)


def owners(held: list[Ownership]) -> list[tuple[str, date | None, date | None]]:
    return [(one.person_id, one.valid_from, one.valid_to) for one in held]


async def held(store: Store, customer: str, at: datetime | None = None) -> list[Ownership]:
    return await store.read(lambda reader: ownerships(reader, customer, at))


async def correct(store: Store, key: str, customer: str, person: str, since: date) -> None:
    seen = tuple(one.fact_id for one in await held(store, customer) if one.valid_to is None or one.valid_to >= since)
    await store.write(applying(CorrectOwner(key, customer, person, since, seen, SOURCE)))


def applying(*commands: object) -> Callable[[Unit], None]:
    def work(unit: Unit) -> None:
        for command in commands:
            command.apply(unit, "zhou")  # type: ignore[attr-defined]

    return work


def undoing(key: str) -> Callable[[Unit], None]:
    def work(unit: Unit) -> None:
        made = amendment(unit, key)
        assert made is not None
        UndoAmendment(made).apply(unit, "zhou")

    return work


def everything(reader: Reader) -> list[tuple[object, ...]]:
    """What is believed now, and the adjacency, without row numbers."""
    believed = [
        (row["subject_id"], row["kind"], row["object_id"], row["valid_from"], row["valid_to"])
        for row in reader.rows(select(facts).where(facts.c.withdrawn_at.is_(None)))
    ]
    edges = [(row["from_id"], row["relation"], row["to_id"]) for row in reader.rows(select(adjacency))]
    at = [(row["contact_id"], row["customer_id"]) for row in reader.rows(select(contacts))]
    return sorted([*believed, *edges, *at], key=repr)


async def test_a_correction_closes_what_it_replaces(database_url: str) -> None:
    hand = Hand()
    async with opened(database_url, hand) as store:
        await store.write(graph)
        hand.forward(days=5)
        await correct(store, "k1", "C1", "han", MONDAY)
        sunday = MONDAY - timedelta(days=1)
        assert owners(await held(store, "C1")) == [("li", NEW_YEAR, sunday), ("han", MONDAY, None)]
        assert owners(await held(store, "C1", START)) == [("li", NEW_YEAR, None)]
        assert owners(await held(store, "C1", START - timedelta(days=1))) == []
        about = await store.read(lambda reader: facts_about(reader, "customer", "C1", START))
        assert [one.holds_on(MONDAY) for one in about if one.kind == "owner:rep"] == [True]


async def test_a_fact_that_would_begin_later_never_was(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await correct(store, "k1", "C1", "han", NEW_YEAR)
        assert owners(await held(store, "C1")) == [("han", NEW_YEAR, None)]


async def test_a_correction_of_what_somebody_changed_meanwhile_is_stale(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await correct(store, "k1", "C1", "han", MONDAY)
        with pytest.raises(StaleWrite):
            await store.write(applying(CorrectOwner("k2", "C1", "wang", MONDAY, (), SOURCE)))


async def test_corrections_are_taken_back_one_after_the_other(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        before = await store.read(everything)
        await correct(store, "k1", "C1", "han", MONDAY)
        await correct(store, "k2", "C1", "wang", MONDAY + timedelta(days=7))
        made = await store.read(lambda reader: amendments_of(reader, "C1"))
        assert [one.kind for one in made] == ["correct", "correct"]
        assert [await store.read(partial(can_be_undone, made=one)) for one in made] == [False, True]
        await store.write(undoing("k2"))
        await store.write(undoing("k1"))
        assert await store.read(everything) == before
        with pytest.raises(StaleWrite):
            await store.write(undoing("k1"))


async def test_an_import_does_not_say_again_what_was_overruled(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await correct(store, "k1", "C1", "han", MONDAY)
        claim = Claim(Responsibility("C1", "li", Role.REP, NEW_YEAR, said="CRM"), SOURCE)
        assert await store.write(lambda unit: record_ownership(unit, [claim])) == Recorded(0, 0, 1)
        other = Claim(Responsibility("C1", "li", Role.REP, NEW_YEAR, said="signed list"), SOURCE)
        assert await store.write(lambda unit: record_ownership(unit, [other])) == Recorded(0, 1, 0)


async def test_a_claim_stands_beside_and_is_settled_either_way(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await store.write(applying(ClaimOwner("k1", "C1", "wang", MONDAY, SOURCE)))
        li, wang = await held(store, "C1")
        assert (li.confidence, wang.confidence) == (1.0, 0.5)
        await store.write(applying(SettleConflict("k2", "C1", wang.fact_id, (li.fact_id,))))
        found = await held(store, "C1")
        assert owners(found) == [("li", NEW_YEAR, MONDAY - timedelta(days=1)), ("wang", MONDAY, None)]
        assert found[-1].confidence == 1.0
        await store.write(undoing("k2"))
        li, wang = await held(store, "C1")
        await store.write(applying(SettleConflict("k3", "C1", li.fact_id, (wang.fact_id,))))
        assert owners(await held(store, "C1")) == [("li", NEW_YEAR, None)]


async def test_a_hand_over_moves_everything_and_back(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await store.write(lambda unit: record_deals(unit, [Claim(Deal("D1", "C1", owner_id="li"), SOURCE)]))
        before = await store.read(everything)
        listed = await store.read(lambda reader: held_by(reader, "li", MONDAY))
        assert list(listed.facts) == ["C1"]
        assert [name for _, name, _ in listed.contacts] == ["陶然"]
        deals = Moved("deals", "owner_id", "li", "han", ("D1",))
        await store.write(applying(HandOver("k1", "li", "han", MONDAY, (deals,), SOURCE)))
        assert owners(await held(store, "C1"))[-1] == ("han", MONDAY, None)
        assert list((await store.read(lambda reader: held_by(reader, "han", MONDAY))).facts) == ["C1", "C2"]
        await store.write(undoing("k1"))
        assert await store.read(everything) == before


async def test_a_merge_moves_what_names_the_one_and_is_parted(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        before = await store.read(everything)
        seen = await store.read(lambda reader: preview(reader, "C1", "C2"))
        assert (seen.facts, dict(seen.moved), seen.owners) == (2, {"contacts": 1}, ("han", "li"))
        await store.write(applying(MergeCustomers("k1", "C1", "C2")))
        assert sorted(one.person_id for one in await held(store, "C2")) == ["han", "li"]
        assert await held(store, "C1") == []
        assert await store.read(lambda reader: standing(reader, {"C1", "C2", "C3"})) == {"C1": "C2"}
        ends = ("contact", "K1"), ("customer", "C2")
        chain = await store.read(lambda reader: shortest_path(reader, *ends))
        assert chain is not None
        assert [step.relation for step in chain] == ["works_at"]
        await store.write(undoing("k1"))
        assert await store.read(everything) == before


async def test_what_is_imported_about_a_merged_customer_counts_for_the_other(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        await store.write(applying(MergeCustomers("k1", "C1", "C2")))
        claim = Claim(Responsibility("C1", "li", Role.REP, NEW_YEAR, said="CRM"), SOURCE)
        assert await store.write(lambda unit: record_ownership(unit, [claim])) == Recorded(0, 0, 1)
        again = Claim(Contact("K1", "C1", "陶然"), SOURCE)
        assert await store.write(lambda unit: record_contacts(unit, [again])) == Recorded(0, 0, 1)
