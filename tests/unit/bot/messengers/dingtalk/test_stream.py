"""Stream mode over a real socket: stored before it is acknowledged, kept open, and nothing lost on the way."""

import asyncio
from pathlib import Path

from handlers.message import News, Press
from knowledge.store.errors import StoreFull
from tests.clocks import FakeClock
from tests.patience import LONG_ENOUGH
from tests.unit.bot.messengers.dingtalk.stage import CARD, staged
from tests.vendors.dingtalk.frames import Topic
from tests.vendors.http.faults import Error


async def passed(clock: FakeClock, seconds: float) -> None:
    """Let time pass once somebody waits for exactly so long."""
    async with asyncio.timeout(LONG_ENOUGH):
        while seconds not in clock.sleeping():  # noqa: ASYNC110  nothing tells of who waits how long
            await asyncio.sleep(0)
    clock.advance(seconds)


async def tried_again(clock: FakeClock) -> None:
    """Let the pause before the next connection pass; no pause is longer than a minute, the watchdog is."""
    async with asyncio.timeout(LONG_ENOUGH):
        while not (pauses := [left for left in clock.sleeping() if left <= 60]):  # noqa: ASYNC110  as above
            await asyncio.sleep(0)
    clock.advance(min(pauses))


async def test_what_is_said_is_stored_and_acknowledged(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        delivery = await stage.fake.say(stage.li, "@搭子 who owns Acme?", stage.east.room_id)
        message = await stage.heard()
        assert delivery.answer.json() == {"response": None}
        assert (message.text, message.room.room_id, message.sender.user_id) == (
            "who owns Acme?",
            stage.east.room_id,
            "li.lei",
        )


async def test_a_ping_gets_its_own_data_back(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        assert [(ack.code, ack.data) for ack in await stage.fake.ping("42")] == [(200, {"opaque": "42"})]


async def test_what_comes_twice_is_stored_once(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.fake.say(stage.li, "hello", times=2)
        await stage.fake.say(stage.li, "again")
        assert [stage.messenger.decode(one.body).event_id for one in await stage.host.arrived(2)] == [
            one.id for one in stage.fake.deliveries
        ]


async def test_what_could_not_be_stored_comes_again(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.host.refusing = StoreFull("no space")
        saying = asyncio.create_task(stage.fake.say(stage.li, "hello"))
        await passed(stage.clock, 60)
        delivery = await saying
        assert delivery.answer.trouble == "no_ack"
        stage.host.refusing = None
        await passed(stage.clock, 60)
        assert (await stage.heard()).text == "hello"


async def test_what_cannot_be_stored_for_a_moment_is_stored_and_acknowledged_a_moment_later(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.host.refusing = StoreFull("no space")
        saying = asyncio.create_task(stage.fake.say(stage.li, "hello"))
        await passed(stage.clock, 1)
        stage.host.refusing = None
        assert (await saying).answer.ok
        assert [stage.messenger.decode(one.body).event_id for one in stage.host.taken] == [stage.fake.deliveries[0].id]


async def test_a_topic_of_somebody_else_is_not_served(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        connection = (await stage.fake.connected())[0]
        ack = await stage.fake.gateway.ask(connection, Topic("CALLBACK", "/v1.0/graph/api/invoke"), "{}", {}, 60)
        assert ack is not None
        assert ack.code == 404


async def test_a_press_says_all_that_its_button_was_made_of(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.send(CARD, stage.group)
        delivery = await stage.fake.press(stage.li, "Claim", stage.east.room_id)
        message = await stage.heard()
        assert delivery.answer.json() == {"response": {}}
        assert message.press == Press("claim_lead", {"alert": "1"}, 1, "hot_lead", "1")
        assert (message.room.room_id, message.room.direct) == (stage.east.room_id, False)
        assert message.said_at == stage.clock.now()


async def test_a_press_in_a_persons_own_room_comes_from_there(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.send(CARD, stage.alone)
        await stage.fake.press(stage.li, "Not a lead")
        assert (await stage.heard()).room.key == stage.alone.key


async def test_a_press_that_cannot_be_stored_is_told_at_once(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.send(CARD, stage.alone)
        stage.host.refusing = StoreFull("no space")
        delivery = await stage.fake.press(stage.li, "Claim")
        assert delivery.answer.status == 500


async def test_who_leaves_is_noticed_where_events_are_wanted(tmp_path: Path) -> None:
    async with staged(tmp_path, events=True) as stage:
        await stage.fake.leaves(stage.li)
        taken = (await stage.host.arrived())[0]
        news = stage.messenger.decode(taken.body)
        assert isinstance(news, News)
        assert [(one.handle.user_id, one.active) for one in news.accounts] == [("li.lei", False)]
        assert taken.kind == "noticed"


async def test_a_dismissed_connection_is_left_only_when_another_is_open(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.clock.advance(61)
        leaving = asyncio.create_task(stage.fake.disconnect())
        both = await stage.fake.connected(2)
        old = next(one for one in both if one.leaving)
        last = asyncio.create_task(stage.fake.gateway.ask(old, Topic("CALLBACK", "/nobody"), "{}", {}, 60))
        ack = await last
        assert ack is not None
        await passed(stage.clock, 10)
        await leaving
        await stage.fake.connected(1)
        assert stage.fake.gateway.opened == 2


async def test_an_abort_a_close_and_a_refused_ticket_are_followed_by_another_try(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.fake.abort_connections()
        await stage.fake.connected(0)
        stage.fake.gateway.refused_tickets = 1
        await tried_again(stage.clock)
        await tried_again(stage.clock)
        await stage.fake.connected(1)
        await stage.fake.close_connections()
        await stage.fake.connected(0)
        await tried_again(stage.clock)
        await stage.fake.connected(1)


async def test_a_gateway_that_is_down_is_asked_three_times_in_five_seconds_at_most(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.fake.gateway.refused_tickets = 4
        began, before = stage.clock.monotonic(), len(stage.fake.calls)
        stage.fake.abort_connections()
        asked: list[float] = []
        for number in range(5):
            await tried_again(stage.clock)
            asked.append(stage.clock.monotonic() - began)
            await stage.fake.called("gateway/connections/open", number + 2)
        await stage.fake.connected(1)
        assert len([one for one in asked if one <= 5]) <= 3
        assert len(stage.fake.calls) - before == 5
        assert asked[-1] <= 62


async def test_a_silent_connection_is_given_up(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.fake.silence_connections()
        await passed(stage.clock, 120)
        await tried_again(stage.clock)
        async with asyncio.timeout(LONG_ENOUGH):
            await stage.fake.gateway.changes.until(lambda: stage.fake.gateway.opened == 2)


async def test_refused_credentials_are_told_once_and_tried_rarely(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.fake.faults.next("gateway/connections/open", Error("authFailed", {"status": 401}))
        stage.fake.abort_connections()
        await tried_again(stage.clock)
        await stage.clock.somebody_sleeps(299)
        assert [(what, facts["messenger"]) for what, _, facts in stage.host.reports] == [
            ("messenger_refused", "DingTalk")
        ]
        stage.clock.advance(300)
        await stage.fake.connected(1)


async def test_nothing_comes_in_after_hanging_up(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.messenger.hang_up()
        await stage.fake.connected(0)
        assert stage.clock.sleeping() == []
