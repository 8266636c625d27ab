"""The relay's statements: what leaves next for an address, at which rate, and who settles it."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.bursts import MOST_FOLDED
from bot.messengers.base import Pace, Sent
from bot.sends import (
    LEASE,
    Delivery,
    Paces,
    adopt_strays,
    settle_parked,
    settle_part,
    settle_sent,
    settle_waiting,
    take_due,
)
from knowledge.store.store import Store
from knowledge.store.tables import outbox, receipts
from knowledge.store.unit import Unit
from notifiers.notice import Address, Notice, Urgency
from notifiers.outbox import put
from tests.contract.store.samples import rows
from tests.patience import LONG_ENOUGH
from tests.stores import START, Hand, opened

FREE: Paces = {"local": lambda _: Pace()}
SLOW: Paces = {"local": lambda _: Pace(interval=2, burst=3)}
EAST, WEST = Address("local", "east"), Address("local", "west")


def notice(subject: str, version: int = 1, kind: str = "reply", **parts: Any) -> Notice:  # noqa: ANN401
    return Notice(kind=kind, subject=subject, version=version, lang="zh", text=f"{subject} v{version}", **parts)


def alert(subject: str, version: int = 1, urgency: Urgency = Urgency.NORMAL) -> Notice:
    return notice(subject, version, "hot_lead", title=f"热线索 {subject}", foldable=True, urgency=urgency)


def settled(subject: str) -> Notice:
    return notice(subject, 2, "hot_lead", title=f"热线索 {subject}", settled="李雷已认领")


async def tell(store: Store, *notices: Notice, to: Address = EAST) -> None:
    def work(unit: Unit) -> None:
        for one in notices:
            put(unit, one, to)

    await store.write(work)


async def due(store: Store, limits: Paces = FREE, me: str = "me") -> tuple[list[Delivery], datetime | None]:
    return await store.write(lambda unit: take_due(unit, me, limits))


async def taken(store: Store, limits: Paces = FREE, me: str = "me") -> list[Delivery]:
    return (await due(store, limits, me))[0]


async def sent(store: Store, delivery: Delivery, me: str = "me", **receipt: object) -> None:
    await store.write(lambda unit: settle_sent(unit, me, delivery, Sent(receipt)))


async def drain(store: Store, limits: Paces = FREE) -> list[str]:
    """Send all that may leave now; the texts in the order in which they left."""
    said: list[str] = []
    while found := await taken(store, limits):
        for delivery in found:
            said.append(delivery.notice.text)
            await sent(store, delivery)
    return said


async def states(store: Store) -> list[tuple[str, str | None]]:
    return [(row["state"], row["why"]) for row in await rows(store, outbox)]


async def test_a_notice_leaves_once_and_whole(any_store: Store) -> None:
    one = notice("q1", title="谁负责华东光伏？")
    await tell(any_store, one)
    await tell(any_store, one)
    (delivery,) = await taken(any_store)
    assert (delivery.notice, delivery.address, delivery.attempt) == (one, EAST, 1)
    assert (delivery.receipt, delivery.created_at, delivery.key) == (None, START, f"outbox-{delivery.row_id}")
    assert await taken(any_store) == []
    await sent(any_store, delivery, ts="1.1")
    assert await states(any_store) == [("sent", None)]
    assert [row["receipt"] for row in await rows(any_store, receipts)] == [{"ts": "1.1"}]


async def test_it_is_marked_as_being_sent_before_it_leaves(any_store: Store, hand: Hand) -> None:
    await tell(any_store, notice("q1"))
    await taken(any_store)
    (row,) = await rows(any_store, outbox)
    assert (row["state"], row["owner"], row["attempts"]) == ("sending", "me", 1)
    assert row["lease_until"] == hand.time + LEASE


async def test_one_at_a_time_to_an_address_and_addresses_side_by_side(any_store: Store) -> None:
    await tell(any_store, notice("e1"), notice("e2"))
    await tell(any_store, notice("w1"), to=WEST)
    first = await taken(any_store)
    assert [one.notice.subject for one in first] == ["e1", "w1"]
    assert await taken(any_store) == []
    await sent(any_store, first[0])
    assert [one.notice.subject for one in await taken(any_store)] == ["e2"]


async def test_an_address_keeps_its_order(any_store: Store) -> None:
    subjects = [f"n{number}" for number in range(9)]
    for subject in subjects:
        await tell(any_store, notice(subject))
    assert await drain(any_store) == [f"{subject} v1" for subject in subjects]


async def test_a_send_that_is_tried_again_keeps_its_place(any_store: Store, hand: Hand) -> None:
    await tell(any_store, notice("e1"), notice("e2"))
    (first,) = await taken(any_store)
    again_at = hand.time + timedelta(seconds=30)
    await any_store.write(lambda unit: settle_waiting(unit, "me", first, "429", again_at))
    assert await due(any_store) == ([], again_at)
    hand.forward(seconds=30)
    (second,) = await taken(any_store)
    assert (second.row_id, second.attempt) == (first.row_id, 2)
    await sent(any_store, second)
    assert [one.notice.subject for one in await taken(any_store)] == ["e2"]


async def test_a_parked_send_lets_the_next_one_go(any_store: Store) -> None:
    await tell(any_store, notice("e1"), notice("e2"))
    (first,) = await taken(any_store)
    assert await any_store.write(lambda unit: settle_parked(unit, "me", first, "dead", "no such room"))
    assert not await any_store.write(lambda unit: settle_parked(unit, "me", first, "dead", "again"))
    assert [one.notice.subject for one in await taken(any_store)] == ["e2"]
    assert (await states(any_store))[0] == ("dead", "no such room")


async def test_the_next_version_edits_what_was_sent(any_store: Store) -> None:
    await tell(any_store, alert("lead 1"))
    (first,) = await taken(any_store)
    await sent(any_store, first, ts="1.1")
    await tell(any_store, alert("lead 1", version=2))
    (second,) = await taken(any_store)
    assert (second.notice.version, second.receipt) == (2, {"ts": "1.1"})
    await sent(any_store, second, ts="1.1")
    assert [row["version"] for row in await rows(any_store, receipts)] == [2]


async def test_another_address_has_its_own_receipt(any_store: Store) -> None:
    await tell(any_store, alert("lead 1"))
    await sent(any_store, (await taken(any_store))[0], ts="1.1")
    await tell(any_store, alert("lead 1"), to=WEST)
    assert [one.receipt for one in await taken(any_store)] == [None]


async def test_an_older_version_gives_way_to_the_newest(any_store: Store) -> None:
    await tell(any_store, alert("lead 1"), notice("e2"), alert("lead 1", version=2), alert("lead 1", version=3))
    (first,) = await taken(any_store)
    assert first.notice.version == 3
    await sent(any_store, first)
    assert await drain(any_store) == ["e2 v1"]
    folded = f"in {first.row_id}: newer_version"
    assert await states(any_store) == [("folded", folded), ("sent", None), ("folded", folded), ("sent", None)]


async def test_a_newer_version_holds_the_address_too(any_store: Store) -> None:
    await tell(any_store, alert("lead 1"), notice("e2"), alert("lead 1", version=2))
    assert [one.notice.version for one in await taken(any_store)] == [2]
    assert await taken(any_store) == []


async def test_a_bundle_holds_the_address_too(any_store: Store) -> None:
    await tell(any_store, *(alert(f"lead {number}") for number in range(4)), notice("e5"))
    assert [one.notice.kind for one in await taken(any_store, SLOW)] == ["folded"]
    assert await taken(any_store, SLOW) == []


async def test_a_burst_becomes_one_list_with_the_urgent_first(any_store: Store) -> None:
    await tell(any_store, alert("lead 9", urgency=Urgency.HIGH), *(alert(f"lead {number}") for number in range(5)))
    await tell(any_store, notice("an answer"))
    (bundle,) = await taken(any_store, SLOW)
    lines = bundle.notice.text.splitlines()
    assert (bundle.notice.kind, bundle.receipt, bundle.attempt) == ("folded", None, 1)
    assert [line.split()[3] for line in lines] == ["9", "4", "3", "2", "1", "0"]
    await sent(any_store, bundle)
    folded = ("folded", f"in {bundle.row_id}: burst")
    assert await states(any_store) == [*[folded] * 6, ("waiting", None), ("sent", None)]
    assert await drain(any_store, SLOW) == ["an answer v1"]


async def test_a_bundle_tells_only_the_newest_version(any_store: Store) -> None:
    await tell(any_store, *(alert(f"lead {number}") for number in range(4)), alert("lead 0", version=2))
    (bundle,) = await taken(any_store, SLOW)
    assert bundle.notice.text.count("lead 0") == 1
    reasons = [row["why"] for row in await rows(any_store, outbox)][:5]
    assert reasons == [f"in {bundle.row_id}: newer_version", *[f"in {bundle.row_id}: burst"] * 4]


async def test_the_follow_up_of_a_folded_one_may_be_folded_too(any_store: Store) -> None:
    await tell(any_store, *(alert(f"lead {number}") for number in range(4)))
    await drain(any_store, SLOW)
    await tell(any_store, *(settled(f"lead {number}") for number in range(4)))
    (bundle,) = await taken(any_store, SLOW)
    assert bundle.notice.kind == "folded"
    assert bundle.notice.text.count("李雷已认领") == 4


async def test_the_follow_up_of_a_message_changes_that_message(any_store: Store) -> None:
    await tell(any_store, *(alert(f"lead {number}") for number in range(4)))
    await drain(any_store)
    await tell(any_store, *(settled(f"lead {number}") for number in range(4)))
    (delivery,) = await taken(any_store, SLOW)
    assert (delivery.notice.subject, delivery.receipt) == ("lead 0", {})


async def test_a_settled_one_alone_goes_as_a_message_of_its_own(any_store: Store) -> None:
    await tell(any_store, *(alert(f"lead {number}") for number in range(4)))
    await drain(any_store, SLOW)
    await tell(any_store, settled("lead 0"))
    (delivery,) = await taken(any_store, SLOW)
    assert (delivery.notice.settled, delivery.receipt) == ("李雷已认领", None)


async def test_a_reply_among_alerts_keeps_its_place_and_the_alerts_become_one_list(any_store: Store) -> None:
    await tell(any_store, notice("an answer"), *(alert(f"lead {number}") for number in range(4)))
    assert [text.split(" ")[0] for text in await drain(any_store, SLOW)] == ["an", "·"]


async def test_a_list_in_two_messages_is_not_torn_apart(any_store: Store) -> None:
    await tell(any_store, *(alert(f"lead {number}") for number in range(4)), notice("an answer"))
    (bundle,) = await taken(any_store, SLOW)
    await any_store.write(lambda unit: settle_part(unit, "me", bundle))
    (rest,) = await taken(any_store, SLOW)
    assert (rest.row_id, rest.part) == (bundle.row_id, 1)
    await sent(any_store, rest)
    assert await drain(any_store, SLOW) == ["an answer v1"]


async def test_one_unit_folds_a_bounded_number_the_urgent_first(any_store: Store) -> None:
    await tell(any_store, *(alert(f"lead {number}") for number in range(MOST_FOLDED + 100)))
    await tell(any_store, alert("the urgent one", urgency=Urgency.HIGH))
    (first,) = await taken(any_store, SLOW)
    assert first.notice.title == f"{MOST_FOLDED} 条提醒，合并成一条"
    assert "the urgent one" in first.notice.text.splitlines()[0]
    await sent(any_store, first)
    (second,) = await taken(any_store, SLOW)
    assert second.notice.title == "101 条提醒，合并成一条"


async def test_an_older_version_beyond_the_list_is_not_told_after_its_newer_one(any_store: Store) -> None:
    await tell(any_store, *(alert(f"lead {number}") for number in range(MOST_FOLDED)), alert("last"))
    await tell(any_store, alert("last", version=2, urgency=Urgency.HIGH))
    (bundle,) = await taken(any_store, SLOW)
    assert "last" in bundle.notice.text.splitlines()[0]
    (older,) = [row for row in await rows(any_store, outbox) if (row["subject"], row["version"]) == ("last", 1)]
    assert (older["state"], older["why"]) == ("folded", f"in {bundle.row_id}: newer_version")


async def test_what_one_unit_leaves_is_due_at_once(any_store: Store, hand: Hand) -> None:
    for address in (EAST, WEST):
        await tell(
            any_store, *(alert(f"{address.room_id} {number}") for number in range(MOST_FOLDED // 2 + 1)), to=address
        )
    first, soonest = await due(any_store, SLOW)
    assert ([one.address for one in first], soonest) == ([EAST], hand.time)
    assert [one.address for one in await taken(any_store, SLOW)] == [WEST]


async def test_what_the_rate_allows_is_not_folded(any_store: Store) -> None:
    await tell(any_store, *(alert(f"lead {number}") for number in range(3)))
    assert await drain(any_store, SLOW) == [f"lead {number} v1" for number in range(3)]


async def test_the_rate_of_an_address_is_kept(any_store: Store, hand: Hand) -> None:
    """GCRA: three at once, then one every two seconds; never more than burst + window / interval in any window."""
    for number in range(12):
        await tell(any_store, notice(f"n{number}"))
    left: list[float] = []
    for tick in range(200):
        hand.time = START + timedelta(seconds=tick / 10)
        left += [tick / 10] * len(await drain(any_store, SLOW))
    assert left[:3] == [0, 0, 0]
    assert len(left) == 12
    assert [round(later - sooner, 1) for sooner, later in pairwise(left[2:])] == [2.0] * 9


async def test_who_must_wait_for_the_rate_says_until_when(any_store: Store, hand: Hand) -> None:
    await tell(any_store, *(notice(f"n{number}") for number in range(4)))
    await drain(any_store, SLOW)
    found, soonest = await due(any_store, SLOW)
    assert found == []
    assert soonest is not None
    assert abs(soonest - (START + timedelta(seconds=2))) < timedelta(milliseconds=1)
    hand.time = soonest + timedelta(milliseconds=1)
    assert await drain(any_store, SLOW) == ["n3 v1"]


async def test_after_a_pause_the_whole_burst_is_free_again(any_store: Store, hand: Hand) -> None:
    for day in range(2):
        await tell(any_store, *(notice(f"day {day} {number}") for number in range(3)))
        assert len(await drain(any_store, SLOW)) == 3
        hand.forward(seconds=6)


async def test_one_address_does_not_pay_for_another(any_store: Store) -> None:
    await tell(any_store, *(notice(f"e{number}") for number in range(4)))
    await drain(any_store, SLOW)
    await tell(any_store, notice("w1"), to=WEST)
    assert await drain(any_store, SLOW) == ["w1 v1"]


async def test_a_messenger_that_is_not_here_keeps_its_rows(any_store: Store) -> None:
    await tell(any_store, notice("s1"), to=Address("slack", "C1"))
    await tell(any_store, notice("e1"))
    assert await drain(any_store) == ["e1 v1"]
    assert await states(any_store) == [("waiting", None), ("sent", None)]


async def test_the_thread_of_a_reply_survives(any_store: Store) -> None:
    await tell(any_store, notice("q1"), to=Address("local", "east", "T7"))
    assert [one.address for one in await taken(any_store)] == [Address("local", "east", "T7")]


async def test_alone_on_a_database_every_stray_is_adopted(any_store: Store) -> None:
    await tell(any_store, notice("e1"), notice("e2"))
    (lost,) = await taken(any_store, me="the process before")
    (stray,) = await any_store.write(lambda unit: adopt_strays(unit, "me", alone=True))
    assert (stray.row_id, stray.attempt, stray.notice) == (lost.row_id, 1, lost.notice)
    await sent(any_store, stray)
    assert await drain(any_store) == ["e2 v1"]


async def test_beside_others_only_lapsed_strays_are_adopted(any_store: Store, hand: Hand) -> None:
    await tell(any_store, notice("e1"))
    await taken(any_store, me="other")
    assert await any_store.write(lambda unit: adopt_strays(unit, "me", alone=False)) == []
    hand.time += LEASE + timedelta(seconds=1)
    assert len(await any_store.write(lambda unit: adopt_strays(unit, "me", alone=False))) == 1
    assert await any_store.write(lambda unit: adopt_strays(unit, "third", alone=False)) == []


async def test_whoever_lost_a_send_settles_nothing(any_store: Store, hand: Hand) -> None:
    await tell(any_store, notice("e1"))
    (mine,) = await taken(any_store, me="slow")
    hand.time += LEASE + timedelta(seconds=1)
    (theirs,) = await any_store.write(lambda unit: adopt_strays(unit, "quick", alone=False))
    await sent(any_store, mine, me="slow", ts="slow")
    assert not await any_store.write(lambda unit: settle_parked(unit, "slow", mine, "dead", "slow"))
    assert [row["receipt"] for row in await rows(any_store, receipts)] == []
    await sent(any_store, theirs, me="quick", ts="quick")
    assert [row["receipt"] for row in await rows(any_store, receipts)] == [{"ts": "quick"}]


@pytest.mark.postgres
async def test_replicas_send_nothing_twice_and_keep_the_order(postgres_url: str, hand: Hand) -> None:
    async with opened(postgres_url, hand) as one, opened(postgres_url, hand) as other:
        addresses = [Address("local", f"room {number}") for number in range(5)]
        for number in range(8):
            for address in addresses:
                await tell(one, notice(f"{address.room_id} {number}"), to=address)
        left: dict[str, list[str]] = {address.room_id: [] for address in addresses}

        async def replica(store: Store, me: str) -> None:
            while sum(map(len, left.values())) < 40:
                for delivery in await taken(store, me=me):
                    left[delivery.address.room_id].append(delivery.notice.subject)
                    await sent(store, delivery, me=me)

        await asyncio.wait_for(asyncio.gather(replica(one, "one"), replica(other, "other")), LONG_ENOUGH)
    assert left == {room: [f"{room} {number}" for number in range(8)] for room in left}
