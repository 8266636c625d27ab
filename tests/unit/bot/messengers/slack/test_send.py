"""What leaves, as people at Slack see it, and what comes of everything that can go wrong."""

from datetime import timedelta

import pytest

from bot.messengers.base import CannotTell, Dead, NotEditable, Repeatable, Retry, Sent
from notifiers.alerts.hot_lead import example
from notifiers.notice import Address, Choice, Notice
from tests.clocks import START
from tests.unit.bot.messengers.slack.bench import Bench
from tests.vendors.http.faults import Error, HalfBody, RateLimited, Status, TakenThenDropped

HELLO = Notice("reply", "s1", 1, "en", text="who owns it?")


async def test_a_card_arrives_with_its_buttons_and_unfolds_no_link(at: Bench) -> None:
    await at.sent(example("zh"))
    shown = at.slack.shown(at.room.id)
    assert "华东光伏（Wang Fang）" in shown
    assert "[我来跟进]" in shown
    (call,) = at.slack.journal.named("chat.postMessage")
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)
    assert call.headers["Authorization"].startswith("Bearer ")


async def test_a_person_is_written_to_by_their_id_and_the_receipt_names_the_conversation(at: Bench) -> None:
    receipt = await at.sent(HELLO, at.alone)
    assert receipt["channel"] == at.slack.dm(at.person.id).id
    assert "who owns it?" in at.slack.shown(at.person.id)
    assert isinstance(await at.messenger.edit(receipt, at.messenger.render(HELLO, "")[0]), Sent)


async def test_an_answer_stands_in_its_thread(at: Bench) -> None:
    said = await at.slack.says(at.person.id, at.room.id, "who owns Acme?")
    receipt = await at.sent(HELLO, Address("slack", at.room.id, said.ts))
    assert at.slack.message(at.room.id, str(receipt["ts"]))["thread_ts"] == said.ts


async def test_a_thread_that_is_gone_does_not_stop_the_answer(at: Bench) -> None:
    receipt = await at.sent(HELLO, Address("slack", at.room.id, "1.000001"))
    assert "thread_ts" not in at.slack.message(at.room.id, str(receipt["ts"]))


async def test_a_public_channel_is_joined_once_it_is_needed(at: Bench) -> None:
    room = at.slack.channel("west", [at.person], bot=False)
    await at.sent(HELLO, Address("slack", room.id))
    assert "who owns it?" in at.slack.shown(room.id)


async def test_where_the_bot_was_not_invited_it_says_what_to_do(at: Bench) -> None:
    at.slack.faults.next("conversations.join", Error("method_not_supported_for_channel_type"))
    room = at.slack.channel("west", [at.person], bot=False)
    assert await at.send(HELLO, Address("slack", room.id)) == Dead(
        "the bot is not in this channel; invite it there (not_in_channel)"
    )


async def test_a_layout_that_slack_does_not_show_goes_as_text_and_says_what_was_lost(at: Bench) -> None:
    at.slack.faults.next("chat.postMessage", Error("msg_blocks_too_long"))
    answer = await at.send(example("en"))
    assert isinstance(answer, Sent)
    assert "plain text (msg_blocks_too_long)" in answer.partly
    assert "East China Solar" in at.slack.shown(at.room.id)


async def test_a_refusal_with_a_remedy_that_does_not_help_ends(at: Bench) -> None:
    at.slack.faults.next("chat.postMessage", *[Error("invalid_blocks")] * 9)
    assert isinstance(await at.send(HELLO), Dead)
    assert len(at.slack.journal.named("chat.postMessage")) == 2


async def test_a_missing_permission_is_named(at: Bench) -> None:
    at.slack.workspaces["T1"].scopes.remove("chat:write")
    assert await at.send(HELLO) == Dead("the app lacks a permission: add the scope chat:write (missing_scope)")


async def test_slacks_own_pause_is_kept(at: Bench) -> None:
    at.slack.faults.next("chat.postMessage", RateLimited(30))
    assert await at.send(HELLO) == Retry("too much at once for Slack", 30.0)


async def test_a_burst_is_slowed_down_by_slack_itself(at: Bench) -> None:
    answers = [await at.send(HELLO, key=f"k{number}") for number in range(7)]
    assert [type(one) for one in answers] == [Sent] * 5 + [Retry] * 2


