"""The dispatcher: order in a lane, lanes side by side, failures, a database in trouble, stopping."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest

from bot.claims import LEASE, Claimed, settle
from bot.dispatcher import ATTEMPTS, Dispatcher
from bot.handling import Handling
from knowledge.store.errors import StaleWrite, StoreTrouble
from knowledge.store.inbox import Arrival
from tests.clocks import START
from tests.patience import LONG_ENOUGH
from tests.unit.bot.fakes import said
from tests.unit.bot.house import House, until

pytestmark = pytest.mark.usefixtures("_quiet")
Result = Mapping[str, Any]


def event(event_id: str, lane: str = "a") -> Arrival:
    return Arrival("feed", event_id, "signalled", lane, {}, START)


class Hands:
    """Handles rows by settling them; `before` may wait or fail first, `before_aside` where a row is set aside."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.messengers = house.messengers
        self.seen: list[str] = []
        self.done: list[str] = []
        self.aside: list[str] = []
        self.before: Callable[[Claimed], Awaitable[None]] | None = None
        self.before_aside: Callable[[Claimed], None] | None = None

    async def handle(self, row: Claimed) -> Result:
        self.seen.append(row.event_id)
        if self.before is not None:
            await self.before(row)
        await self._settled(row, "done")
        self.done.append(row.event_id)
        return {"said": row.event_id}

    async def set_aside(self, row: Claimed) -> Result:
        if self.before_aside is not None:
            self.before_aside(row)
        await self._settled(row, "failed")
        self.aside.append(row.event_id)
        return {"failed": row.event_id}

    async def _settled(self, row: Claimed, state: str) -> None:
        me = self._house.me
        await self._house.store.write(lambda unit: settle(unit, row.row_id, me, state, {"said": row.event_id}))


class Fails:
    """Raises as often as `times` says for the named event."""

    def __init__(self, event_id: str, times: int, error: Exception) -> None:
        self._event_id, self._times, self._error = event_id, times, error

    async def __call__(self, row: Claimed) -> None:
        if row.event_id == self._event_id and self._times > 0:
            self._times -= 1
            raise self._error


@pytest.fixture
def hands(house: House) -> Hands:
    return Hands(house)


@asynccontextmanager
async def running(house: House, hands: Hands, poll: float = 30.0) -> AsyncIterator[Dispatcher]:
    """A dispatcher at work; stopped at the end."""
    dispatcher = house.dispatcher(cast("Handling", hands), poll)
    await dispatcher.start()
    loop = asyncio.create_task(dispatcher.run())
    yield dispatcher
    await dispatcher.stop()
    await loop


async def through(house: House, hands: Hands, *arrivals: Arrival) -> list[Result]:
    """Let rows come in and be seen through; what came of each."""
    rows = await house.admit(*arrivals)
    async with running(house, hands) as dispatcher, asyncio.timeout(LONG_ENOUGH):
        return [await dispatcher.outcome(row_id) for row_id in rows]


async def test_rows_of_a_lane_are_handled_in_order(house: House, hands: Hands) -> None:
    async def slower_first(row: Claimed) -> None:
        await asyncio.sleep(0.003 if row.event_id == "e0" else 0)

    hands.before = slower_first
    await through(house, hands, *(event(f"e{number}") for number in range(5)))
    assert hands.seen == hands.done == [f"e{number}" for number in range(5)]


async def test_lanes_are_worked_on_side_by_side(house: House, hands: Hands) -> None:
    other_is_there = asyncio.Event()

    async def wait_for_the_other(row: Claimed) -> None:
        if row.lane == "a":
            await other_is_there.wait()
        other_is_there.set()

    hands.before = wait_for_the_other
    await through(house, hands, event("e1", "a"), event("e2", "b"))
    assert hands.done == ["e2", "e1"]


