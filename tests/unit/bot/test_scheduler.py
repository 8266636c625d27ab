"""The scheduler: once per slot over processes, made up for after downtime, in zones with summer time, and flows."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.dispatcher import Dispatcher
from bot.scheduler import FLOW_SECONDS, LATE_AFTER, MOST_FLOWS, Scheduler
from knowledge.people.model import Lang
from knowledge.store.flows import start_flow
from knowledge.store.unit import Unit
from notifiers.alert import Outgoing, Scene
from notifiers.digest import Digest
from notifiers.notice import Notice
from tests.clocks import FakeClock
from tests.patience import LONG_ENOUGH
from tests.unit.bot.fakes import notice
from tests.unit.bot.house import ZONE, House

MONDAY = datetime(2026, 1, 12, 0, 0, tzinfo=UTC)
"""08:00 in Shanghai."""


def nothing(scene: Scene, slot: str, late: bool) -> Sequence[Outgoing]:  # noqa: FBT001
    raise NotImplementedError(f"{scene} {slot} {late}: the scheduler composes nothing")


def example(lang: Lang) -> Notice:
    return notice(lang)


def digest(schedule: str, name: str = "morning") -> dict[str, Digest]:
    return {name: Digest(name, schedule, nothing, example)}


def scheduler(house: House, schedule: str = "30 8 * * mon-fri", zone: ZoneInfo = ZONE) -> Scheduler:
    return Scheduler(house.store, house.clock, digest(schedule), zone, house._ring)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MONDAY)


async def fired(house: House) -> list[tuple[str, bool]]:
    """Slots handed over, and whether late."""
    return [(row["body"]["slot"], row["body"]["late"]) for row in await house.inbox() if row["kind"] == "fired"]


def at(house: House, moment: datetime) -> None:
    house.clock.advance((moment - house.clock.now()).total_seconds())


async def test_a_schedule_begins_with_the_first_slot_after_it_was_seen_first(house: House) -> None:
    found = scheduler(house)
    await found.fire("morning")
    assert await fired(house) == []
    at(house, MONDAY + timedelta(minutes=30))
    await found.fire("morning")
    await found.fire("morning")
    assert await fired(house) == [("2026-01-12T00:30:00+00:00", False)]
    assert house.rung == 1


async def test_two_schedulers_on_one_database_fire_a_slot_once(house: House) -> None:
    both = [scheduler(house), scheduler(house)]
    for one in both:
        await one.fire("morning")
    for day in range(3):
        at(house, MONDAY + timedelta(days=day, minutes=30))
        for one in both:
            await one.fire("morning")
    assert [slot[:10] for slot, _ in await fired(house)] == ["2026-01-12", "2026-01-13", "2026-01-14"]


async def test_what_was_missed_is_made_up_for_once_and_marked_late(house: House) -> None:
    await scheduler(house).fire("morning")
    at(house, MONDAY + timedelta(days=3, hours=4))
    after = scheduler(house)
    await after.fire("morning")
    await after.fire("morning")
    assert await fired(house) == [("2026-01-15T00:30:00+00:00", True)]


async def test_a_weekend_is_no_slot(house: House) -> None:
    found = scheduler(house)
    await found.fire("morning")
    at(house, datetime(2026, 1, 18, 4, tzinfo=UTC))
    await found.fire("morning")
    assert await fired(house) == [("2026-01-16T00:30:00+00:00", True)]


@pytest.mark.parametrize(("after", "late"), [(LATE_AFTER, False), (LATE_AFTER + timedelta(seconds=1), True)])
async def test_late_begins_after_five_minutes(house: House, after: timedelta, late: bool) -> None:  # noqa: FBT001
    found = scheduler(house)
    await found.fire("morning")
    at(house, MONDAY + timedelta(minutes=30) + after)
    await found.fire("morning")
    assert [one for _, one in await fired(house)] == [late]


@pytest.mark.parametrize(
    ("zone", "day", "slots"),
    [
        ("Europe/Berlin", datetime(2026, 3, 28, tzinfo=UTC), ["2026-03-28T01:30", "2026-03-30T00:30"]),
        (
            "Europe/Berlin",
            datetime(2026, 10, 24, tzinfo=UTC),
            ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"],
        ),
        ("America/New_York", datetime(2026, 3, 7, tzinfo=UTC), ["2026-03-07T07:30", "2026-03-09T06:30"]),
        (
            "Asia/Shanghai",
            datetime(2026, 3, 28, tzinfo=UTC),
            ["2026-03-28T18:30", "2026-03-29T18:30", "2026-03-30T18:30"],
        ),
    ],
)
async def test_half_past_two_where_the_clocks_change(house: House, zone: str, day: datetime, slots: list[str]) -> None:
    found = scheduler(house, "30 2 * * *", ZoneInfo(zone))
    at(house, day)
    await found.fire("morning")
    for hour in range(72):
        at(house, day + timedelta(hours=hour, minutes=30))
        await found.fire("morning")
    got = [slot[:16] for slot, _ in await fired(house)]
    assert [slot for slot in got if slot in slots] == slots
    assert len({slot[:10] for slot in got}) == len(got), "one a day"
    assert not any(late for _, late in await fired(house))


async def test_a_morning_digest_stays_at_its_hour_over_summer_time(house: House) -> None:
    found = scheduler(house, "0 9 * * *", ZoneInfo("Europe/Berlin"))
    at(house, datetime(2026, 3, 28, 7, tzinfo=UTC))
    await found.fire("morning")
    for day in (28, 29, 30):
        at(house, datetime(2026, 3, day, 20, tzinfo=UTC))
        await found.fire("morning")
    assert [slot[11:16] for slot, _ in await fired(house)] == ["08:00", "07:00", "07:00"]


@pytest.mark.usefixtures("_quiet")
async def test_a_slot_the_database_could_not_take_fires_at_the_next_tick(house: House) -> None:
    found = scheduler(house)
    await found.fire("morning")
    at(house, MONDAY + timedelta(minutes=30))
    house.store.troubles = 2
    await found.fire("morning")
    await found.tick()
    assert await fired(house) == []
    await found.tick()
    await found.tick()
    assert await fired(house) == [("2026-01-12T00:30:00+00:00", False)]


async def flow(house: House, subject: str, due_at: datetime) -> None:
    await house.store.write(lambda unit: start_flow(unit, "nudge", subject, {"n": subject}, due_at=due_at))


async def test_flows_that_come_due_are_handed_over_once_in_their_order(house: House) -> None:
    await flow(house, "late", MONDAY + timedelta(hours=2))
    await flow(house, "soon", MONDAY + timedelta(hours=1))
    await flow(house, "never", MONDAY + timedelta(days=9))
    both = [scheduler(house), scheduler(house)]
    for hours in (0, 1, 2, 3):
        at(house, MONDAY + timedelta(hours=hours))
        for one in both:
            await one.tick()
    due = await house.inbox()
    assert [row["body"]["subject"] for row in due] == ["soon", "late"]
    assert [(row["source"], row["kind"], row["lane"]) for row in due] == [
        ("flow", "due", "flow:nudge:soon"),
        ("flow", "due", "flow:nudge:late"),
    ]
    assert due[0]["body"] == {"flow": 2, "kind": "nudge", "subject": "soon", "body": {"n": "soon"}}


async def test_more_flows_than_fit_come_with_the_next_tick(house: House) -> None:
    def many(unit: Unit) -> None:
        for number in range(MOST_FLOWS + 5):
            start_flow(unit, "nudge", str(number), {}, due_at=MONDAY)

    await house.store.write(many)
    found = scheduler(house)
    await found.tick()
    assert len(await house.inbox()) == MOST_FLOWS
    await found.tick()
    assert len(await house.inbox()) == MOST_FLOWS + 5


async def test_it_follows_the_clock_and_stops(house: House) -> None:
    found = scheduler(house)
    await found.start()
    jobs = found._ticks.get_jobs()
    assert sorted(str(job.trigger) for job in jobs) == [
        "cron[month='*', day='*', day_of_week='mon-fri', hour='8', minute='30']",
        f"interval[0:00:0{FLOW_SECONDS:.0f}]",
    ]
    assert all(job.misfire_grace_time is None and job.coalesce for job in jobs)
    await found.stop()
    await found.stop()


async def test_stopping_lets_a_tick_under_way_come_to_its_end(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found, begun, free, ended = scheduler(house), asyncio.Event(), asyncio.Event(), []

    async def slow() -> None:
        begun.set()
        await free.wait()
        ended.append("tick")

    monkeypatch.setattr(found, "tick", slow)
    monkeypatch.setattr("bot.scheduler.FLOW_SECONDS", 0.01)
    await found.start()
    await begun.wait()
    stopping = asyncio.create_task(found.stop())
    await asyncio.sleep(0)
    free.set()
    await stopping
    assert ended == ["tick"]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_tick_that_hangs_does_not_keep_the_bot_from_stopping(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, begun, ended = scheduler(house), asyncio.Event(), asyncio.Event()

    async def hang() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    monkeypatch.setattr(found, "tick", hang)
    monkeypatch.setattr("bot.scheduler.FLOW_SECONDS", 0.01)
    monkeypatch.setattr("bot.scheduler.LAST_TICK", 0.05)
    await found.start()
    await begun.wait()
    async with asyncio.timeout(LONG_ENOUGH):
        await found.stop()
        await ended.wait()
    assert not found._ticks.running


async def test_a_fired_slot_is_claimed_like_every_row(house: House) -> None:
    found = scheduler(house)
    await found.fire("morning")
    at(house, MONDAY + timedelta(minutes=31))
    await found.fire("morning")
    dispatcher: Dispatcher = house.dispatcher()
    assert await dispatcher._take() == 1
    await dispatcher.stop()
