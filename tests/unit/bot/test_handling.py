"""Handling on a real store: replies, stale presses, failures told to the sender and the operator."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select

from bot.dispatcher import ATTEMPTS
from capture.base import Source
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.message import Message
from handlers.reaction import Step
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.flows import start_flow
from knowledge.store.inbox import Arrival
from knowledge.store.tables import flows
from knowledge.store.unit import Unit
from notifiers.alert import Scene
from notifiers.digest import Digest
from notifiers.notice import Notice
from tests.clocks import START
from tests.patience import LONG_ENOUGH
from tests.unit.bot.fakes import notice, said
from tests.unit.bot.house import OPERATOR, House

pytestmark = pytest.mark.usefixtures("_quiet")


def intent(name: str, plan: Any) -> Intent:  # noqa: ANN401  any planning function
    return Intent(name, {"zh": "试", "en": "try"}, {"zh": ("试试",), "en": (name,)}, sentences(name, "试试"), plan)


@dataclass
class Counted:
    """A command that fails as it is told, and counts how often it was applied."""

    errors: list[Exception]
    applied: int = 0

    def apply(self, unit: Unit, actor: str) -> None:
        if self.errors:
            raise self.errors.pop(0)
        unit.audit(actor, "tried", "x")
        self.applied += 1


def planning(command: Counted) -> Intent:
    def plan(ask: Ask, view: View) -> Plan:
        assert view.today == ask.today
        return Plan(Answer(Outcome.DONE, "done"), (command,))

    return intent("try", plan)


async def through(house: House, *arrivals: Arrival) -> list[Mapping[str, Any]]:
    dispatcher = house.dispatcher()
    rows = await house.admit(*arrivals)
    loop = asyncio.create_task(dispatcher.run())
    async with asyncio.timeout(LONG_ENOUGH):
        outcomes = [await dispatcher.outcome(row_id) for row_id in rows]
    await dispatcher.stop()
    await loop
    return outcomes


async def texts(house: House) -> list[tuple[str, str]]:
    """What waits in the outbox: address and text."""
    return [(row["address"], row["body"].get("text", "")) for row in await house.outbox()]


async def test_a_message_gets_one_reply_and_the_relay_hears_of_it(house: House) -> None:
    outcomes = await through(house, said("e1", "hello"))
    ((address, text),) = await texts(house)
    assert address == "fake:dm:ann"
    assert outcomes[0]["text"] == text
    assert house.rung > 0


async def test_replies_of_a_room_are_put_in_the_order_of_the_questions(house: House) -> None:
    await through(house, *(said(f"e{number}", "hello", room="team") for number in range(10)))
    assert [row["subject"] for row in await house.outbox()] == [f"fake:e{number}" for number in range(10)]


async def test_a_change_that_came_first_is_planned_again_once(house: House) -> None:
    command = Counted([StaleWrite("x")])
    house.intents = {"try": planning(command)}
    await through(house, said("e1", "try"))
    assert command.applied == 1
    assert [text for _, text in await texts(house)] == ["done"]


async def test_a_change_that_comes_first_twice_is_told(house: House) -> None:
    command = Counted([StaleWrite("x"), StaleWrite("x")])
    house.intents = {"try": planning(command)}
    await through(house, said("e1", "试试"))
    assert command.applied == 0
    ((_, text),) = await texts(house)
    assert "有人先改了" in text


async def test_a_mistake_found_while_writing_is_told_and_the_row_is_done(house: House) -> None:
    house.intents = {"try": planning(Counted([UserMistake("not_claimed")]))}
    await through(house, said("e1", "try"))
    ((_, text),) = await texts(house)
    assert "nothing to undo" in text
    assert (await house.inbox())[0]["state"] == "done"


@pytest.mark.parametrize(("text", "says"), [("try", "Something went wrong on my side"), ("试试", "我这边出错了")])
async def test_what_fails_for_good_is_kept_and_told_to_sender_and_operator(house: House, text: str, says: str) -> None:
    house.intents = {"try": planning(Counted([ValueError("bug")] * ATTEMPTS))}
    outcomes = await through(house, said("e1", text), said("e2", text))
    failed, done = await house.inbox()
    assert (failed["state"], done["state"]) == ("failed", "done")
    told = await texts(house)
    assert [address for address, _ in told] == [f"fake:{OPERATOR}", "fake:dm:ann", "fake:dm:ann"]
    assert f"inbox row {failed['id']}" in told[0][1]
    assert told[1][1].startswith(says)
    assert outcomes[0]["text"].startswith(says)


async def test_a_row_that_cannot_be_read_is_set_aside_and_its_lane_goes_on(house: House) -> None:
    broken = Arrival("fake", "e1", "said", "fake:dm:ann", {"sender": "ann"}, START)
    outcomes = await through(house, broken, said("e2", "hello"))
    assert outcomes[0] == {"failed": "see the log"}
    assert [row["state"] for row in await house.inbox()] == ["failed", "done"]
    assert [address for address, _ in await texts(house)] == [f"fake:{OPERATOR}", "fake:dm:ann"]


@pytest.mark.parametrize("kind", ["unheard_of", "finished"])
async def test_a_row_that_cannot_be_handled_is_set_aside(house: House, kind: str) -> None:
    await through(house, Arrival("fake", "e1", kind, "fake:x", {}, START))
    assert (await house.inbox())[0]["state"] == "failed"


async def test_what_is_not_said_to_the_bot_is_not_answered(house: House) -> None:
    outcomes = await through(house, said("e1", "lunch?", room="team", to_bot=False))
    assert await texts(house) == []
    assert outcomes[0] == {"ignored": "not said to the bot"}


async def test_a_signal_is_taken_once_in_the_unit_that_settles_its_row(house: House) -> None:
    taken: list[object] = []

    def take(unit: Unit, body: Mapping[str, object]) -> Mapping[str, object]:
        taken.append(body["n"])
        unit.audit("feed", "took", str(body["n"]))
        if len(taken) == 1:
            raise ValueError("hiccup")
        return {"new": 1}

    house.sources = {"feed": Source("feed", take)}
    outcomes = await through(house, Arrival("feed", "e1", "signalled", "feed", {"n": 7}, START))
    assert taken == [7, 7]
    assert outcomes == [{"new": 1, "notices": 0}]


async def test_a_step_that_comes_due_marks_its_flow_done(house: House) -> None:
    steps: list[tuple[str, Mapping[str, object]]] = []

    def take(unit: Unit, subject: str, body: Mapping[str, object]) -> list[Counted]:
        steps.append((subject, body))
        unit.audit("step", "nudged", subject)
        return [Counted([])]

    house.steps = {"nudge": Step("nudge", take)}
    await house.store.write(lambda unit: start_flow(unit, "nudge", "s1", {"x": 1}, due_at=START))
    due = {"flow": 1, "kind": "nudge", "subject": "s1", "body": {"x": 1}}
    await through(house, Arrival("flow", "1", "due", "flow:nudge:s1", due, START))
    assert steps == [("s1", {"x": 1})]
    assert await house.store.read(lambda reader: reader.value(select(flows.c.state))) == "done"


async def test_a_digest_that_fires_is_told_late_where_it_is_late(house: House) -> None:
    def compose(scene: Scene, slot: str, late: bool) -> Iterator[tuple[Notice, Any]]:  # noqa: FBT001
        assert scene.operator is not None
        yield notice("digest", text=f"{slot} {late}"), scene.operator

    house.digests = {"morning": Digest("morning", "30 8 * * *", compose, notice)}
    fired = {"name": "morning", "slot": START.isoformat(), "late": True}
    outcomes = await through(house, Arrival("schedule", "s", "fired", "schedule:morning", fired, START))
    assert outcomes == [{"notices": 1}]
    assert await texts(house) == [(f"fake:{OPERATOR}", f"{START.isoformat()} True")]


def test_the_fake_decodes_what_tests_say(house: House) -> None:
    found = house.messenger.decode(said("e1", "hi").body)
    assert isinstance(found, Message)
    assert found.room.direct