async def test_a_row_that_fails_is_handled_again_before_the_next(house: House, hands: Hands) -> None:
    hands.before = Fails("e1", ATTEMPTS - 1, ValueError("hiccup"))
    await through(house, hands, event("e1"), event("e2"))
    assert hands.seen == ["e1", "e1", "e1", "e2"]
    assert [row["attempts"] for row in await house.inbox()] == [ATTEMPTS - 1, 0]


async def test_a_row_that_fails_three_times_is_set_aside(house: House, hands: Hands) -> None:
    hands.before = Fails("e1", 99, ValueError("bug"))
    outcomes = await through(house, hands, event("e1"), event("e2"))
    assert (hands.seen, hands.aside, hands.done) == (["e1", "e1", "e1", "e2"], ["e1"], ["e2"])
    assert outcomes[0] == {"failed": "e1"}


async def test_failures_before_a_restart_count(house: House, hands: Hands) -> None:
    hands.before = Fails("e1", 99, ValueError("bug"))
    (row_id,) = await house.admit(event("e1"))
    async with running(house, hands) as dispatcher:
        hands.before = None

        async def fail_and_die(row: Claimed) -> None:
            dispatcher._stopped.set()
            raise ValueError(row.event_id)

        hands.before = fail_and_die
        await until(lambda: dispatcher._stopped.is_set() and not dispatcher.busy)
    assert (await house.inbox())[0]["attempts"] == 1
    hands.before = Fails("e1", 99, ValueError("bug"))
    async with running(house, hands) as dispatcher:
        await dispatcher.outcome(row_id)
    assert len(hands.seen) == ATTEMPTS


async def test_trouble_with_the_database_is_waited_out_and_is_no_failure(house: House, hands: Hands) -> None:
    house.clock.hasty = True
    hands.before = Fails("e1", 10, StoreTrouble("no space"))
    await through(house, hands, event("e1"), event("e2"))
    assert hands.seen == ["e1"] * 11 + ["e2"]
    assert (await house.inbox())[0]["attempts"] == 0


async def test_trouble_then_a_failure_is_the_first_failure(house: House, hands: Hands) -> None:
    house.clock.hasty = True
    trouble, bug = Fails("e1", 5, StoreTrouble("no space")), Fails("e1", 1, ValueError("bug"))

    async def both(row: Claimed) -> None:
        await trouble(row)
        await bug(row)

    hands.before = both
    await through(house, hands, event("e1"))
    assert (hands.done, hands.aside) == (["e1"], [])


