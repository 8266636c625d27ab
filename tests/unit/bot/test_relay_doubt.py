"""Sends of which nobody knows whether they arrived: asked for, sent again or reported, as the notice says."""

import asyncio
from dataclasses import replace

import pytest

from bot import relay as relay_module
from bot.messengers.base import NotEditable, Retry, Sent
from bot.sends import LEASE, take_due
from notifiers.notice import Address
from tests.unit.bot.fakes import FakeMessenger, group_notice, notice
from tests.unit.bot.house import OPERATOR, TO_BOB, House, send_all, turn


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay_module, "SEND_SECONDS", 0.01)


async def hang() -> None:
    await asyncio.Event().wait()


@pytest.mark.usefixtures("_impatient")
async def test_no_answer_in_time_is_resent_or_reported_as_the_notice_says(house: House) -> None:
    await house.put(notice("a"))
    await house.put(group_notice("b"), to=TO_BOB)
    relay = house.relay()
    house.messenger.meanwhile = hang
    await turn(relay)
    house.messenger.meanwhile = None
    await send_all(house, relay, 60)
    assert house.messenger.texts.count("a.1") == 2
    assert house.messenger.texts.count("b.1") == 1
    assert (await house.states())["b.1"] == "unknown"
    assert [row["subject"] for row in await house.outbox() if row["kind"] == "operator_send_unknown"] == ["2"]


@pytest.mark.usefixtures("_impatient")
async def test_an_edit_without_an_answer_is_edited_again(house: House) -> None:
    relay = house.relay()
    await house.put(group_notice("a"))
    await turn(relay)
    await house.put(replace(group_notice("a"), version=2))
    house.messenger.meanwhile = hang
    await turn(relay)
    house.messenger.meanwhile = None
    await send_all(house, relay, 60)
    assert [call.way for call in house.messenger.calls] == ["send", "edit", "edit"]


@pytest.mark.usefixtures("_impatient")
async def test_a_follow_up_without_an_answer_is_in_doubt(house: House) -> None:
    relay = house.relay()
    await house.put(group_notice("a"))
    await turn(relay)
    await house.put(replace(group_notice("a"), version=2))
    house.messenger.answers.append(NotEditable("too old"))

    async def hang_on_send() -> None:
        if house.messenger.calls[-1].way == "send":
            await hang()

    house.messenger.meanwhile = hang_on_send
    await turn(relay)
    house.messenger.meanwhile = None
    await send_all(house, relay, 60)
    assert (await house.states())["a.2"] == "unknown"
    assert [call.way for call in house.messenger.calls[:3]] == ["send", "edit", "send"]


async def test_a_messenger_that_says_in_doubt_is_believed(house: House) -> None:
    house.messenger.answers.append(Retry("connection lost", in_doubt=True))
    await house.put(group_notice("a"))
    await turn(house.relay())
    assert (await house.states())["a.1"] == "unknown"


@pytest.mark.usefixtures("_quiet")
async def test_a_notice_that_cannot_be_rendered_is_parked(house: House) -> None:
    await house.put(notice("a", text="cannot be rendered"), notice("b"))
    await send_all(house, house.relay(), 60)
    assert (await house.states())["a.1"] == "dead"
    assert "b.1" in house.messenger.texts


async def left_in_doubt(house: House, *, by: str = "dead process") -> None:
    """Mark what is due as being sent, as a process does that dies then."""
    paces = {house.messenger.name: house.messenger.pace}
    await house.store.write(lambda unit: take_due(unit, by, paces))


async def test_a_stray_that_arrived_is_settled_and_edited_later(house: House) -> None:
    await house.put(notice("a"))
    await left_in_doubt(house)
    house.messenger.arrived["outbox-1"] = Sent({"message_id": "found"})
    relay = house.relay()
    await turn(relay)
    await house.put(notice("a", 2))
    await send_all(house, relay, 60)
    assert [(call.way, call.key) for call in house.messenger.calls] == [("edit", "found")]


async def test_a_stray_that_nobody_knows_of_goes_by_its_policy(house: House) -> None:
    await house.put(notice("a"), notice("later"))
    await house.put(group_notice("b"), to=TO_BOB)
    await left_in_doubt(house)
    await send_all(house, house.relay(), 60)
    assert [text for text in house.messenger.texts if text in ("a.1", "later.1")] == ["a.1", "later.1"]
    assert "b.1" not in house.messenger.texts
    assert (await house.states())["b.1"] == "unknown"
    assert any(call.room == OPERATOR and "fake:dm:bob" in call.text for call in house.messenger.calls)


async def test_a_stray_edit_is_done_again_and_a_stray_follow_up_is_in_doubt(house: House) -> None:
    relay = house.relay()
    await house.put(group_notice("a"))
    await house.put(group_notice("b"), to=TO_BOB)
    await turn(relay)
    await house.put(replace(group_notice("a"), version=2))
    await left_in_doubt(house)
    await turn(house.relay())
    assert (await house.states())["a.2"] == "sent"
    await house.put(replace(group_notice("b"), version=2), to=TO_BOB)
    await left_in_doubt(house)
    house.messenger.answers.append(NotEditable("a robot cannot"))
    await turn(house.relay())
    assert (await house.states())["b.2"] == "unknown"


async def test_strays_of_a_messenger_that_is_not_open_here_are_left(house: House) -> None:
    elsewhere = FakeMessenger(house.clock.now, name="elsewhere")
    await house.put(group_notice("a"), to=Address("elsewhere", "r"))
    await house.store.write(lambda unit: take_due(unit, "dead process", {"elsewhere": elsewhere.pace}))
    await turn(house.relay())
    assert await house.states() == {"a.1": "sending"}
    house.others, house.me = {"elsewhere": elsewhere}, "house again"
    elsewhere.arrived["outbox-1"] = Sent({"message_id": "found"})
    await turn(house.relay())
    assert await house.states() == {"a.1": "sent"}


async def test_a_result_that_cannot_be_kept_is_kept_later(house: House) -> None:
    house.clock.hasty = True
    await house.put(notice("a"))
    relay = house.relay()
    await relay._turn()
    house.store.troubles = 5
    while relay._tasks:
        await asyncio.wait(set(relay._tasks))
    assert await house.states() == {"a.1": "sent"}
    assert house.messenger.texts == ["a.1"]


@pytest.mark.usefixtures("_quiet")
async def test_a_result_that_is_never_kept_leaves_the_send_in_doubt(house: House) -> None:
    await house.put(notice("a"))
    relay = house.relay()
    await relay._turn()
    house.store.troubles = 10_000
    await relay.stop()
    house.store.troubles = 0
    assert await house.states() == {"a.1": "sending"}
    house.clock.advance(LEASE.total_seconds() + 1)
    house.messenger.arrived["outbox-1"] = Sent({"message_id": "found"})
    await turn(house.relay())
    assert await house.states() == {"a.1": "sent"}
