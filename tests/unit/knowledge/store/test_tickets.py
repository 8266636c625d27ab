import asyncio

import pytest

from knowledge.store.errors import StoreReadOnly
from knowledge.store.tickets import Ticket, deliver


def ticket() -> Ticket:
    return Ticket(lambda unit: unit.now)


async def test_nobody_hears_of_a_result_before_it_is_delivered() -> None:
    one = ticket()
    one.succeed(7)
    assert not one.future.done()
    deliver([one])
    assert await one.future == 7


async def test_what_failed_later_has_failed() -> None:
    heard: list[str] = []
    one = ticket()
    one.succeed(7, [lambda: heard.append("effect")])
    one.fail(StoreReadOnly("the commit"))
    deliver([one])
    with pytest.raises(StoreReadOnly, match="the commit"):
        await one.future
    assert heard == []


async def test_a_caller_that_gave_up_does_not_stop_the_others() -> None:
    gone, there = ticket(), ticket()
    gone.future.cancel()
    for one in (gone, there):
        one.succeed("stored")
    deliver([gone, there])
    assert await there.future == "stored"


def test_callers_in_several_loops_each_hear_and_a_closed_loop_is_passed_over() -> None:
    async def make() -> Ticket:
        return ticket()

    async def hear(lost: Ticket) -> object:
        mine = ticket()
        for one in (lost, mine):
            one.succeed("stored")
        deliver([lost, mine])
        return await mine.future

    assert asyncio.run(hear(asyncio.run(make()))) == "stored"
