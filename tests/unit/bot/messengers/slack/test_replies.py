"""The shorter ways back: forms while the trigger lives, response URLs, home tabs; and forms from press to answer."""

from dataclasses import replace

import pytest

from bot.messengers.base import Dead, NotEditable, PathGone, Retry, Sent
from notifiers.notice import Choice, Field, Form, Notice, ReplyPath
from tests.contract.messengers.host import FakeHost
from tests.unit.bot.messengers.slack.bench import Bench
from tests.vendors.http.faults import Error, HalfBody, RateLimited, Status

FIELDS = (
    Field("reason", "Reason", (("student", "Student"), ("rival", "Competitor"))),
    Field("more", "More", required=False),
)
FORM = Form("Not a lead", "reject_lead", {"alert": "7"}, FIELDS, "Send")
ASKS = Notice("reply", "slack:T1:1", 1, "en", text="Why is it not a lead?", form=FORM, choices=(Choice("Other", "x"),))
CARD = Notice("hot_lead", "7", 3, "en", title="Acme", choices=(Choice("Not a lead", "reject_lead", {"alert": "7"}),))
SAYS = Notice("reply", "s1", 1, "en", text="Li Lei owns it.")


async def pressed(at: Bench) -> ReplyPath:
    """Somebody presses the button of a card; the way back."""
    await at.sent(CARD)
    await at.slack.press(at.person.id, at.room.id, "Not a lead")
    return at.message((await at.host.arrived())[-1]).reply


async def asked_in_a_form(at: Bench) -> None:
    answer = await at.send(ASKS, path=await pressed(at))
    assert isinstance(answer, Sent)


async def test_a_press_comes_with_what_its_button_carries(at: Bench) -> None:
    await pressed(at)
    message = at.message(at.host.taken[-1])
    assert message.press is not None
    assert (message.press.action, message.press.args) == ("reject_lead", {"alert": "7"})
    assert (message.press.kind, message.press.subject, message.press.version) == ("hot_lead", "7", 3)
    assert message.message_id == at.slack.messages(at.room.id)[0]["ts"]


async def test_a_question_opens_as_a_form_while_the_trigger_lives(at: Bench) -> None:
    await asked_in_a_form(at)
    shown = at.slack.shown_view(at.person.id)
    assert "Why is it not a lead?" in shown
    assert "(Competitor)" in shown
    assert len(at.slack.messages(at.room.id)) == 1


async def test_a_form_cannot_be_edited_later(at: Bench) -> None:
    answer = await at.send(ASKS, path=await pressed(at))
    assert isinstance(answer, Sent)
    assert isinstance(await at.messenger.edit(answer.receipt, at.messenger.render(SAYS, "")[0]), NotEditable)


@pytest.mark.parametrize("code", ["expired_trigger_id", "exchanged_trigger_id", "view_too_large"])
async def test_a_form_that_does_not_open_leaves_the_question_to_the_room(at: Bench, code: str) -> None:
    path = await pressed(at)
    at.slack.faults.next("views.open", Error(code))
    assert isinstance(await at.send(ASKS, path=path), PathGone)


async def test_a_trigger_that_is_really_too_old_is_gone(at: Bench) -> None:
    path = await pressed(at)
    at.clock.advance(4)
    assert isinstance(await at.send(ASKS, path=path), PathGone)


async def test_an_answer_without_a_form_goes_to_the_room_as_always(at: Bench) -> None:
    assert isinstance(await at.send(SAYS, path=await pressed(at)), Sent)
    assert "Li Lei owns it." in at.slack.shown(at.room.id)


async def test_a_form_that_remembers_too_much_leaves_the_question_to_the_room(at: Bench) -> None:
    big = replace(ASKS, form=replace(FORM, args={"ids": "x" * 3000}))
    assert isinstance(await at.send(big, path=await pressed(at)), PathGone)


async def test_what_was_filled_in_comes_with_what_was_asked_and_where(at: Bench) -> None:
    await asked_in_a_form(at)
    await at.slack.submit(at.person.id, {"reason": "Competitor", "more": "they <only> compare"})
    message = at.message(at.host.taken[-1])
    assert message.press is not None
    assert message.press.args == {"alert": "7", "reason": "rival", "more": "they <only> compare"}
    assert (message.room.room_id, message.reply.kind) == (at.room.id, "inline")


