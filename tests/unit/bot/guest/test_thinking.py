"""Thinking on a real store: what an intent would change is left out, and private talk stays private."""

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import pytest

from bot.guest.opening import open_guest
from bot.guest.thinking import Guest
from bot.names import Names
from bot.telling import Telling
from config.settings import LlmSettings
from handlers.base import Answer, Ask, Intent, NotForThemError, Outcome, Pending, Plan, View, sentences
from handlers.conversation import OPERATOR, Conversation, Looked
from handlers.message import Message
from knowledge.access.model import Kind, Told, Verdict, Why
from knowledge.people.model import Room
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.clocks import START, FakeClock
from tests.stores import Hand, opened
from tests.unit.bot.fakes import FakeMessenger
from tests.vendors.openai.asked import calling
from tests.vendors.openai.fake import FakeOpenAI
from tests.vendors.openai.minds import script

ZONE = ZoneInfo("Asia/Shanghai")


class Writes:
    """A command that must never be applied."""

    def apply(self, unit: Unit, actor: str) -> None:
        raise AssertionError(f"{actor} wrote into {unit}")


def changing(_ask: Ask, _view: View) -> Plan:
    return Plan(Answer(Outcome.ANSWER, "here it is"), (Writes(),), Pending("look", "what", {}, "which?"))


def forbidden(_ask: Ask, _view: View) -> Plan:
    raise NotForThemError(Verdict(allowed=False, why=Why.NOT_WITH_CUSTOMER, told=Told(Kind.QUOTE, "C1")))


INTENT = Intent(
    "look", {"zh": "看", "en": "look"}, {"zh": ("看看",), "en": ("look",)}, sentences("看看|look"), changing, asks={}
)


@pytest.fixture
def intents() -> dict[str, Intent]:
    return {"look": INTENT}


@pytest.fixture
async def store(sqlite_url: str, hand: Hand) -> AsyncIterator[Store]:
    async with opened(sqlite_url, hand) as found:
        yield found


@pytest.fixture
async def guest(store: Store, llm: LlmSettings, intents: dict[str, Intent]) -> AsyncIterator[Guest]:
    clock = FakeClock()
    conversation = Conversation(intents, Names().current, "en", ZONE)
    telling = Telling({"fake": FakeMessenger(clock.now)}, ZONE, "en", "fake:dm:operator", {}, lambda: None)
    found = open_guest(llm, store, clock, conversation, telling)
    assert found is not None
    yield found
    await found.client.close()


async def asked(guest: Guest, text: str = "let me see that thing") -> Looked:
    room = Room("fake", "dm:operator", direct=True)
    message = Message("fake", "e1", OPERATOR, "operator", room, text, to_bot=True, said_at=START)
    looked = await guest.store.read(lambda reader: guest.conversation.look(message, START, reader))
    return await guest.thought(looked)


async def test_what_it_would_change_is_left_out_and_its_question_is_stamped(guest: Guest, model: FakeOpenAI) -> None:
    model.mind = script(calling("look"))
    plan = (await asked(guest)).plan
    assert plan is not None
    assert (plan.answer.text, plan.commands) == ("here it is", ())
    assert plan.pending is not None
    assert plan.pending.asked_at == START.isoformat()


async def test_a_refusal_tells_the_model_nothing(guest: Guest, model: FakeOpenAI, intents: dict[str, Intent]) -> None:
    intents["look"] = Intent("look", INTENT.title, INTENT.examples, INTENT.patterns, forbidden, asks={})
    model.mind = script(calling("look", whole=False))
    looked = await asked(guest)
    assert looked.plan is not None
    assert looked.plan.answer.outcome is Outcome.REFUSED
    assert [dict(one) for one in model.asked[-1].results] == [
        {"result": 1, "outcome": "refused", "text": "not allowed"}
    ]


async def test_what_was_understood_is_not_thought_about(guest: Guest, model: FakeOpenAI) -> None:
    plan = (await asked(guest, "look")).plan
    assert plan is not None
    assert len(plan.commands) == 1
    assert model.asked == []


async def test_while_it_is_left_alone_nothing_is_asked(guest: Guest, model: FakeOpenAI) -> None:
    guest.breaker.failed(30)
    assert (await asked(guest)).lost
    assert model.asked == []
