"""What people have to do with a customer, as its facts, deals and merges say."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest

from config.access import AccessPolicy
from knowledge.access.model import Kind, Standing
from knowledge.access.view import Rights, standing_of
from knowledge.deals.commands import record_deals
from knowledge.deals.model import Deal
from knowledge.graph.commands import Responsibility, record_customers, record_ownership
from knowledge.graph.merging import MergeCustomers
from knowledge.graph.model import Customer
from knowledge.graph.owning import ClaimOwner, SettleConflict
from knowledge.graph.view import ownerships
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Person, Role
from knowledge.people.view import person
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Reader, Unit
from tests.stores import opened

T = TypeVar("T")
SOURCE = {"what": "import", "where": "a.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
NEW_YEAR, TODAY = date(2026, 1, 1), date(2026, 1, 12)
TEAM = (
    Person("li", "li", Role.REP, unit="east", manager_id="zhou"),
    Person("zhou", "zhou", Role.MANAGER, manager_id="boss"),
    Person("boss", "boss", Role.MANAGER, manager_id="zhou"),
    Person("wang", "wang", Role.REP, unit="south", manager_id="wang"),
    Person("gone", "gone", Role.REP, unit="north", manager_id="nobody.known", left_on=date(2025, 12, 31)),
    Person("sun", "sun", Role.PRESALES, unit="west"),
)


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    def team(unit: Unit) -> None:
        record_people(unit, [Claim(Member(one), SOURCE) for one in TEAM])
        record_customers(unit, [Claim(Customer(one, one), SOURCE) for one in ("C1", "C2", "C3")])
        owns = [Responsibility("C1", "li", Role.REP, NEW_YEAR), Responsibility("C2", "gone", Role.REP, NEW_YEAR)]
        record_ownership(unit, [Claim(one, SOURCE) for one in owns])

    async with opened(sqlite_url) as found:
        await found.write(team)
        yield found


async def standing(store: Store, customer: str, day: date = TODAY) -> Standing:
    return await store.read(lambda reader: standing_of(reader, customer, day))


async def sees(store: Store, who: str, kind: Kind, customer: str) -> bool:
    def judged(reader: Reader) -> bool:
        return Rights(reader, AccessPolicy(), TODAY).sees(person(reader, who), kind, customer)

    return await store.read(judged)


async def did(store: Store, work: Callable[[Unit], T]) -> T:
    return await store.write(work)


async def test_superiors_are_found_up_a_circle_and_an_own_manager(store: Store) -> None:
    assert dict((await standing(store, "C1")).superiors) == {"zhou": "li", "boss": "li"}
    await did(store, lambda unit: ClaimOwner("k", "C3", "wang", NEW_YEAR, SOURCE).apply(unit, "wang"))
    (claimed,) = await store.read(lambda reader: ownerships(reader, "C3"))
    await did(store, lambda unit: SettleConflict("k2", "C3", claimed.fact_id, ()).apply(unit, "boss"))
    found = await standing(store, "C3")
    assert (found.owners, found.units) == (frozenset({"wang"}), frozenset({"south"}))
    assert dict(found.superiors) == {}


async def test_what_somebody_only_claims_gives_them_nothing(store: Store) -> None:
    await did(store, lambda unit: ClaimOwner("k", "C1", "wang", NEW_YEAR, SOURCE).apply(unit, "wang"))
    assert (await standing(store, "C1")).owners == {"li"}
    assert not await sees(store, "wang", Kind.QUOTE, "C1")


async def test_a_leavers_customer_is_not_everybodys(store: Store) -> None:
    assert (await standing(store, "C2")).owners == {"gone"}
    assert not await sees(store, "gone", Kind.OWNERSHIP, "C2")
    assert not await sees(store, "wang", Kind.DEAL, "C2")
    assert not await sees(store, "zhou", Kind.DEAL, "C2")
    assert await sees(store, "wang", Kind.DEAL, "C3")


async def test_a_merged_customer_stands_as_the_one_it_became(store: Store) -> None:
    await did(store, lambda unit: MergeCustomers("k", "C1", "C2").apply(unit, "boss"))
    assert await standing(store, "C1") == await standing(store, "C2")
    assert (await standing(store, "C1")).owners == {"li", "gone"}
    assert not await sees(store, "wang", Kind.DEAL, "C1")


async def test_an_open_deal_makes_an_owner_until_it_closes(store: Store) -> None:
    def deal(**more: object) -> Callable[[Unit], object]:
        one = Deal("D1", "C1", owner_id="wang", presales_id="sun", **more)  # type: ignore[arg-type]
        return lambda unit: record_deals(unit, [Claim(one, SOURCE)])

    await did(store, deal())
    found = await standing(store, "C1")
    assert found.owners == {"li", "wang"}
    assert dict(found.collaborators) == {"sun": frozenset({Role.PRESALES})}
    assert await sees(store, "wang", Kind.QUOTE, "C1")
    assert await sees(store, "sun", Kind.DEAL, "C1")
    await did(store, deal(outcome="lost", closed_at=datetime(2026, 1, 11, tzinfo=UTC)))
    assert (await standing(store, "C1")).owners == {"li"}
    assert not await sees(store, "wang", Kind.QUOTE, "C1")
    assert not await sees(store, "sun", Kind.DEAL, "C1")


async def test_an_owner_whom_the_list_does_not_have_is_one_all_the_same(store: Store) -> None:
    await did(store, lambda unit: record_deals(unit, [Claim(Deal("D1", "C3", owner_id="abroad"), SOURCE)]))
    found = await standing(store, "C3")
    assert found.owners == {"abroad"}
    assert (dict(found.superiors), found.units) == ({}, frozenset())
    assert not await sees(store, "wang", Kind.DEAL, "C3")


async def test_ownership_counts_on_its_days_only(store: Store) -> None:
    assert (await standing(store, "C1", date(2025, 12, 31))).owners == frozenset()
    assert (await standing(store, "C1", NEW_YEAR)).owners == {"li"}


async def test_nothing_in_particular_has_no_owner_and_is_nobodys(store: Store) -> None:
    assert not await sees(store, "wang", Kind.DEAL, "")
    assert await sees(store, "wang", Kind.LEAD, "")
