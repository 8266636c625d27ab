"""The relay with a hand on the clock: retries, edits, doubt, folding, rates, order."""

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.messengers.base import Dead, NotEditable, Pace, Retry
from bot.relay import GIVE_UP_AFTER, Relay
from bot.wire.backoff import backoff
from notifiers.notice import Address, Urgency
from tests.clocks import FakeClock
from tests.unit.bot.fakes import alert, notice
from tests.unit.bot.house import OPERATOR, TO_ANN, TO_BOB, House, send_all, turn, until


async def test_what_waits_is_sent_once_and_in_order(house: House) -> None:
    await house.put(notice("a"), notice("b"))
    await house.put(notice("c"), to=TO_BOB)
    relay = house.relay()
    await turn(relay)
    assert sorted(house.messenger.texts) == ["a.1", "c.1"]
    await send_all(house, relay, 60)
    assert house.messenger.texts[2:] == ["b.1"]
    assert set((await house.states()).values()) == {"sent"}


async def test_a_send_under_way_holds_its_address(house: House) -> None:
    release = asyncio.Event()
    house.messenger.meanwhile = release.wait  # type: ignore[assignment]
    await house.put(notice("a"), notice("b"))
    relay = house.relay()
    await relay._turn()
    await relay._turn()
    await asyncio.sleep(0)
    assert house.messenger.texts == ["a.1"]
    release.set()
    await turn(relay)
    await turn(relay)
    assert house.messenger.texts == ["a.1", "b.1"]


async def test_retries_back_off_and_keep_the_order(house: House) -> None:
    house.clock.share = 0.5
    house.messenger.answers.extend([Retry("not now")] * 8)
    await house.put(notice("a"), notice("b"))
    await send_all(house, house.relay())
    calls = [call for call in house.messenger.calls if call.text == "a.1"]
    waits = [(later.at - call.at).total_seconds() for call, later in pairwise(calls)]
    assert waits == pytest.approx([0.75 * min(60, 2**attempt) for attempt in range(1, 9)])
    assert house.messenger.texts == ["a.1"] * 9 + ["b.1"]


def test_backoff_is_spread_between_half_and_whole(clock: FakeClock) -> None:
    for share, factor in ((0.0, 0.5), (1.0, 1.0)):
        clock.share = share
        assert [backoff(clock, attempt) for attempt in (1, 3, 6, 5000)] == [
            2 * factor,
            8 * factor,
            60 * factor,
            60 * factor,
        ]


async def test_retry_after_is_honoured(house: House) -> None:
    house.messenger.answers.append(Retry("too many", after=7.5))
    await house.put(notice("a"))
    relay = house.relay()
    assert await turn(relay) == 30.0
    assert await turn(relay) == pytest.approx(7.5)
    house.clock.advance(7.4)
    await turn(relay)
    assert len(house.messenger.calls) == 1
    house.clock.advance(0.1)
    await turn(relay)
    assert house.messenger.texts == ["a.1", "a.1"]


async def test_dead_is_parked_and_the_operator_is_told(house: House) -> None:
    house.messenger.answers.append(Dead("no such room"))
    await house.put(notice("a", title="Weekly plan"), notice("b"))
    await send_all(house, house.relay(), 60)
    parked, sent, told = await house.outbox()
    assert (parked["state"], parked["why"], sent["state"]) == ("dead", "no such room", "sent")
    assert (told["kind"], told["subject"], told["address"]) == (
        "operator_send_dead",
        str(parked["id"]),
        f"fake:{OPERATOR}",
    )
    assert "Weekly plan" in house.messenger.texts[-1]
    assert "fake:dm:ann" in house.messenger.texts[-1]


async def test_a_dead_report_is_not_reported(house: House) -> None:
    house.messenger.answers.extend([Dead("gone"), Dead("gone")])
    await house.put(notice("a"))
    await send_all(house, house.relay(), 60)
    assert [row["kind"] for row in await house.outbox()] == ["reply", "operator_send_dead"]


async def test_gives_up_after_a_day(house: House) -> None:
    house.poll = 3600.0
    house.messenger.answers.extend([Retry("not now", after=3600)] * 50)
    await house.put(notice("a"))
    await send_all(house, house.relay(), GIVE_UP_AFTER.total_seconds() + 3600)
    row = (await house.outbox())[0]
    assert row["state"] == "dead"
    assert "not now" in row["why"]
    tries = [call for call in house.messenger.calls if call.text == "a.1"]
    assert tries[-1].at - tries[0].at == GIVE_UP_AFTER


async def test_a_newer_version_edits_the_message_sent_before(house: House) -> None:
    relay = house.relay()
    await house.put(notice("a"))
    await turn(relay)
    await house.put(notice("a", 2))
    await turn(relay)
    assert [(call.way, call.text, call.key) for call in house.messenger.calls] == [
        ("send", "a.1", "outbox-1"),
        ("edit", "a.2", "m1"),
    ]


async def test_versions_that_wait_become_one(house: House) -> None:
    await house.put(notice("a"), notice("b"), notice("a", 2), notice("a", 3))
    await send_all(house, house.relay(), 60)
    assert house.messenger.texts == ["a.3", "b.1"]
    assert await house.states() == {"a.1": "folded", "b.1": "sent", "a.2": "folded", "a.3": "sent"}


async def test_nothing_overtakes_a_newer_version_under_way(house: House) -> None:
    release = asyncio.Event()
    house.messenger.meanwhile = release.wait  # type: ignore[assignment]
    await house.put(notice("a"), notice("b"), notice("a", 2))
    relay = house.relay()
    await relay._turn()
    await relay._turn()
    await asyncio.sleep(0)
    assert house.messenger.texts == ["a.2"]
    release.set()
    await turn(relay)


