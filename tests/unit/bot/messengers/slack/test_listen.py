"""Socket Mode: everything is stored before it is acknowledged, and every way to lose a connection leads back."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.messengers.base import Sent
from knowledge.store.errors import StoreFull
from notifiers.notice import Choice, Field, Form, Notice
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.patience import LONG_ENOUGH
from tests.unit.bot.messengers.slack.bench import Bench, bench
from tests.vendors.http.faults import Error
from tests.vendors.slack.sockets import Socket, Sockets

APP = "xapp-of-the-tests"


@pytest.fixture
async def on(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Bench]:
    """The bot on a socket, which needs no signing secret."""
    async with bench(tmp_path, clock, app_token=APP, signing_secret=None) as opened:
        await connected(opened)
        yield opened


async def connected(at: Bench, opened: int = 1) -> None:
    await at.slack.sockets.changes.until(lambda: at.slack.sockets.opened >= opened and bool(at.slack.sockets.open))


async def again(at: Bench, opened: int) -> float:
    """Let the clock run until so many connections were opened; for how long it had to."""
    waited = 0.0
    while (pause := await _slept_before(at, opened)) is not None:
        at.clock.advance(pause)
        waited += pause
    await connected(at, opened)
    return waited


async def _slept_before(at: Bench, opened: int) -> float | None:
    """How long somebody wants to sleep now; None where the connections are there."""
    there = asyncio.ensure_future(at.slack.sockets.changes.until(lambda: at.slack.sockets.opened >= opened))
    sleeping = asyncio.ensure_future(at.clock.somebody_sleeps())
    done, pending = await asyncio.wait({there, sleeping}, return_when=asyncio.FIRST_COMPLETED, timeout=LONG_ENOUGH)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    assert done, "neither a connection nor a pause before one"
    return None if there in done else sleeping.result()


async def test_what_is_said_is_stored_and_then_acknowledged(on: Bench) -> None:
    said = await on.slack.says(on.person.id, on.room.id, f"{on.slack.mention} who owns Acme?")
    assert (await said.delivery.tried()).ok
    assert [row.event_id for row in on.host.taken] == [f"T1:{on.room.id}:{said.ts}"]
    assert on.message(on.host.taken[0]).text == "who owns Acme?"


async def test_commands_presses_and_forms_come_the_same_way(on: Bench) -> None:
    await on.slack.command(on.person.id, on.room.id, "/dazi", "help")
    form = Form("Why", "reject_lead", {}, (Field("reason", "Reason"),), "Send")
    await on.sent(Notice("hot_lead", "7", 1, "en", title="Acme", choices=(Choice("Claim", "claim_lead"),)))
    await on.slack.press(on.person.id, on.room.id, "Claim")
    path = on.message(on.host.taken[-1]).reply
    assert isinstance(await on.send(Notice("reply", "s", 1, "en", text="Why?", form=form), path=path), Sent)
    await on.slack.submit(on.person.id, {"reason": "they only study"})
    assert [row.kind for row in on.host.taken] == ["said", "pressed", "pressed"]


async def test_the_sender_of_a_form_sees_a_refusal_in_it(on: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async def outcome_of(host: FakeHost, row_id: int, seconds: float) -> Mapping[str, Any]:  # noqa: ARG001
        return {"outcome": "refused", "text": "Han Mei is working on it."}

    monkeypatch.setattr(FakeHost, "outcome", outcome_of)
    form = Form("Why", "reject_lead", {}, (Field("reason", "Reason"),), "Send")
    await on.sent(Notice("hot_lead", "7", 1, "en", title="Acme", choices=(Choice("Claim", "claim_lead"),)))
    await on.slack.press(on.person.id, on.room.id, "Claim")
    path = on.message(on.host.taken[-1]).reply
    await on.send(Notice("reply", "s", 1, "en", text="Why?", form=form), path=path)
    found = await on.slack.submit(on.person.id, {"reason": "x"})
    assert dict(found.errors) == {"field-0": "Han Mei is working on it."}


async def test_what_is_not_for_the_bot_is_acknowledged_too(on: Bench) -> None:
    delivery = await on.slack.deliver({"type": "channel_created", "channel": {"id": "C9"}})
    broken = await on.slack.deliver({"type": "message"})
    assert ((await delivery.tried()).ok, (await broken.tried()).ok) == (True, True)
    assert on.host.taken == []


async def test_what_could_not_be_stored_is_not_acknowledged_and_comes_again(on: Bench) -> None:
    on.slack.outbound.answer_within = 0.3
    on.host.refusing = StoreFull("no space")
    said = await on.slack.says(on.person.id, on.room.id, "keep this")
    later = await on.slack.command(on.person.id, on.room.id, "/dazi", "this neither")
    assert (said.delivery.answers, later.answer.trouble) == ([], "http_timeout")
    on.host.refusing = None
    await on.slack.sockets.close()
    await again(on, 2)
    assert (await said.delivery.tried()).ok
    assert [on.message(row).text for row in on.host.taken] == ["keep this"]


@pytest.mark.parametrize("how", ["close", "abort"])
async def test_a_lost_connection_is_opened_again_with_a_fresh_ticket(on: Bench, how: str) -> None:
    if how == "close":
        await on.slack.sockets.close()
    else:
        on.slack.sockets.abort()
    assert await again(on, 2) <= 60
    assert len(on.slack.journal.named("apps.connections.open")) >= 2
    said = await on.slack.says(on.person.id, on.room.id, "still there?")
    assert (await said.delivery.tried()).ok


async def test_a_refused_ticket_is_not_tried_twice(on: Bench) -> None:
    on.slack.sockets.refusals = 3
    await on.slack.sockets.close()
    assert await again(on, 2) <= 60
    assert len(on.slack.journal.named("apps.connections.open")) >= 5
    assert on.host.reports == []


async def test_asked_to_move_the_new_connection_opens_before_the_old_one_is_let_go(on: Bench) -> None:
    on.clock.advance(120)
    await on.slack.sockets.disconnect("warning")
    await on.slack.sockets.connected(2)
    assert len(on.slack.sockets.open) == 2
    for number in range(4):
        said = await on.slack.says(on.person.id, on.room.id, f"line {number}")
        assert (await said.delivery.tried()).ok
    assert len(on.host.taken) == 4


async def test_closed_after_the_request_it_is_there_again_at_once(on: Bench) -> None:
    on.clock.advance(120)
    await on.slack.sockets.disconnect("refresh_requested")
    await connected(on, 2)


async def test_switched_off_it_waits_and_tells_the_operator(on: Bench) -> None:
    on.slack.faults.next("apps.connections.open", *[Error("invalid_auth")] * 2)
    await on.slack.sockets.disconnect("link_disabled")
    assert await again(on, 2) >= 300
    ((trouble, subject, facts),) = on.host.reports
    assert (trouble, subject, facts["messenger"]) == ("messenger_refused", "socket", "Slack")


async def test_hanging_up_takes_nothing_more(on: Bench) -> None:
    await on.messenger.hang_up()
    await on.slack.sockets.changes.until(lambda: not on.slack.sockets.open)
    assert on.host.taken == []


async def test_hanging_up_lets_the_sender_of_a_form_hear_what_came_of_it(
    on: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting, handled = asyncio.Event(), asyncio.Event()

    async def outcome_of(host: FakeHost, row_id: int, seconds: float) -> Mapping[str, Any]:  # noqa: ARG001
        waiting.set()
        await handled.wait()
        return {"outcome": "done", "text": "Noted."}

    monkeypatch.setattr(FakeHost, "outcome", outcome_of)
    form = Form("Why", "reject_lead", {}, (Field("reason", "Reason"),), "Send")
    await on.sent(Notice("hot_lead", "7", 1, "en", title="Acme", choices=(Choice("Claim", "claim_lead"),)))
    await on.slack.press(on.person.id, on.room.id, "Claim")
    path = on.message(on.host.taken[-1]).reply
    await on.send(Notice("reply", "s", 1, "en", text="Why?", form=form), path=path)
    sending = asyncio.ensure_future(on.slack.submit(on.person.id, {"reason": "x"}))
    await waiting.wait()
    hanging_up = asyncio.ensure_future(on.messenger.hang_up())
    handled.set()
    assert (await sending).answer.json() == {"response_action": "clear"}
    await hanging_up


async def test_a_connection_that_does_not_greet_is_no_connection(on: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async def mute(sockets: Sockets, socket: Socket) -> None:
        monkeypatch.undo()
        await socket.ws.send_json({"type": "something else"})
        sockets.opened += 1

    monkeypatch.setattr(Sockets, "_greet", mute)
    await on.slack.sockets.close()
    await again(on, 3)
    said = await on.slack.says(on.person.id, on.room.id, "still there?")
    assert (await said.delivery.tried()).ok


async def test_frames_that_are_none_are_passed_over(on: Bench) -> None:
    (socket,) = on.slack.sockets.open
    for frame in ("", "{", "[]", "null", '{"type": 7}', '{"type": "events_api"}', "x" * 5000):
        await socket.ws.send_str(frame)
    said = await on.slack.says(on.person.id, on.room.id, "still there?")
    assert (await said.delivery.tried()).ok
