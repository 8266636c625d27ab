"""Touchpoints: kept once, changed by what is newer, called off, moved with a merge; and who is behind an address."""

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.graph.commands import record_contacts, record_customers
from knowledge.graph.merging import MergeCustomers
from knowledge.graph.model import Contact, Customer
from knowledge.graph.parties import Party, domain_of_site, is_our_domain, parties
from knowledge.graph.touchpoints import (
    TouchKind,
    Touchpoint,
    cancel_missing,
    meetings_ahead,
    meetings_around,
    past_touchpoints,
    record_touchpoint,
    touchpoint,
)
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Person, Role
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.stores import START

SAID = {"what": "import", "where": "x", "at": START.isoformat()}
NEXT = Touchpoint("calendar:a:C1:u1", TouchKind.MEETING, START + timedelta(days=1), "C1", "Review", thread="u1")
MAIL = Touchpoint("mail:C1:1", TouchKind.MAIL, START - timedelta(days=1), "C1", "Offer")


async def recorded(store: Store, *touches: Touchpoint) -> list[bool]:
    return await store.write(lambda unit: [record_touchpoint(unit, one) for one in touches])


async def test_past_and_ahead(any_store: Store) -> None:
    off = replace(NEXT, key="off", thread="u2", cancelled=True)
    twin = replace(NEXT, key="calendar:b:C1:u1")
    assert await recorded(any_store, NEXT, MAIL, off, twin, NEXT) == [True, True, True, True, False]
    ahead = await any_store.read(lambda reader: meetings_ahead(reader, "C1", START, 5))
    assert [one.key for one in ahead] == [NEXT.key], "one meeting in two calendars is told once"
    assert await any_store.read(lambda reader: past_touchpoints(reader, "C1", START, 5)) == [MAIL]
    around = await any_store.read(lambda reader: meetings_around(reader, NEXT.at, timedelta(minutes=5)))
    assert {one.key for one in around} == {NEXT.key, twin.key}


@pytest.mark.parametrize(("version", "kept"), [(1, "Review"), (2, "Moved"), (3, "Moved")])
async def test_an_older_version_changes_nothing(any_store: Store, version: int, kept: str) -> None:
    await recorded(any_store, replace(NEXT, version=2))
    await recorded(any_store, replace(NEXT, version=version, subject="Moved"))
    found = await any_store.read(lambda reader: touchpoint(reader, NEXT.key))
    assert found is not None
    assert found.subject == kept


async def test_what_a_calendar_no_longer_has_is_called_off(any_store: Store) -> None:
    others = [replace(NEXT, key=f"calendar:{name}:C1:u", thread=name) for name in ("a_", "ab", "a%")]
    await recorded(any_store, NEXT, *others)
    week = START + timedelta(days=7)
    gone = await any_store.write(lambda unit: cancel_missing(unit, "calendar:a:", [], START, week))
    assert gone == 1
    assert await any_store.write(lambda unit: cancel_missing(unit, "calendar:a_:", [others[0].key], START, week)) == 0
    left = await any_store.read(lambda reader: meetings_ahead(reader, "C1", START, 9))
    assert {one.thread for one in left} == {"a_", "ab", "a%"}
    assert await recorded(any_store, NEXT) == [True], "it may come back"


async def test_they_move_with_a_merge(any_store: Store) -> None:
    def merge(unit: Unit) -> None:
        record_customers(unit, [Claim(Customer(one, one), SAID) for one in ("C1", "C2")])
        record_touchpoint(unit, MAIL)
        MergeCustomers("m1", "C1", "C2").apply(unit, "li")

    await any_store.write(merge)
    assert len(await any_store.read(lambda reader: past_touchpoints(reader, "C2", START, 5))) == 1
    assert await recorded(any_store, MAIL) == [False], "said again, it stays with the customer that stands"


def world(unit: Unit) -> None:
    people = [Person("li", "Li", Role.REP, email="Li@Dazi.example"), Person("wu", "Wu", Role.REP, email="wu@qq.com")]
    record_people(unit, [Claim(Member(one), SAID) for one in people])
    customers = (
        Customer("C1", "A", website="HTTPS://WWW.A.example/start"),
        Customer("C2", "B", website="b.com.cn"),
        Customer("C3", "Left", website="shared.example"),
        Customer("C4", "Right"),
    )
    record_customers(unit, [Claim(one, SAID) for one in customers])
    contacts = (
        Contact("K2", "C2", "Bo", email="Bo@Mail.B.com.cn"),
        Contact("K4", "C4", "Cy", email="cy@shared.example"),
        Contact("K5", "C1", "Di", email="di@qq.com"),
    )
    record_contacts(unit, [Claim(one, SAID) for one in contacts])


async def test_who_is_behind_an_address(any_store: Store) -> None:
    await any_store.write(world)
    expected = {
        "li@dazi.example": Party("li@dazi.example", "li"),
        "wu@qq.com": Party("wu@qq.com", "wu"),
        "di@qq.com": Party("di@qq.com", "", "C1", "K5"),
        "bo@mail.b.com.cn": Party("bo@mail.b.com.cn", "", "C2", "K2"),
        "al@mail.b.com.cn": Party("al@mail.b.com.cn", "", "C2"),
        "al@sales.b.com.cn": Party("al@sales.b.com.cn", "", "C2"),
        "al@x.a.example": Party("al@x.a.example", "", "C1"),
        "cy@shared.example": Party("cy@shared.example", "", "C4", "K4"),
        "al@shared.example": Party("al@shared.example"),
        "al@nota.example": Party("al@nota.example"),
        "al@com.cn": Party("al@com.cn"),
        "stranger@qq.com": Party("stranger@qq.com"),
        "colleague@dazi.example": Party("colleague@dazi.example"),
    }
    found = await any_store.read(lambda reader: parties(reader, [*expected, "no address", "LI@dazi.example"]))
    assert found == expected


async def test_domains_of_our_own(any_store: Store) -> None:
    await any_store.write(world)
    asked = ("x@dazi.example", "x@qq.com", "x@ours.example", "x@a.example", "")
    ours = await any_store.read(lambda reader: [is_our_domain(reader, one, ["ours.example"]) for one in asked])
    assert ours == [True, False, True, False, False]


@pytest.mark.parametrize(
    ("site", "domain"),
    [("https://www.a.example/x", "a.example"), ("a.example", "a.example"), ("http://[bad", ""), ("", "")],
)
def test_domains_of_sites(site: str, domain: str) -> None:
    assert domain_of_site(site) == domain
