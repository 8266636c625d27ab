"""The budget of a day: never overdrawn, however many ask at once; both databases."""

import asyncio
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.guest.budget import Budget
from bot.telling import Telling
from knowledge.store.keeping import kept_value
from knowledge.store.store import Store
from knowledge.store.tables import outbox
from tests.clocks import FakeClock
from tests.stores import Hand
from tests.unit.bot.fakes import FakeMessenger

ZONE = ZoneInfo("Asia/Shanghai")


def budget_of(store: Store, most: int = 100) -> Budget:
    messengers = {"fake": FakeMessenger(FakeClock().now)}
    return Budget(store, Telling(messengers, ZONE, "en", "fake:dm:operator", {}, lambda: None), ZONE, most)


async def spent(store: Store) -> int:
    value = await store.read(lambda reader: kept_value(reader, "llm", "budget"))
    return int(value["spent"]) if value else 0


async def test_many_at_once_take_no_more_than_there_is(any_store: Store) -> None:
    budget = budget_of(any_store)
    taken = await asyncio.gather(*(budget.take(15) for _ in range(20)))
    assert sum(taken) == 6
    assert await spent(any_store) == 90


async def test_what_was_not_needed_can_be_taken_again(any_store: Store) -> None:
    budget = budget_of(any_store)
    assert await budget.take(100)
    assert not await budget.take(1)
    await any_store.write(lambda unit: budget.give_back(unit, 60))
    assert await budget.take(60)
    assert await spent(any_store) == 100


async def test_a_new_day_of_the_team_begins_anew_and_gives_nothing_back(any_store: Store, hand: Hand) -> None:
    budget = budget_of(any_store)
    assert await budget.take(100)
    hand.forward(hours=14, minutes=29)  # 23:59 there
    assert not await budget.take(1)
    hand.forward(minutes=1)
    await any_store.write(lambda unit: budget.give_back(unit, 60))
    assert await budget.take(100)
    assert not await budget.take(1)


async def test_the_operator_hears_of_it_once_a_day(any_store: Store, hand: Hand) -> None:
    budget = budget_of(any_store, 0)
    for hours in (0, 1, 24, 1):
        hand.forward(hours=hours)
        await budget.take(1)
    rows = await any_store.read(lambda reader: reader.rows(select(outbox).order_by(outbox.c.id)))
    assert [row["subject"] for row in rows] == ["2026-01-07", "2026-01-08"]
    assert "budget for today (2026-01-07, 0 tokens) is used up" in rows[0]["body"]["text"]