async def test_not_editable_gets_one_follow_up_which_is_edited_next(house: House) -> None:
    relay = house.relay()
    await house.put(notice("a"))
    await turn(relay)
    house.messenger.answers.append(NotEditable("too old"))
    await house.put(notice("a", 2))
    await turn(relay)
    await house.put(notice("a", 3))
    await turn(relay)
    assert [(call.way, call.text) for call in house.messenger.calls] == [
        ("send", "a.1"),
        ("edit", "a.2"),
        ("send", "a.2"),
        ("edit", "a.3"),
    ]
    assert house.messenger.calls[-1].key == "m3"


async def test_what_waits_for_others_does_not_crowd_us_out(house: House) -> None:
    for number in range(70):
        await house.put(notice(f"x{number}"), to=Address("elsewhere", f"r{number}"))
    await house.put(notice("a"))
    await turn(house.relay())
    assert house.messenger.texts == ["a.1"]


@pytest.mark.usefixtures("_quiet")
async def test_waits_while_the_database_is_in_trouble(house: House) -> None:
    await house.put(notice("a"))
    relay = house.relay()
    house.store.troubles = 2
    assert [await turn(relay), await turn(relay)] == [1.0, 1.0]
    await turn(relay)
    assert house.messenger.texts == ["a.1"]


async def test_never_more_than_the_rate(house: House) -> None:
    house.messenger.rate = Pace(interval=2.0, burst=3)
    await house.put(*(notice(f"n{number}") for number in range(20)))
    start = house.clock.now()
    await send_all(house, house.relay(), 120)
    assert house.messenger.texts == [f"n{number}.1" for number in range(20)]
    times = [(call.at - start).total_seconds() for call in house.messenger.calls]
    for width in (0.5, 2, 5, 10):
        most = max(sum(begin <= at < begin + width for at in times) for begin in times)
        assert most <= 3 + width / 2.0
    assert times[-1] == pytest.approx(2.0 * (20 - 3), abs=0.1)


async def test_a_burst_is_folded_urgent_first_and_nothing_is_dropped(house: House) -> None:
    house.messenger.rate = Pace(interval=10.0, burst=2)
    await house.put(notice("reply"), *(alert(f"a{n}") for n in range(5)), alert("hot", Urgency.HIGH))
    await send_all(house, house.relay(), 300)
    reply, folded = house.messenger.texts
    assert reply == "reply.1"
    lines = folded.split("\n")
    assert lines == ["· alert hot · 01:00", *(f"· alert a{n} · 01:00" for n in range(4, -1, -1))]
    states = await house.states()
    assert {state for name, state in states.items() if name.startswith(("a", "hot"))} == {"folded"}
    assert (await house.outbox())[-1]["urgency"] == Urgency.HIGH


async def test_a_list_leads_to_its_notices_by_short_links(house: House) -> None:
    house.messenger.rate = Pace(interval=10.0, burst=2)
    await house.put(*(alert(f"a{n}") for n in range(3)))
    relay = Relay(
        house.store,
        house.clock,
        house.messengers,
        house.telling,
        "house",
        30.0,
        lambda _: lambda row: f"https://d/{row}",
    )
    await send_all(house, relay, 60)
    (folded,) = house.messenger.texts
    assert [line.rpartition(" ")[2] for line in folded.split("\n")] == ["https://d/3", "https://d/2", "https://d/1"]


async def test_a_list_that_is_tried_again_is_not_overtaken(house: House) -> None:
    house.messenger.rate = Pace(interval=1.0, burst=2)
    house.messenger.answers.append(Retry("not now", after=5))
    await house.put(*(alert(f"a{n}") for n in range(3)), notice("later"))
    await send_all(house, house.relay(), 60)
    first, again, later = house.messenger.texts
    assert (first, later) == (again, "later.1")


async def test_a_few_alerts_within_the_rate_are_not_folded(house: House) -> None:
    house.messenger.rate = Pace(interval=10.0, burst=3)
    await house.put(*(alert(f"a{n}") for n in range(3)))
    await send_all(house, house.relay(), 60)
    assert house.messenger.texts == ["a0.1", "a1.1", "a2.1"]


async def test_stop_finishes_what_is_under_way_and_begins_nothing(house: House) -> None:
    release = asyncio.Event()
    house.messenger.meanwhile = release.wait  # type: ignore[assignment]
    await house.put(notice("a"), notice("b"))
    relay = house.relay()
    running = asyncio.create_task(relay.run())
    await until(lambda: bool(house.messenger.calls))
    stopping = asyncio.create_task(relay.stop())
    await asyncio.sleep(0)
    release.set()
    await stopping
    await running
    assert await house.states() == {"a.1": "sent", "b.1": "waiting"}
    assert not relay.busy


async def test_stop_in_the_middle_of_a_claim_leaves_nothing_in_doubt(house: House) -> None:
    await house.put(*(notice(f"n{number}") for number in range(3)))
    for _ in range(3):
        relay = house.relay()
        running = asyncio.create_task(relay.run())
        await asyncio.sleep(0)
        await relay.stop()
        await running
        assert "sending" not in (await house.states()).values()


async def test_a_ring_wakes_the_loop(house: House) -> None:
    relay = house.relay()
    running = asyncio.create_task(relay.run())
    await asyncio.sleep(0.01)
    await house.put(notice("a"))
    relay.wake.set()
    await until(lambda: bool(house.messenger.calls))
    await relay.stop()
    await running
    assert house.messenger.texts == ["a.1"]


async def test_sends_to_one_person_keep_their_thread(house: House) -> None:
    await house.put(notice("a"), to=replace(TO_ANN, thread="t1"))
    await house.put(notice("b"), to=TO_ANN)
    await send_all(house, house.relay(), 60)
    assert house.messenger.texts == ["a.1", "b.1"]