@pytest.mark.parametrize(
    ("outcome", "errors", "shown"),
    [
        ({"outcome": "refused", "text": "Han Mei is working on it."}, {"field-0": "Han Mei is working on it."}, None),
        ({"outcome": "ambiguous", "text": "Which of the two?"}, {}, "Which of the two?"),
        ({"outcome": "unknown", "text": "No such lead."}, {}, "No such lead."),
        ({"outcome": "done", "text": "Noted."}, {}, ""),
        ({"outcome": "answer", "text": "Li Lei owns it."}, {}, "Li Lei owns it."),
        (None, {}, ""),
    ],
)
async def test_the_sender_of_a_form_sees_what_came_of_it(
    at: Bench,
    outcome: dict[str, object] | None,
    errors: dict[str, str],
    shown: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await asked_in_a_form(at)

    async def outcome_of(host: FakeHost, row_id: int, seconds: float) -> dict[str, object] | None:  # noqa: ARG001
        return outcome

    monkeypatch.setattr(FakeHost, "outcome", outcome_of)
    found = await at.slack.submit(at.person.id, {"reason": "student"})
    assert dict(found.errors) == errors
    now = at.slack.shown_view(at.person.id)
    assert now == "" if shown == "" else shown is None or shown in now


async def test_a_command_is_answered_to_its_sender_alone(at: Bench) -> None:
    delivery = await at.slack.command(at.person.id, at.room.id, "/dazi", "who owns Acme?")
    assert (delivery.answer.status, delivery.answer.body) == (200, b"")
    message = at.message(at.host.taken[-1])
    assert (message.text, message.private, message.to_bot) == ("who owns Acme?", True, True)
    answer = await at.send(SAYS, path=message.reply)
    assert isinstance(answer, Sent)
    assert at.slack.messages(at.room.id) == []
    assert "(only visible to @lilei)\nLi Lei owns it." in at.slack.shown(at.room.id)
    assert isinstance(await at.messenger.edit(answer.receipt, at.messenger.render(SAYS, "")[0]), NotEditable)


async def test_a_response_url_takes_five_answers_in_half_an_hour(at: Bench) -> None:
    await at.slack.command(at.person.id, at.room.id, "/dazi", "help")
    path = at.message(at.host.taken[-1]).reply
    found = [await at.send(SAYS, path=path) for _ in range(6)]
    assert [type(one) for one in found] == [Sent] * 5 + [PathGone]
    await at.slack.command(at.person.id, at.room.id, "/dazi", "help")
    path = at.message(at.host.taken[-1]).reply
    at.clock.advance(1801)
    assert isinstance(await at.send(SAYS, path=path), PathGone)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (RateLimited(7), Retry("too much at once for Slack", 7.0)),
        (Status(500), Retry("Slack has trouble (status 500)", in_doubt=True)),
        (Status(400), PathGone("the response URL does not take it (status 400)")),
    ],
)
async def test_trouble_with_a_response_url_is_a_value(
    at: Bench, fault: RateLimited | Status, outcome: Retry | PathGone
) -> None:
    await at.slack.command(at.person.id, at.room.id, "/dazi", "help")
    at.slack.faults.next("response_url", fault)
    assert await at.send(SAYS, path=at.message(at.host.taken[-1]).reply) == outcome


async def test_a_response_url_elsewhere_is_never_called(at: Bench) -> None:
    found = await at.send(SAYS, path=ReplyPath("response_url", "https://hooks.slack.example.com/x"))
    assert isinstance(found, Retry)
    assert not found.in_doubt


async def test_half_an_answer_of_a_response_url_is_in_doubt(at: Bench) -> None:
    await at.slack.command(at.person.id, at.room.id, "/dazi", "help")
    at.slack.faults.next("response_url", HalfBody())
    found = await at.send(SAYS, path=at.message(at.host.taken[-1]).reply)
    assert isinstance(found, Retry)
    assert found.in_doubt


