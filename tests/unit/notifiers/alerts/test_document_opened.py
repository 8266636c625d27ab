"""The message about an open: whom it goes to, what it says in each state, and what its buttons say."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from bot.messengers.terminal.render import render
from bot.telling import Telling
from bot.wiring import plugins
from handlers.route import Matched
from knowledge.graph.commands import record_customers
from knowledge.graph.model import Customer
from knowledge.people.commands import Member, record_people
from knowledge.people.model import LANGS, Lang, Person, Role
from knowledge.proposals.opens.commands import MuteOpens, SayWhose, TakeLink, begin_sitting, open_further
from knowledge.proposals.opens.model import Mute, Opening, Sitting, Taken, TrackedLink
from knowledge.proposals.opens.view import link_called, sitting, tracked_link
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from notifiers.alert import Outgoing
from notifiers.alerts.document_opened import LONGEST, _notice, compose, example
from notifiers.formats import ClockFace
from notifiers.notice import Notice
from notifiers.outbox import put
from tests.golden import assert_golden
from tests.stores import START, Hand, opened
from tests.unit.handlers.routing import routed

SOURCE = {"what": "import", "where": "line 2", "at": "2026-01-07T01:00:00+00:00"}
TEAM = (
    Person("li.lei", "李雷", Role.MANAGER, name_en="Li Lei", language="zh"),
    Person("emma", "艾玛", Role.ADMIN, name_en="Emma Thorne", language="en"),
)
TAKEN = Taken("t" * 26, "https://docs.example.com/d/1", "C1", "emma", "", "doc-1", "Solar service proposal")


@dataclass
class House:
    """A team with one link; everything is told at once."""

    store: Store
    hand: Hand

    async def happens(self, visitor: str = "v1") -> list[Outgoing]:
        """A visitor opens the link; what is told."""
        return await self.store.write(lambda unit: self._told(unit, visitor))

    async def applied(self, command: MuteOpens | SayWhose) -> list[Outgoing]:
        def work(unit: Unit) -> list[Outgoing]:
            command.apply(unit, "emma")
            return self._composed(unit)

        return await self.store.write(work)

    def _told(self, unit: Unit, visitor: str) -> list[Outgoing]:
        link = link_called(unit, TAKEN.token)
        assert link is not None
        opening = Opening(link.link_id, unit.now, visitor, "trace", True, {"zh": "微信", "en": "WeChat"})
        known = sitting(unit, 1)
        if known is not None and known.visitor == visitor:
            open_further(unit, link, known, opening)
        else:
            begin_sitting(unit, link, opening)
        return self._composed(unit)

    def _composed(self, unit: Unit) -> list[Outgoing]:
        messengers = {name: kind.addressing for name, kind in plugins().messengers.items()}
        scene = Telling(messengers, ZoneInfo("Asia/Shanghai"), "zh", "", {}, lambda: None).scene(unit)
        outgoing = [one for event in unit.events for one in compose(event, scene)]
        for notice, address in outgoing:
            put(unit, notice, address)
        return outgoing


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    hand = Hand(START)

    def built(unit: Unit) -> None:
        record_people(unit, [Claim(Member(one), SOURCE) for one in TEAM])
        record_customers(unit, [Claim(Customer("C1", "东川光伏", name_en="East China Solar"), SOURCE)])
        TakeLink(TAKEN, timedelta(days=30)).apply(unit, "emma")

    async with opened(sqlite_url, hand) as store:
        await store.write(built)
        hand.forward(minutes=5)
        yield House(store, hand)


async def test_told_once_changed_and_quiet_once_muted(house: House) -> None:
    ((first, address),) = await house.happens()
    assert (address.key, first.version, first.lang) == ("local:dm:emma", 1, "en")
    assert first.title == "East China Solar opened Solar service proposal"
    house.hand.forward(minutes=5)
    ((again, same),) = await house.happens()
    assert (same, again.version, again.subject) == (address, 2, first.subject)
    assert ("Opens", "2, last at 2026-01-07 09:40") in [(fact.label, fact.value) for fact in again.facts]
    ((muted, _),) = await house.applied(MuteOpens(Mute("emma", customer_id="C1"), int(first.subject)))
    assert muted.settled.startswith("Muted for this customer")
    assert await house.happens() == []
    assert await house.happens("v2") == []


async def test_one_of_the_team(house: House) -> None:
    ((first, _),) = await house.happens()
    ((settled, _),) = await house.applied(SayWhose(int(first.subject), ours=True))
    assert settled.settled.startswith("One of the team")
    assert [choice.label for choice in settled.choices] == ["It was them"]


async def test_where_the_sender_left_the_team_nobody_else_hears_without_a_right(house: House) -> None:
    gone = replace(TEAM[1], left_on=START.date() - timedelta(days=1))
    await house.store.write(lambda unit: record_people(unit, [Claim(Member(gone), SOURCE)]))
    assert await house.happens() == []


def long_title(lang: Lang) -> Notice:
    at = START
    known = Sitting(1, 1, "v", at, at, 1, {}, ours=False, version=1)
    names = {"customer": "东川光伏" * 3, "contact": "", "title": "很长的标题" * 20}
    link_taken = replace(TAKEN, title="x" * 500)
    link = TrackedLink(1, link_taken, at, at)
    return _notice(known, link, names, None, ClockFace(ZoneInfo("UTC"), lang, at), None)


@pytest.mark.parametrize("lang", LANGS)
def test_the_title_fits(lang: Lang) -> None:
    assert len(long_title(lang).title) <= LONGEST[lang]
    assert len(example(lang).title) <= LONGEST[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_buttons_say_does_what_they_do(lang: Lang) -> None:
    shown = example(lang)
    for choice in shown.choices:
        found = routed(choice.say, lang)
        assert isinstance(found, Matched), choice.say
        assert (found.intent.name, found.slots["sitting"]) == (choice.action, "12")


@pytest.mark.parametrize("lang", LANGS)
def test_as_it_reads(lang: Lang) -> None:
    lines = cast("list[str]", render(example(lang))["lines"])
    assert_golden(f"notices/document_opened.example.{lang}.txt", "\n".join(lines) + "\n")


async def test_an_unknown_link_is_nobodys(house: House) -> None:
    assert await house.store.read(lambda reader: tracked_link(reader, 99)) is None
