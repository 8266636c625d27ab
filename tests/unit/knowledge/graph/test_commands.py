from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from knowledge.graph.commands import (
    Responsibility,
    record_contacts,
    record_customers,
    record_ownership,
    record_relations,
)
from knowledge.graph.model import Contact, Customer, Relation
from knowledge.graph.tables import adjacency, contacts, customers, facts
from knowledge.graph.view import ownerships
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Person, Role
from knowledge.store.recording import Claim, Recorded
from knowledge.store.tables import changes
from knowledge.store.unit import Unit
from tests.unit.capture.sources.importing import Desk, desk

T = TypeVar("T")
SOURCE = {"what": "import", "where": "a.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
OWNED = Responsibility("C1", "li", Role.REP, date(2026, 1, 1), said="CRM")
SUPPLIES = Relation("customer", "C1", "supplies", "customer", "C2", date(2023, 5, 1), "report")


def said(*values: T) -> Sequence[Claim[T]]:
    return [Claim(value, SOURCE) for value in values]


def prepared(unit: Unit) -> None:
    record_people(unit, said(Member(Person("li", "李雷", Role.REP))))
    record_customers(unit, said(Customer("C1", "华东光伏"), Customer("C2", "Acme")))
    record_contacts(unit, said(Contact("K1", "C1", "陶然")))


async def own(at: Desk, *values: Responsibility, given: set[str] | None = None) -> Recorded:
    return await at.store.write(lambda unit: record_ownership(unit, said(*values), given))


async def relate(at: Desk, *values: Relation) -> Recorded:
    return await at.store.write(lambda unit: record_relations(unit, said(*values)))


async def test_names_that_change_are_counted_and_other_columns_are_not(tmp_path: Path) -> None:
    values = [
        Customer("C1", "A"),
        Customer("C1", "A", region="East"),
        Customer("C1", "A", aliases=("AA",), region="East"),
        Customer("C1", "A", aliases=("AA",), region="East"),
    ]
    async with desk(tmp_path) as at:
        heard, found = [], []
        for value in values:
            found.append(await at.store.write(partial(record_customers, claims=said(value))))
            heard.append((await at.rows(changes))[0]["number"])
        (row,) = await at.rows(customers)
    assert found == [Recorded(1, 0, 0), Recorded(0, 1, 0), Recorded(0, 1, 0), Recorded(0, 0, 1)]
    assert heard == [1, 1, 2, 2]
    assert (row["aliases"], row["region"]) == (["AA"], "East")


async def test_an_emptied_attribute_goes_and_an_unmentioned_one_stays(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        for attributes in ({"tier": "A", "note": "x", "none": ""}, {"note": ""}):
            value = Contact("K1", "C1", "陶然", attributes=attributes)
            await at.store.write(partial(record_contacts, claims=said(value)))
        (row,) = await at.rows(contacts)
    assert row["attributes"] == {"tier": "A"}


async def test_ownership_is_read_back_with_its_source(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.store.write(prepared)
        assert await own(at, OWNED, Responsibility("C1", "li", Role.CSM)) == Recorded(2, 0, 0)
        assert await own(at, OWNED) == Recorded(0, 0, 1)
        found = await at.store.read(lambda reader: ownerships(reader, "C1"))
    assert sorted((one.role, one.valid_from) for one in found if one.valid_from) == [(Role.REP, date(2026, 1, 1))]
    assert {one.role for one in found} == {Role.REP, Role.CSM}
    assert found[0].source.where == "a.csv line 2"


async def test_a_fact_that_changes_is_withdrawn_and_said_anew(tmp_path: Path) -> None:
    ended = Responsibility("C1", "li", Role.REP, date(2026, 1, 1), date(2026, 3, 31), "CRM")
    async with desk(tmp_path) as at:
        await at.store.write(prepared)
        await own(at, OWNED)
        assert await own(at, ended) == Recorded(0, 1, 0)
        believed = await at.store.read(lambda reader: ownerships(reader, "C1"))
        rows = await at.rows(facts)
        assert [one.valid_to for one in believed] == [date(2026, 3, 31)]
        assert [(row["valid_to"], row["withdrawn_at"] is None) for row in rows] == [
            (None, False),
            (date(2026, 3, 31), True),
        ]
        assert await own(at, OWNED, given={"customer_id", "person_id"}) == Recorded(0, 0, 1), "no end given: it stays"


async def test_ownership_that_names_nobody_is_refused_once(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.store.write(prepared)
        found = await own(at, Responsibility("C9", "nobody", Role.REP), OWNED, Responsibility("C1", "x", Role.REP))
    assert found.created == 1
    assert [(one.index, one.column, one.why) for one in found.refused] == [
        (0, "customer_id", "unknown_customer"),
        (2, "person_id", "unknown_person"),
    ]


async def test_a_relation_is_found_from_both_ends_and_follows_its_fact(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.store.write(prepared)
        assert await relate(at, SUPPLIES, Relation("person", "li", "knows", "contact", "K1")) == Recorded(2, 0, 0)
        assert await relate(at, SUPPLIES) == Recorded(0, 0, 1)
        newer = Relation("customer", "C1", "supplies", "customer", "C2", date(2024, 1, 1), "report")
        assert await relate(at, newer) == Recorded(0, 1, 0)
        links = await at.rows(adjacency)
        (latest,) = [
            row for row in await at.rows(facts) if row["kind"] == "relation:supplies" and not row["withdrawn_at"]
        ]
    ends = {(row["from_id"], row["relation"], row["to_id"]) for row in links}
    both = {("C1", "supplies", "C2"), ("C2", "supplies", "C1"), ("li", "knows", "K1"), ("K1", "knows", "li")}
    assert ends == both | {("K1", "works_at", "C1"), ("C1", "works_at", "K1")}
    assert {row["fact_id"] for row in links if row["relation"] == "supplies"} == {latest["id"]}
    assert latest["valid_from"] == date(2024, 1, 1)


async def test_relations_to_strangers_are_refused_and_other_kinds_taken(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.store.write(prepared)
        found = await relate(
            at,
            Relation("customer", "C9", "supplies", "customer", "C1"),
            Relation("person", "li", "knows", "contact", "K9"),
            Relation("person", "li", "studied_at", "school", "S1"),
        )
    assert found.created == 1
    assert [(one.index, one.column, one.why) for one in found.refused] == [
        (0, "from_id", "unknown_customer"),
        (1, "to_id", "unknown_contact"),
    ]


async def test_nothing_to_record_is_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        assert await own(at) == await relate(at) == Recorded()
