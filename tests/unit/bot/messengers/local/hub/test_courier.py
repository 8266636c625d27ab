from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.local.hub.courier import LONGEST_PAUSE, pause_before
from bot.messengers.local.hub.errors import UnknownMessage
from bot.messengers.local.hub.model import Pressed, Said
from tests.unit.bot.messengers.local.hub.stage import SETTINGS, make_hub, receiving, stage, until_state

PAYLOAD = {"text": "好", "card": None, "choices": [{"label": "认领", "action": "claim", "args": {}}]}


async def test_events_arrive_signed_and_in_order() -> None:
    async with stage() as (hub, _, receiver):
        for number in range(20):
            hub.people.say("li-lei", "east", Said(f"c{number}", f"{number}"))
        events = await receiver.wait_for(20)
        assert [event["text"] for event in events] == [str(number) for number in range(20)]
        assert all(receiver.genuine)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_trouble_is_tried_again_as_the_same_event(status: int) -> None:
    async with stage() as (hub, _, receiver):
        receiver.answers = [(status, {}, {}), (status, {}, {"Retry-After": "1"})]
        message = hub.people.say("li-lei", "east", Said("c1", "hello"))
        hub.people.say("li-lei", "east", Said("c2", "next"))
        events = await receiver.wait_for(4)
        assert [event["text"] for event in events] == ["hello", "hello", "hello", "next"]
        assert len({event["event_id"] for event in events[:3]}) == 1
        await until_state(hub, message.message_id, "delivered")


async def test_a_refusal_fails_with_the_receivers_words_and_can_be_sent_again() -> None:
    async with stage() as (hub, _, receiver):
        words = {"zh": "不认识你。", "en": "Unknown person."}
        receiver.answers = [(403, {"error": words}, {})]
        message = hub.people.say("li-lei", "east", Said("c1", "hello"))
        await until_state(hub, message.message_id, "failed")
        assert hub.ledger.log.get(message.message_id).reason == words
        hub.people.try_again("li-lei", "east", message.message_id)
        await until_state(hub, message.message_id, "delivered")
        assert len({event["event_id"] for event in receiver.events}) == 1


@pytest.mark.parametrize("answer", [{}, [], "no", {"error": 3}, {"error": {"zh": "只有中文"}}])
async def test_a_refusal_without_words_still_says_something(answer: object) -> None:
    async with stage() as (hub, _, receiver):
        receiver.answers = [(400, answer, {})]
        message = hub.people.say("li-lei", "east", Said("c1", "hello"))
        await until_state(hub, message.message_id, "failed")
        assert hub.ledger.log.get(message.message_id).reason == {
            "zh": "机器人不接受这条消息。",
            "en": "The bot refused this message.",
        }


async def test_a_receiver_that_never_answers_fails_in_the_end() -> None:
    hub = make_hub()
    await hub.start()
    message = hub.people.say("li-lei", "east", Said("c1", "hello"))
    await until_state(hub, message.message_id, "failed")
    await hub.stop()
    reason = hub.ledger.log.get(message.message_id).reason
    assert reason is not None
    assert "not delivered" in reason["en"]


async def test_what_was_not_delivered_goes_out_after_a_restart(tmp_path: Path) -> None:
    settings = replace(SETTINGS, journal=tmp_path / "journal.jsonl")
    said = make_hub(settings).people.say("li-lei", "east", Said("c1", "hello"))
    async with receiving() as (receiver, url):
        hub = make_hub(replace(settings, receiver_url=url), first_id=100)
        await hub.start()
        await until_state(hub, said.message_id, "delivered")
        await hub.stop()
        assert [event["text"] for event in receiver.events] == ["hello"]
    assert make_hub(settings).ledger.under_way() == []


async def test_a_failed_press_is_not_a_failed_message() -> None:
    async with stage() as (hub, _, receiver):
        receiver.answers = [(400, {}, {})]
        message_id = hub.post("east", PAYLOAD, "k1")
        hub.people.press("li-lei", "east", Pressed("p1", message_id, "claim", {}, 1))
        hub.people.say("li-lei", "east", Said("c1", "next"))
        await receiver.wait_for(2)
        assert hub.ledger.log.get(message_id).state == ""
        with pytest.raises(UnknownMessage):
            hub.people.try_again("li-lei", "east", message_id)


@given(attempt=st.integers(0, 10_000), asked=st.none() | st.floats(0, 1e9))
def test_pauses_are_never_endless_and_never_none(attempt: int, asked: float | None) -> None:
    assert 0 < pause_before(attempt, asked) <= LONGEST_PAUSE
    assert pause_before(attempt, None) <= pause_before(attempt + 1, None)