async def test_waits_where_the_inbox_cannot_be_read(
    house: House, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []

    async def rest(dispatcher: Dispatcher, seconds: float) -> None:
        assert not dispatcher.busy
        rests.append(seconds)

    monkeypatch.setattr(Dispatcher, "_rest", rest)
    (row_id,) = await house.admit(event("e1"))
    async with running(house, hands) as dispatcher:
        house.store.troubles = 3
        await dispatcher.outcome(row_id)
    assert rests == [1.0] * 3


async def test_stop_finishes_what_is_at_work_and_gives_back_the_rest(house: House, hands: Hands) -> None:
    release = asyncio.Event()

    async def hold(_: Claimed) -> None:
        await release.wait()

    hands.before = hold
    await house.admit(event("e1"), event("e2"), event("e3", "b"))
    async with running(house, hands) as dispatcher:
        await until(lambda: len(hands.seen) == 2)
        stopping = asyncio.create_task(dispatcher.stop())
        await asyncio.sleep(0)
        release.set()
        await stopping
        assert not dispatcher.busy
    assert sorted(hands.done) == ["e1", "e3"]
    assert [(row["event_id"], row["state"], row["owner"]) for row in await house.inbox()] == [
        ("e1", "done", "house"),
        ("e2", "new", None),
        ("e3", "done", "house"),
    ]


async def test_stop_does_not_wait_for_a_database_in_trouble(house: House, hands: Hands) -> None:
    hands.before = Fails("e1", 10_000, StoreTrouble("no space"))
    house.clock.share = 1_000.0  # the first pause is eight minutes
    await house.admit(event("e1"))
    async with running(house, hands) as dispatcher:
        await until(lambda: bool(hands.seen))
        async with asyncio.timeout(LONG_ENOUGH):
            await dispatcher.stop()
    assert (await house.inbox())[0]["state"] == "new"


async def test_stop_in_the_middle_of_a_claim_gives_everything_back(house: House, hands: Hands) -> None:
    await house.admit(*(event(f"e{number}") for number in range(5)))
    dispatcher = house.dispatcher(cast("Handling", hands))
    loop = asyncio.create_task(dispatcher.run())
    await asyncio.sleep(0)
    await dispatcher.stop()
    await loop
    left = [row["owner"] for row in await house.inbox() if row["state"] == "new"]
    assert left == [None] * (5 - len(hands.done))


async def test_what_an_earlier_process_held_is_taken_at_the_start(house: House, hands: Hands) -> None:
    await house.admit(event("e1"))
    house.me = "dead process"
    dead = house.dispatcher(cast("Handling", hands))
    await dead._take()
    for task in dead._tasks:
        task.cancel()
    await asyncio.wait(dead._tasks)
    house.me = "house"
    await through(house, hands, event("e2"))
    assert hands.done == ["e1", "e2"]


async def test_messages_for_messengers_elsewhere_are_left_to_others(house: House, hands: Hands) -> None:
    there = Arrival("elsewhere", "e1", "said", "elsewhere:r", {}, START)
    await house.admit(there)
    await through(house, hands, said("e2"), event("e3"))
    assert sorted(hands.done) == ["e2", "e3"]
    assert (await house.inbox())[0]["state"] == "new"


async def test_an_outcome_by_another_process_is_noticed(house: House, hands: Hands) -> None:
    async with running(house, hands, poll=0.01) as dispatcher:
        release = asyncio.Event()

        async def never_here(_: Claimed) -> None:
            await release.wait()
            raise StaleWrite("taken over")

        hands.before = never_here
        hands.before_aside = stale
        (row_id,) = await house.admit(event("e1"))
        dispatcher.wake.set()
        waiting = asyncio.create_task(dispatcher.outcome(row_id))
        await until(lambda: bool(hands.seen))
        await house.store.write(lambda unit: settle(unit, row_id, house.me, "done", {"by": "another"}))
        async with asyncio.timeout(LONG_ENOUGH):
            assert await waiting == {"by": "another"}
        release.set()


def stale(row: Claimed) -> None:
    raise StaleWrite(row.event_id)


async def test_a_row_that_another_process_took_over_does_not_block_its_lane(house: House, hands: Hands) -> None:
    hands.before = Fails("e1", 99, StaleWrite("inbox row"))
    hands.before_aside = stale
    await house.admit(event("e1"), event("e2"))
    async with running(house, hands):
        await until(lambda: hands.done == ["e2"])


async def test_a_lane_that_broke_off_goes_on_when_its_leases_run_out(house: House, hands: Hands) -> None:
    def bug(row: Claimed) -> None:
        raise RuntimeError(row.event_id)

    hands.before, hands.before_aside = Fails("e1", ATTEMPTS, ValueError("bug")), bug
    await house.admit(event("e1"), event("e2"))
    async with running(house, hands) as dispatcher:
        await until(lambda: len(hands.seen) == ATTEMPTS and not dispatcher.busy)
        house.clock.advance(LEASE.total_seconds() + 1)
        dispatcher.wake.set()
        await until(lambda: hands.done == ["e1", "e2"])


async def test_a_long_backlog_is_worked_off_in_order(house: House, hands: Hands) -> None:
    async def work(_: Claimed) -> None:
        await asyncio.sleep(0)

    hands.before = work
    await asyncio.gather(*(house.store.admit(event(f"e{number}", f"lane {number % 3}")) for number in range(700)))
    async with running(house, hands):
        await until(lambda: len(hands.done) == 700)
    for lane in range(3):
        of_lane = [number for number in (int(one[1:]) for one in hands.done) if number % 3 == lane]
        assert of_lane == sorted(of_lane)
