"""Accounts on both databases: matched, tied, closed, greeted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from knowledge.people.accounts import known_account, owner_of, reachable
from knowledge.people.commands import Member, record_people
from knowledge.people.directory import MarkGreeted, note_spoke, record_account, record_silence, tie_account
from knowledge.people.events import AccountClosed, AccountReopened, AccountTied
from knowledge.people.model import Account, Handle, Person, Role
from knowledge.store.errors import StaleWrite
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.tables import audit
from knowledge.store.unit import Unit
from tests.stores import Hand

U1 = Handle("slack", "U1")
ANN = Person("ann", "Ann", Role.REP, email="ann@team.example", mobile="+86 120-0000-0001")
BOB = Person("bob", "Bob", Role.REP, email="bob@team.example", mobile="12000000002")
TWIN = Person("twin", "Twin", Role.REP, email="bob@team.example", mobile="12000000002")
GONE = Person("gone", "Gone", Role.REP, email="gone@team.example", mobile="12000000003", left_on=date(2025, 1, 1))


async def team(store: Store, *people: Person) -> None:
    claims = [Claim(Member(one), {"what": "import", "where": "", "at": "2026-01-01T00:00:00+00:00"}) for one in people]
    await store.write(lambda unit: record_people(unit, claims))


async def told(store: Store, *accounts: Account) -> Sequence[object]:
    """What happened while a messenger told of these."""
    happened: list[object] = []

    def work(unit: Unit) -> None:
        for account in accounts:
            record_account(unit, account)
        happened.extend(unit.events)

    await store.write(work)
    return happened


async def owner(store: Store, handle: Handle = U1) -> str | None:
    return await store.read(lambda reader: owner_of(reader, handle))


@pytest.mark.parametrize(
    ("said", "person", "how"),
    [
        ({"email": " ANN@team.example "}, "ann", "email"),
        ({"mobile": "12000000001"}, "ann", "mobile"),
        ({"email": "private@home.example", "mobile": "0086 12000000001"}, "ann", "mobile"),
        ({"email": "ann@team.example", "mobile": "12000000002"}, "ann", "email"),
    ],
)
async def test_matched(any_store: Store, said: dict[str, str], person: str, how: str) -> None:
    await team(any_store, ANN, BOB, TWIN, GONE)
    assert await told(any_store, Account(U1, **said)) == [AccountTied(U1, person, how)]  # type: ignore[arg-type]
    assert await owner(any_store) == person
    rows = await any_store.read(lambda reader: reader.rows(select(audit).where(audit.c.action == "tie_account")))
    assert [(row["subject"], row["details"]) for row in rows] == [("slack:U1", {"person": person, "how": how})]


@pytest.mark.parametrize(
    "account",
    [
        Account(U1),
        Account(U1, email="bob@team.example"),
        Account(U1, mobile="12000000002"),
        Account(U1, email="gone@team.example", mobile="12000000003"),
        Account(U1, email="ann@team.example", outsider=True),
        Account(U1, email="ann@team.example", active=False),
        Account(U1, mobile="0001"),
    ],
    ids=["nothing", "shared e-mail", "shared mobile", "has left", "outsider", "closed", "extension"],
)
async def test_not_tied(any_store: Store, account: Account) -> None:
    await team(any_store, ANN, BOB, TWIN, GONE)
    assert await told(any_store, account) == []
    assert await owner(any_store) is None


async def test_an_account_is_never_moved(any_store: Store) -> None:
    await team(any_store, ANN, BOB)
    assert await any_store.write(lambda unit: tie_account(unit, U1, "bob", "confirmed", "boss"))
    assert await told(any_store, Account(U1, email="ann@team.example")) == []
    assert not await any_store.write(lambda unit: tie_account(unit, U1, "ann", "confirmed", "boss"))
    assert await any_store.write(lambda unit: tie_account(unit, U1, "bob", "confirmed", "boss"))
    assert await owner(any_store) == "bob"


async def test_closed_once_and_opened_again(any_store: Store) -> None:
    await team(any_store, ANN)
    there = Account(U1, email="ann@team.example")
    closed = replace(there, active=False)
    await told(any_store, there)
    assert await told(any_store, closed, closed) == [AccountClosed("ann", U1)]
    assert await told(any_store, closed) == []
    assert [one.handle.messenger for one in await any_store.read(lambda reader: reachable(reader, "ann"))] == ["local"]
    assert await told(any_store, there) == [AccountReopened(U1)]
    assert await told(any_store, there) == []
    assert await told(any_store, closed) == [AccountClosed("ann", U1)]


async def test_a_strangers_closed_account_is_no_news_until_it_is_somebodys(any_store: Store) -> None:
    await team(any_store, ANN)
    closed = Account(U1, active=False)
    assert await told(any_store, closed) == []
    await any_store.write(lambda unit: tie_account(unit, U1, "ann", "confirmed", "boss"))
    assert await told(any_store, closed) == [AccountClosed("ann", U1)]


async def test_what_a_messenger_does_not_say_stays(any_store: Store, hand: Hand) -> None:
    full = Account(U1, "Ann", "a@x.example", "12000000009", "en", "Europe/London", outsider=True)
    await told(any_store, full)
    hand.forward(hours=2)
    await told(any_store, Account(U1))
    await any_store.write(lambda unit: record_silence(unit, U1, "somebody"))
    found = await any_store.read(lambda reader: known_account(reader, U1))
    assert found is not None
    assert found.account == full
    assert found.checked_at == hand.now()


async def test_greeted_once(any_store: Store) -> None:
    greet = MarkGreeted(U1, "Ann")
    await any_store.write(lambda unit: greet.apply(unit, "slack:U1"))
    with pytest.raises(StaleWrite):
        await any_store.write(lambda unit: greet.apply(unit, "slack:U1"))
    found = await any_store.read(lambda reader: known_account(reader, U1))
    assert found is not None
    assert (found.account.name, found.account.active, found.greeted_at is not None) == ("Ann", True, True)


async def test_when_somebody_spoke_is_kept_to_the_day(any_store: Store, hand: Hand) -> None:
    await team(any_store, ANN)
    local, first = Handle("local", "ann"), hand.now()

    async def spoke() -> object:
        await any_store.write(lambda unit: note_spoke(unit, local))
        (one,) = await any_store.read(lambda reader: reachable(reader, "ann"))
        return one.spoke_at

    assert await spoke() == first
    hand.forward(hours=23)
    assert await spoke() == first
    hand.forward(hours=2)
    assert await spoke() == first + timedelta(hours=25)
