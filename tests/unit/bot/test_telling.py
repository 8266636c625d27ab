"""Where a person is reached: where they spoke last, else where somebody asked for a messenger, else at the page."""

from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

import pytest

from bot.telling import Telling
from knowledge.people.commands import Member, record_people
from knowledge.people.directory import note_spoke, record_account
from knowledge.people.model import Account, Handle, Person, Role
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from notifiers.notice import Address
from tests.stores import Hand
from tests.unit.bot.fakes import FakeMessenger

SOURCE = {"what": "import", "where": "", "at": "2026-01-01T00:00:00+00:00"}


@pytest.fixture
def telling(hand: Hand) -> Telling:
    known = {name: FakeMessenger(hand.now, name=name) for name in ("local", "slack", "terminal", "wecom")}
    return Telling(known, ZoneInfo("UTC"), "en", "", {}, lambda: None, frozenset({"local", "terminal"}))


@pytest.fixture
async def direct(any_store: Store, telling: Telling) -> Callable[[], Awaitable[object]]:
    """Where Ann is reached, who has an account in three messengers, and one in a messenger that is not configured."""
    handles = (Handle("slack", "U1"), Handle("wecom", "Ann"), Handle("dingtalk", "d1"))
    member = Claim(Member(Person("ann", "Ann", Role.REP), handles), SOURCE)
    await any_store.write(lambda unit: record_people(unit, [member]))
    return lambda: any_store.read(lambda reader: telling.direct(reader, "ann"))


async def spoke(store: Store, messenger: str, user: str) -> None:
    await store.write(lambda unit: note_spoke(unit, Handle(messenger, user)))


async def test_in_a_messenger_that_was_asked_for_rather_than_at_the_page(
    direct: Callable[[], Awaitable[object]],
) -> None:
    assert await direct() == Address("slack", "dm:U1")


async def test_where_they_spoke_last(any_store: Store, hand: Hand, direct: Callable[[], Awaitable[object]]) -> None:
    await spoke(any_store, "wecom", "Ann")
    assert await direct() == Address("wecom", "dm:Ann")
    hand.forward(minutes=1)
    await spoke(any_store, "local", "ann")
    assert await direct() == Address("local", "dm:ann")
    hand.forward(days=1, minutes=1)
    await spoke(any_store, "dingtalk", "d1")
    assert await direct() == Address("local", "dm:ann"), "a messenger that is not there cannot be spoken in"


async def test_not_in_a_closed_account(any_store: Store, hand: Hand, direct: Callable[[], Awaitable[object]]) -> None:
    hand.forward(hours=1)
    await spoke(any_store, "slack", "U1")
    await any_store.write(lambda unit: record_account(unit, Account(Handle("slack", "U1"), active=False)))
    assert await direct() == Address("wecom", "dm:Ann")


async def test_somebody_with_the_page_alone_reads_there(any_store: Store, telling: Telling) -> None:
    member = Claim(Member(Person("bob", "Bob", Role.REP)), SOURCE)
    await any_store.write(lambda unit: record_people(unit, [member]))
    assert await any_store.read(lambda reader: telling.direct(reader, "bob")) == Address("local", "dm:bob")
    assert await any_store.read(lambda reader: telling.direct(reader, "nobody")) is None
