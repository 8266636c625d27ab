"""What messengers get from their host: leases that one process has, values that stay, and a way to the operator."""

from bot.host import Backstage
from bot.inbox import Inbox
from bot.messengers.base import Admitted
from knowledge.store.store import Store
from tests.stores import Hand
from tests.unit.bot.house import House


def host(house: House, store: Store, me: str = "house", messenger: str = "fake") -> Backstage:
    inbox = Inbox(store, house.clock, lambda: None, house.telling().tell_operator)
    return Backstage(messenger, me, store, inbox, house.dispatcher(), house.telling())


async def test_one_process_at_a_time_holds_a_lease(house: House, any_store: Store, hand: Hand) -> None:
    first, second = host(house, any_store, "first"), host(house, any_store, "second")
    assert await first.hold("socket", 30)
    assert not await second.hold("socket", 30)
    hand.forward(seconds=20)
    assert await first.hold("socket", 30)
    hand.forward(seconds=20)
    assert not await second.hold("socket", 30)
    hand.forward(seconds=11)
    assert await second.hold("socket", 30)
    assert not await first.hold("socket", 30)


async def test_a_lease_given_back_is_free_at_once(house: House, any_store: Store) -> None:
    first, second = host(house, any_store, "first"), host(house, any_store, "second")
    assert await first.hold("socket", 30)
    await second.let_go("socket")
    assert not await second.hold("socket", 30)
    await first.let_go("socket")
    assert await second.hold("socket", 30)


async def test_messengers_do_not_share_leases_or_values(house: House, any_store: Store) -> None:
    one, other = host(house, any_store, "first"), host(house, any_store, "second", "other")
    assert await one.hold("socket", 30)
    assert await other.hold("socket", 30)
    await one.keep("token", {"value": 1})
    assert await other.kept("token") is None


async def test_a_value_is_kept_replaced_and_forgotten(house: House, any_store: Store) -> None:
    one = host(house, any_store)
    await one.keep("installation:T1", {"sealed": "x"})
    await one.keep("installation:T1", {"sealed": "y"})
    assert await host(house, any_store, "another process").kept("installation:T1") == {"sealed": "y"}
    await one.forget("installation:T1")
    assert await one.kept("installation:T1") is None


async def test_what_comes_in_twice_is_taken_once(house: House) -> None:
    one = host(house, house.store)
    said = Admitted("e1", "said", "fake:r", {"text": "hi"})
    assert await one.take(said) == 1
    assert await one.take(said) is None


async def test_trouble_reaches_the_operator_once_for_each_subject(house: House) -> None:
    one = host(house, house.store)
    for _ in range(2):
        await one.report("messenger_refused", "2026-01-12", messenger="Fake", why="wrong secret")
    told = [row["body"]["text"] for row in await house.outbox()]
    assert len(told) == 1
    assert "wrong secret" in told[0]


async def test_an_outcome_that_takes_longer_is_none(house: House) -> None:
    one = host(house, house.store)
    row_id = await one.take(Admitted("e1", "said", "fake:r", {"text": "hi"}))
    assert row_id is not None
    assert await one.outcome(row_id, 0.01) is None