@pytest.mark.parametrize("fault", [HalfBody(), TakenThenDropped(), Status(502), Error("internal_error")])
async def test_without_a_clear_answer_it_is_in_doubt_and_posted_once(
    at: Bench, fault: HalfBody | TakenThenDropped | Status | Error
) -> None:
    at.slack.faults.next("chat.postMessage", fault)
    answer = await at.send(HELLO)
    assert isinstance(answer, Retry)
    assert answer.in_doubt
    assert len(at.slack.journal.named("chat.postMessage")) == 1
    taken = isinstance(fault, HalfBody | TakenThenDropped)
    assert isinstance(await at.messenger.find(at.here, "outbox-1", START), Sent if taken else Repeatable)


async def test_a_server_that_is_not_there_leaves_no_doubt(at: Bench) -> None:
    at.messenger._api._url = "http://127.0.0.1:9/api/"
    answer = await at.send(HELLO)
    assert isinstance(answer, Retry)
    assert not answer.in_doubt


async def test_a_send_is_found_in_a_thread_and_alone(at: Bench) -> None:
    said = await at.slack.says(at.person.id, at.room.id, "who owns Acme?")
    for number, to in enumerate([Address("slack", at.room.id, said.ts), at.alone]):
        receipt = await at.sent(HELLO, to, f"k{number}")
        assert await at.messenger.find(to, f"k{number}", START) == Sent(receipt)
        assert isinstance(await at.messenger.find(to, "another", START), Repeatable)


async def test_where_too_much_was_said_since_it_cannot_tell(at: Bench) -> None:
    await at.sent(HELLO, key="mine")
    for number in range(20):
        await at.slack.says(at.person.id, at.room.id, f"line {number}")
    assert isinstance(await at.messenger.find(at.here, "mine", START), CannotTell)
    assert isinstance(await at.messenger.find(at.here, "mine", START + timedelta(days=1)), Repeatable)


async def test_where_slack_does_not_show_the_conversation_it_cannot_tell(at: Bench) -> None:
    at.slack.faults.next("conversations.history", RateLimited(60))
    assert isinstance(await at.messenger.find(at.here, "mine", START), CannotTell)
    at.slack.faults.next("conversations.open", Error("missing_scope"))
    assert isinstance(await at.messenger.find(at.alone, "mine", START), CannotTell)


async def test_a_settled_card_loses_its_buttons_in_place(at: Bench) -> None:
    receipt = await at.sent(example("en"))
    from dataclasses import replace

    settled = replace(example("en"), version=2, settled="Claimed by Li Lei", choices=(Choice("Undo claim", "unclaim"),))
    answer = await at.messenger.edit(receipt, at.messenger.render(settled, at.room.id)[0])
    assert answer == Sent(receipt)
    shown = at.slack.shown(at.room.id)
    assert "Claimed by Li Lei" in shown
    assert "[Undo claim]" in shown
    assert "[Claim]" not in shown
    assert len(at.slack.messages(at.room.id)) == 1


@pytest.mark.parametrize("code", ["message_not_found", "edit_window_closed", "cant_update_message"])
async def test_what_slack_no_longer_changes_says_so(at: Bench, code: str) -> None:
    receipt = await at.sent(HELLO)
    at.slack.faults.next("chat.update", Error(code))
    answer = await at.messenger.edit(receipt, at.messenger.render(HELLO, "")[0])
    assert isinstance(answer, NotEditable)
    assert code in answer.why


async def test_an_edit_that_slack_does_not_show_goes_as_text(at: Bench) -> None:
    receipt = await at.sent(HELLO)
    at.slack.faults.next("chat.update", Error("invalid_blocks"))
    newer = Notice("reply", "s1", 2, "en", text="Li Lei owns it.")
    assert isinstance(await at.messenger.edit(receipt, at.messenger.render(newer, "")[0]), Sent)
    assert "Li Lei owns it." in at.slack.shown(at.room.id)


async def test_what_one_person_saw_and_forms_are_not_edited(at: Bench) -> None:
    payload = at.messenger.render(HELLO, "")[0]
    for receipt in ({"ephemeral": "yes"}, {"form": "1338.1"}, {"file": "F1", "channel": "C1"}):
        assert isinstance(await at.messenger.edit(receipt, payload), NotEditable)