async def test_a_button_that_one_person_saw_is_answered_to_them_alone(at: Bench) -> None:
    await at.slack.command(at.person.id, at.room.id, "/dazi", "who owns Acme?")
    asks = replace(SAYS, text="Which one?", choices=(Choice("Acme East", "who_owns", {"customer": "C1"}),))
    await at.send(asks, path=at.message(at.host.taken[-1]).reply)
    await at.slack.press(at.person.id, at.room.id, "Acme East")
    message = at.message(at.host.taken[-1])
    assert (message.private, message.reply.kind) == (True, "response_url")
    assert isinstance(await at.send(SAYS, path=message.reply), Sent)
    assert at.slack.messages(at.room.id) == []
    assert at.slack.shown(at.room.id).endswith("(only visible to @lilei)\nLi Lei owns it.")


async def test_who_owns_is_a_press_of_its_own(at: Bench) -> None:
    await at.slack.command(at.person.id, at.room.id, "/who-owns", "Acme")
    press = at.message(at.host.taken[-1]).press
    assert press is not None
    assert (press.action, press.args) == ("who_owns", {"customer": "Acme"})


async def test_a_message_is_saved_from_its_menu(at: Bench) -> None:
    said = await at.slack.says(at.person.id, at.room.id, "the offer: https://p.example.com/v3")
    await at.slack.message_shortcut(at.person.id, at.room.id, said.ts, "save_to_board")
    message = at.message(at.host.taken[-1])
    assert message.press is not None
    assert message.press.args == {
        "text": "the offer: https://p.example.com/v3",
        "message_id": said.ts,
        "author": at.person.id,
        "said_at": message.said_at.isoformat(),
    }
    assert (message.private, message.reply.kind) == (True, "response_url")


async def test_opening_the_home_tab_fills_it(at: Bench) -> None:
    await at.slack.opens_home(at.person.id)
    message = at.message(at.host.taken[-1])
    assert (message.room.room_id, message.reply.kind) == (f"@{at.person.id}", "home")
    day = Notice(
        "reply", "s7", 1, "en", title="Your day", text="Two hot leads.", choices=(Choice("Claim", "claim_lead"),)
    )
    answer = await at.send(day, at.alone, path=message.reply)
    assert isinstance(answer, Sent)
    shown = at.slack.shown_home(at.person.id)
    assert "Two hot leads." in shown
    assert "[Claim]" in shown
    later = at.messenger.render(replace(day, text="One hot lead."), at.alone.room_id)[0]
    assert await at.messenger.edit(answer.receipt, later) == answer
    assert "One hot lead." in at.slack.shown_home(at.person.id)


async def test_a_long_day_is_on_the_home_tab_at_once(at: Bench) -> None:
    await at.slack.opens_home(at.person.id)
    path = at.message(at.host.taken[-1]).reply
    day = Notice("reply", "s7", 1, "en", text="\n".join(f"{number}. a customer to call" for number in range(900)))
    parts = at.messenger.render(day, at.alone.room_id)
    assert len(parts) > 1
    for number, part in enumerate(parts):
        assert isinstance(await at.messenger.send(part, at.alone, f"k{number}", path), Sent)
    assert len(at.slack.journal.named("views.publish")) == 1
    shown = at.slack.shown_home(at.person.id)
    assert "0. a customer to call" in shown
    assert "899. a customer to call" in shown


async def test_a_button_on_the_home_tab_is_pressed_alone(at: Bench) -> None:
    await at.slack.opens_home(at.person.id)
    await at.send(CARD, at.alone, path=at.message(at.host.taken[-1]).reply)
    await at.slack.press_home(at.person.id, "Not a lead")
    message = at.message(at.host.taken[-1])
    assert (message.room.room_id, message.room.direct) == (f"@{at.person.id}", True)


async def test_a_home_tab_that_is_switched_off_is_dead(at: Bench) -> None:
    at.slack.faults.next("views.publish", Error("not_enabled"))
    found = await at.send(SAYS, at.alone, path=ReplyPath("home", at.person.id))
    assert found == Dead("the app's home tab is switched off; switch it on under App Home (not_enabled)")
