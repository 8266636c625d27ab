"""What the language model is shown: only what whoever asks, and everybody who listens, may know."""

import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from itertools import product

import pytest
from pydantic import SecretStr

from bot.guest.opening import open_guest
from bot.guest.thinking import Guest
from bot.names import Names
from bot.telling import Telling
from bot.wiring import plugins
from config.settings import LlmSettings
from handlers.conversation import Conversation
from knowledge.access.model import Kind
from knowledge.store.store import Store
from tests.clocks import FakeClock
from tests.contract.access import oracle
from tests.contract.access.asking import message
from tests.contract.access.world import DURING, MARKS, NAMES, PEOPLE, TABLES, built
from tests.stores import Hand, opened
from tests.unit.bot.fakes import FakeMessenger
from tests.unit.bot.house import ZONE
from tests.vendors.openai.asked import Asked, Said, calling_all, stating
from tests.vendors.openai.fake import FakeOpenAI

ROOMS = ("direct", "team", "unnamed")
CUSTOMER = NAMES["C1"][0]
QUESTION = f"我想给{CUSTOMER}打个电话，先跟咱们哪位通个气好"


@dataclass
class Curious:
    """Calls everything it is offered about the customer that the question names, six at a time."""

    first: int

    def __call__(self, asked: Asked) -> Said:
        about = [name for name, one in asked.functions.items() if "customer" in _needs(one)]
        rest = sorted(about)[self.first + len(asked.results) : self.first + 6]
        return calling_all(*((name, {"customer": CUSTOMER}) for name in rest[:4])) if rest else stating()


def _needs(function: Mapping[str, object]) -> str:
    return str(function["parameters"])


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    async with opened(sqlite_url, Hand(DURING)) as found:
        await found.write(built)
        yield found


async def _asked(guest: Guest, conversation: Conversation, person: str, room: str) -> None:
    said = message(person, room, QUESTION, DURING)
    looked = await guest.store.read(lambda reader: conversation.look(said, DURING, reader))
    assert looked.lost
    await guest.thought(looked)


async def test_the_model_is_shown_nothing_that_the_asker_or_a_listener_may_not_know(store: Store) -> None:
    clock = FakeClock(DURING)
    telling = Telling({"fake": FakeMessenger(clock.now)}, ZONE, "zh", "", {}, lambda: None)
    conversation = Conversation(plugins().intents, Names().current, "zh", ZONE)
    shown, wrong, asked = set[tuple[str, str]](), list[str](), 0
    async with FakeOpenAI() as model:
        settings = LlmSettings(base_url=model.url, model=model.model, api_key=SecretStr(model.key), timeout=30.0)
        settings = settings.model_copy(update={"tokens_per_day": 10**9})
        guest = open_guest(settings, store, clock, conversation, telling)
        assert guest is not None
        for person, room, first in product(PEOPLE, ROOMS, (0, 6, 12)):
            model.mind = Curious(first)
            model.journal.calls.clear()
            await _asked(guest, conversation, person, room)
            asked += len(model.asked)
            marks = oracle.marks_in(model.wire)
            shown |= {(person, kind) for kind, _ in marks}
            wrong += [f"{one} to {person} in {room}" for one in marks if not _all_may(person, room, *one)]
        await guest.client.close()
    sys.stdout.write(f"{asked:,} requests to the model\n")
    assert wrong == []
    due = {("li", kind.value) for kind, customer in MARKS if customer == "C1"}
    assert due <= shown
    assert ("gil", Kind.QUOTE.value) in shown
    assert not any(person == "zhao" for person, _ in shown)


def _all_may(person: str, room: str, kind: str, customer: str) -> bool:
    """Where nobody says who sits there, only what every colleague may know."""
    safe = room != "unnamed" or kind in oracle.COLLEAGUE.split()
    return safe and oracle.may_all_know([person, *TABLES.get(room, ())], kind, customer, DURING)
