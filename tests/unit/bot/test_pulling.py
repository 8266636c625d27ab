"""The feeds' loops: what a look brings is stored with its cursor or not at all, and trouble is waited out."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.feeds import Asking, Feed
from bot.figures import FEED_FAILING, FEED_LAG, FEED_PASSED_OVER, FEED_REJECTED, FEED_SUCCESS
from bot.pulling import AFTER_REFUSAL, LONG, Pulling
from capture.base import Batch, FeedRefused, FeedTrouble, Pull, Pulled, Rejected, Source
from knowledge.store.feeds import feed_state, refusals_since
from knowledge.store.unit import Unit
from tests.clocks import START
from tests.patience import LONG_ENOUGH
from tests.unit.bot.house import House, until

LONG_AGO = START - timedelta(days=1)


def take(unit: Unit, body: Mapping[str, object]) -> Mapping[str, object]:
    return {"taken": body["n"], "at": unit.now.isoformat()}


SOURCE = Source("counting", take)


def row(number: int) -> Batch:
    return Batch(f"e{number}", "counting", {"n": number})


@dataclass(slots=True)
class Well:
    """A feed that gives what is laid into it, one answer a look; `settled` remembers what it was told is stored."""

    answers: list[Pulled | Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None
    name: str = "well"

    def look(self, cursor: str, now: datetime) -> Pulled:
        assert now.tzinfo is not None
        self.asked.append(cursor)
        self.meanwhile()
        answer = self.answers.pop(0) if self.answers else Pulled((), cursor)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def settle(self, brought: Pulled) -> None:
        self.settled.append(brought.cursor)

    def feed(self, every: float = 60.0) -> Feed:
        return Feed(self.name, SOURCE, Pull(every, self.look, self.settle))


def pulling(house: House, *wells: Well, every: float = 60.0) -> Pulling:
    feeds = [well.feed(every) for well in wells]
    return Pulling(house.store, house.clock, feeds, house.me, house._ring, house.telling(), Asking(house.store))


async def events(house: House) -> list[str]:
    return [one["event_id"] for one in await house.inbox()]


async def cursor(house: House, feed: str = "well") -> str:
    state = await house.store.read(lambda reader: feed_state(reader, feed))
    return state.cursor if state else ""


async def told(house: House) -> list[str]:
    return [str(one["body"]["text"]) for one in await house.outbox() if one["kind"] == "operator_feed_fails"]


async def test_rows_and_cursor_are_stored_and_the_next_look_goes_on_there(house: House) -> None:
    well = Well([Pulled([row(1), row(2)], "2", newest=START), Pulled([row(3)], "3")])
    found = pulling(house, well)
    assert await found.look("well") == 60.0
    await found.look("well")
    assert well.asked == ["", "2"]
    assert await cursor(house) == "3"
    assert await events(house) == ["well:e1", "well:e2", "well:e3"]
    assert well.settled == ["2", "3"]
    assert house.rung == 2


async def test_a_feed_named_like_its_source_keeps_the_ids_as_they_are(house: House) -> None:
    well = Well([Pulled([row(1)], "1")], name="counting")
    await pulling(house, well).look("counting")
    assert await events(house) == ["e1"]


async def test_what_came_before_is_not_stored_again(house: House) -> None:
    found = pulling(house, Well([Pulled([row(1)], "1"), Pulled([row(1), row(2)], "2")]))
    await found.look("well")
    await found.look("well")
    assert await events(house) == ["well:e1", "well:e2"]


async def test_more_means_the_next_look_follows_at_once(house: House) -> None:
    assert await pulling(house, Well([Pulled([row(1)], "1", more=True)])).look("well") == 0.0


@pytest.mark.usefixtures("_quiet")
async def test_what_cannot_be_stored_moves_no_cursor_and_settles_nothing(house: House) -> None:
    well = Well([Pulled([row(1)], "1"), Pulled([row(1)], "1")])
    found = pulling(house, well)
    house.store.troubles = 1
    assert await found.look("well") > 0
    assert (await cursor(house), well.settled, await events(house)) == ("", [], [])
    await found.look("well")
    assert (await cursor(house), well.settled, await events(house)) == ("1", ["1"], ["well:e1"])


async def test_of_two_that_looked_from_one_place_only_one_is_kept(house: House) -> None:
    other = pulling(house, Well([Pulled([row(1), row(2)], "2")]))
    loop = asyncio.get_running_loop()

    def overtake() -> None:
        asyncio.run_coroutine_threadsafe(other.look("well"), loop).result(5)

    late = Well([Pulled([row(1)], "1")], meanwhile=overtake)
    assert await pulling(house, late).look("well") == 60.0
    assert (await cursor(house), late.settled) == ("2", [])
    assert await events(house) == ["well:e1", "well:e2"]


async def test_what_was_refused_is_kept_once_with_its_reason(house: House) -> None:
    refused = Rejected("a.csv, line 3", {"zh": "日期不对", "en": "not a date"})
    before = FEED_REJECTED.labels("well")._value.get()
    found = pulling(house, Well([Pulled([], "1", [refused]), Pulled([], "2", [refused], passed_over=4)]))
    await found.look("well")
    await found.look("well")
    count, kept = await house.store.read(lambda reader: refusals_since(reader, "well", LONG_AGO))
    assert (count, [(one.item, one.say["en"]) for one in kept]) == (1, [("a.csv, line 3", "not a date")])
    assert FEED_REJECTED.labels("well")._value.get() - before == 2
    assert FEED_PASSED_OVER.labels("well")._value.get() == 4


async def test_success_and_lag_are_figures(house: House) -> None:
    await pulling(house, Well([Pulled([row(1)], "1", newest=START - timedelta(minutes=3))])).look("well")
    assert FEED_SUCCESS.labels("well")._value.get() == START.timestamp()
    assert FEED_LAG.labels("well")._value.get() == 180


@pytest.mark.usefixtures("_quiet")
async def test_trouble_is_tried_again_sooner_than_the_pace_and_told_once_when_it_lasts(house: House) -> None:
    trouble = FeedTrouble("连不上。", "It cannot be reached.")
    well = Well([trouble] * 40)
    found = pulling(house, well, every=600.0)
    waits = []
    while house.clock.now() - START < 2 * LONG:
        waits.append(await found.look("well"))
        house.clock.advance(waits[-1])
    assert waits[:4] == [2.0, 4.0, 8.0, 16.0]
    assert max(waits) == 60.0
    (text,) = await told(house)
    assert "It cannot be reached." in text
    assert FEED_FAILING.labels("well")._value.get() == len(waits)
    well.answers = []
    await found.look("well")
    assert FEED_FAILING.labels("well")._value.get() == 0


@pytest.mark.usefixtures("_quiet")
async def test_a_second_outage_is_told_again(house: House) -> None:
    well = Well(
        [FeedRefused("密码不对。", "Wrong password."), Pulled([], "1"), FeedRefused("密码不对。", "Wrong password.")]
    )
    found = pulling(house, well)
    for _ in range(3):
        house.clock.advance(await found.look("well"))
    assert len(await told(house)) == 2


@pytest.mark.usefixtures("_quiet")
async def test_a_refusal_is_told_at_once_and_not_hammered(house: House) -> None:
    found = pulling(house, Well([FeedRefused("密码不对。", "Wrong password.")] * 2))
    assert await found.look("well") == AFTER_REFUSAL
    assert await found.look("well") == AFTER_REFUSAL
    assert len(await told(house)) == 1


@pytest.mark.usefixtures("_quiet")
async def test_a_bug_in_a_feed_is_a_failure_like_others(house: House) -> None:
    found = pulling(house, Well([ZeroDivisionError("imap://user:secret@host"), Pulled([row(1)], "1")]))
    assert await found.look("well") > 0
    await found.look("well")
    assert await events(house) == ["well:e1"]


@pytest.mark.usefixtures("_quiet")
async def test_a_feed_that_cannot_put_its_files_away_says_so_and_brings_nothing_twice(house: House) -> None:
    def settle(brought: Pulled) -> None:
        raise FeedTrouble("文件移不走。", f"The file cannot be moved, cursor {brought.cursor}.")

    well = Well([Pulled([row(1)], "1"), Pulled([row(1)], "1")])
    feed = Feed("well", SOURCE, Pull(60.0, well.look, settle))
    found = Pulling(house.store, house.clock, [feed], "me", house._ring, house.telling(), Asking(house.store))
    await found.look("well")
    await found.look("well")
    assert await events(house) == ["well:e1"]


async def test_each_feed_has_a_loop_that_looks_at_its_pace_until_stopped(house: House) -> None:
    well, other = Well([Pulled([row(1)], "1")]), Well([Pulled([row(9)], "9")], name="other")
    found = pulling(house, well, other, every=300.0)
    tasks = [asyncio.create_task(loop()) for loop in found.loops().values()]
    await until(lambda: len(house.clock.sleeping()) == 2)
    house.clock.advance(300.0)
    await until(lambda: (len(well.asked), len(other.asked), len(house.clock.sleeping())) == (2, 2, 2))
    await found.stop()
    await asyncio.wait_for(asyncio.gather(*tasks), LONG_ENOUGH)
    assert sorted(await events(house)) == ["other:e9", "well:e1"]


async def test_stopping_waits_for_the_look_under_way(house: House) -> None:
    began, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        began.set()
        go_on.wait(LONG_ENOUGH)

    well = Well([Pulled([row(1)], "1")], meanwhile=wait)
    found = pulling(house, well)
    task = asyncio.create_task(found.loops()["feed well"]())
    await asyncio.to_thread(began.wait, LONG_ENOUGH)
    stopping = asyncio.create_task(found.stop())
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.wait_for(stopping, LONG_ENOUGH)
    await asyncio.wait_for(task, LONG_ENOUGH)
    assert await events(house) == ["well:e1"]


async def test_a_look_that_hangs_does_not_keep_the_bot_from_stopping(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.pulling.LAST_LOOK", 0.05)
    began, never = threading.Event(), threading.Event()

    def hang() -> None:
        began.set()
        never.wait(2 * LONG_ENOUGH)

    found = pulling(house, Well(meanwhile=hang))
    task = asyncio.create_task(found.loops()["feed well"]())
    await asyncio.to_thread(began.wait, LONG_ENOUGH)
    await asyncio.wait_for(found.stop(), LONG_ENOUGH)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert all(one.daemon for one in threading.enumerate() if one.name == "feed-well")
    never.set()


async def test_a_feeds_thread_may_ask_the_database(house: House) -> None:
    asking, seen = Asking(house.store), []

    def look(cursor: str, now: datetime) -> Pulled:
        seen.append(asking(lambda reader: reader.dialect))
        return Pulled((), f"{cursor}{now.year}")

    feed = Feed("well", SOURCE, Pull(60.0, look))
    await Pulling(house.store, house.clock, [feed], "me", house._ring, house.telling(), asking).look("well")
    assert seen == ["sqlite"]
    with pytest.raises(FeedTrouble):
        Asking(house.store)(lambda reader: reader.dialect)
