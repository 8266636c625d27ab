"""The same over the whole road: what rows leave in the outbox, answer to commands, and write into the log."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from typing import Any, cast

import pytest
import structlog
from sqlalchemy.exc import IntegrityError
from structlog.testing import capture_logs

from bot.log import set_up_logging
from bot.names import Names
from bot.wiring import plugins
from handlers.conversation import Conversation
from knowledge.access.model import Kind
from knowledge.graph.tables import contacts
from knowledge.store.inbox import Arrival
from knowledge.store.unit import Unit
from tests.clocks import FakeClock
from tests.contract.access import oracle
from tests.contract.access.asking import questions
from tests.contract.access.world import DURING, MARKS, STRANGER, TABLES, built, room_of
from tests.patience import LONG_ENOUGH
from tests.stores import Hand, opened
from tests.unit.bot.fakes import FakeMessenger, said
from tests.unit.bot.house import ZONE, House, TroubledStore

ASKING = ("li", "sun", "wang", "gil", "zhao", STRANGER)
ROOMS = ("direct", "team", "mixed", "outside")
FOLLOWING = (
    "谁负责鹤鸣电气？",
    "那报价呢？",
    "他们的合同什么时候到期？",
    "那联系人呢？",
    "她的电话呢？",
    "松涛仪表呢？",
)


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    clock = FakeClock(DURING)
    async with opened(sqlite_url, Hand(DURING)) as store:
        await store.write(built)
        yield House(cast(TroubledStore, store), clock, FakeMessenger(clock.now))


def sayings() -> Iterator[tuple[str, str, str]]:
    """Who says what where: every question about one customer, and a talk that leaves its name out."""
    texts = [one.text for one in questions(("C1",))]
    for person in ASKING:
        yield from ((person, room, text) for room in ROOMS for text in (*texts, *FOLLOWING))


def arrival(number: int, person: str, room: str, text: str) -> Arrival:
    place = room_of(room, person)
    return said(f"e{number}", text, place.room_id, sender=person, direct=place.direct)


def readers_of(address: str) -> list[str]:
    """Who reads at an address; a room with people from outside is read by a stranger."""
    kind, _, person = address.removeprefix("fake:").replace("dm:", "direct-").partition("-")
    return [person] if kind == "direct" else [person, *TABLES[kind]] if kind in TABLES else [STRANGER]


def leaks(readers: list[str], text: str, at: datetime) -> list[str]:
    found = oracle.marks_in(text)
    return [f"{one} to {who}: {text}" for who in readers for one in found if not oracle.may_know(who, *one, at)]


async def through(house: House, arrivals: list[Arrival]) -> list[Mapping[str, Any]]:
    """All rows, handled; what each came to."""
    dispatcher = house.dispatcher()
    rows = await house.admit(*arrivals)
    loop = asyncio.create_task(dispatcher.run())
    async with asyncio.timeout(LONG_ENOUGH):
        outcomes = [await dispatcher.outcome(row_id) for row_id in rows]
    await dispatcher.stop()
    await loop
    return outcomes


async def test_nothing_leaks_on_the_way(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    structlog.reset_defaults()
    asked = list(sayings())
    with capture_logs() as logged:
        outcomes = await through(house, [arrival(number, *one) for number, one in enumerate(asked)])
    rows = await house.outbox()
    wrong = [leak for row in rows for leak in leaks(readers_of(row["address"]), str(row["body"]), DURING)]
    for (person, _, _), outcome in zip(asked, outcomes, strict=True):
        wrong += leaks([person], str(outcome), DURING)
    assert wrong[:3] == []
    assert not any("failed" in outcome for outcome in outcomes)
    told = {(row["address"], one) for row in rows for one in oracle.marks_in(str(row["body"]))}
    assert {("fake:dm:li", (kind.value, "C1")) for kind, customer in MARKS if customer == "C1"} <= told
    assert ("fake:team-li", (Kind.DEAL.value, "C1")) in told
    assert ("fake:dm:gil", (Kind.QUOTE.value, "C1")) in told
    marks = [mark for some in MARKS.values() for mark in some]
    written = [*map(str, logged), *capsys.readouterr()]
    assert [mark for mark in marks for text in written if mark in text] == []
    sys.stdout.write(f"{len(asked):,} messages, {len(rows):,} notices, {len(logged):,} lines of log\n")


def test_the_bot_of_this_test_is_the_bot() -> None:
    """The house's conversation goes by the default policy and knows every intent."""
    conversation = Conversation(plugins().intents, Names().current, "zh", ZONE)
    assert conversation.policy.colleague == set(oracle.COLLEAGUE.split())


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_failure_is_logged_without_what_was_at_hand(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("debug", form)
    try:
        _fails_over(MARKS[Kind.QUOTE, "C1"])
    except ZeroDivisionError:
        structlog.get_logger().error("row failed", exc_info=True)
    written = capsys.readouterr().err
    assert "ZeroDivisionError" in written
    assert [mark for mark in MARKS[Kind.QUOTE, "C1"] if mark in written] == []
    structlog.reset_defaults()


def _fails_over(quotes: tuple[str, ...]) -> int:
    at_hand = list(quotes)
    return len(at_hand) // 0


async def test_trouble_with_the_database_names_no_values(house: House) -> None:
    def twice(unit: Unit) -> None:
        unit.run(contacts.insert(), contact_id="KC1", name="CONTACTNAMEC1")

    with pytest.raises(IntegrityError) as caught:
        await house.store.write(twice)
    assert "CONTACTNAMEC1" not in str(caught.value)
