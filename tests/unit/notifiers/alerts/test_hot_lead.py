"""The hot-lead card in every state, in both languages: told by a story, kept as text."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.messengers.terminal.render import render
from bot.telling import Telling
from bot.wiring import plugins
from handlers.base import Command
from knowledge.leads.alerting import ClaimLead, RaiseHotLead, RejectLead, RemindLead, SnoozeLead, UnclaimLead
from knowledge.leads.commands import record_leads
from knowledge.leads.model import Happened, Lead
from knowledge.people.commands import Member, record_people
from knowledge.people.model import LANGS, Lang, Person, Role, Room
from knowledge.people.rooms import record_room
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from notifiers.alert import RuleWords
from notifiers.alerts.hot_lead import ALERT, compose, example
from notifiers.notice import Address, InDoubt, Notice, Stripe
from notifiers.outbox import put
from tests.golden import assert_golden
from tests.stores import Hand, opened

SOURCE = {"what": "import", "where": "leads.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
MORNING = datetime(2026, 1, 12, 1, 52, tzinfo=UTC)
TEAM = (
    Person("li.lei", "李雷", Role.REP, name_en="Li Lei", language="zh"),
    Person("emma", "艾玛", Role.REP, name_en="Emma Thorne", language="en"),
)
SEEN = (
    Happened("e3", "form", MORNING, "web", {"form": "maintenance"}),
    Happened("e2", "download", MORNING - timedelta(hours=3), "web", {"asset": "service-whitepaper"}),
    Happened("e1", "page_view", MORNING - timedelta(days=6), "web", {"page": "/compare/sunwatch-vs-gridhand"}),
    Happened("e0", "chat_opened", MORNING - timedelta(days=7), "crm"),
)
OWNED = {
    "zh": Lead(
        "L021", "星桥重工", "沈望", "shen.wang@xingqiao.example", "官网", "wechat", region="华东", owner_id="li.lei"
    ),
    "en": Lead(
        "L024", "Cobalt Ridge", "Marisol Vega", "marisol@cobaltridge.example", "web", "", region="West", owner_id="emma"
    ),
}


class Story:
    """One alert through its states."""

    def __init__(self, store: Store, hand: Hand) -> None:
        self._store, self._hand = store, hand
        telling = Telling(
            {name: kind.addressing for name, kind in plugins().messengers.items()},
            ZoneInfo("Asia/Shanghai"),
            "zh",
            "local:ops",
            {"comparing-us": RuleWords({"zh": "竞品对比三连", "en": "Comparing us"}, 30)},
            lambda: None,
        )
        self._telling = telling

    async def begin(self, *leads: Lead) -> None:
        def write(unit: Unit) -> None:
            record_people(unit, [Claim(Member(person), SOURCE) for person in TEAM])
            record_leads(unit, [Claim(lead, SOURCE) for lead in leads])
            record_room(unit, Room("local", "east", direct=False, region="华东", outsiders=False, language="zh"))
            record_room(unit, Room("local", "partners", direct=False, region="华东", outsiders=True, language="zh"))

        await self._store.write(write)

    async def after(self, command: Command, actor: str, **later: float) -> Sequence[tuple[Notice, Address]]:
        """Apply a command some time later; the notices that follow, put as they would be."""
        self._hand.forward(**later)

        def write(unit: Unit) -> list[tuple[Notice, Address]]:
            command.apply(unit, actor)
            scene = self._telling.scene(unit)
            outgoing = [one for event in dict.fromkeys(unit.events) for one in compose(event, scene)]
            for notice, address in outgoing:
                put(unit, notice, address)
            return outgoing

        return await self._store.write(write)


@pytest.fixture
async def story(sqlite_url: str) -> AsyncIterator[Story]:
    hand = Hand(MORNING)
    async with opened(sqlite_url, hand) as store:
        yield Story(store, hand)


def shown(state: str, outgoing: Sequence[tuple[Notice, Address]]) -> str:
    """Cards as text, under the name of the state."""
    lines = [f"== {state}"]
    for notice, address in outgoing:
        payload = render(notice)["lines"]
        assert isinstance(payload, list)
        lines += [f"-- {notice.kind} {notice.version} to {address.key} ({notice.stripe})", *payload]
    return "\n".join(lines)


@pytest.mark.parametrize("lang", LANGS)
async def test_every_state_of_the_card(lang: Lang, story: Story) -> None:
    lead, actor = OWNED[lang], OWNED[lang].owner_id
    await story.begin(lead)
    again = datetime(2026, 1, 13, 1, 0, tzinfo=UTC)
    told = [
        shown("open", await story.after(RaiseHotLead(lead.lead_id, "comparing-us", SEEN), "system")),
        shown("snoozed", await story.after(SnoozeLead(1, 1, again), actor, minutes=10)),
        shown("reminded", await story.after(RemindLead(1, 2), "system", hours=23)),
        shown("claimed", await story.after(ClaimLead(1, 3), actor, minutes=5)),
        shown("given back", await story.after(UnclaimLead(1, 4), actor, minutes=5)),
        shown("rejected", await story.after(RejectLead(1, 5, "competitor"), actor, days=1)),
        shown("claimed after all", await story.after(ClaimLead(1, 6), actor, minutes=1)),
        shown(
            "rejected in other words", await story.after(RejectLead(1, 7, "they only compare prices"), actor, hours=1)
        ),
    ]
    assert_golden(f"notices/hot_lead.{lang}.txt", "\n\n".join(told) + "\n")


async def test_a_lead_that_nobody_owns_goes_to_its_region_and_never_where_outsiders_read(story: Story) -> None:
    lead = Lead("L022", "岭岫", region="华东")
    await story.begin(lead)
    ((card, address),) = await story.after(RaiseHotLead("L022", "comparing-us", SEEN), "system")
    assert address == Address("local", "east")
    assert (card.lang, card.in_doubt, card.stripe) == ("zh", InDoubt.REPORT, Stripe.HOT)


async def test_without_a_room_for_it_the_operator_hears(story: Story) -> None:
    await story.begin(Lead("L1", "Nowhere Ltd", region="Mars"))
    ((_, address),) = await story.after(RaiseHotLead("L1", "comparing-us", SEEN), "system")
    assert address == Address("local", "ops")


async def test_an_owner_gets_it_alone_and_may_get_it_twice(story: Story) -> None:
    await story.begin(OWNED["en"])
    ((card, address),) = await story.after(RaiseHotLead("L024", "comparing-us", SEEN), "system")
    assert address == Address("local", "dm:emma")
    assert (card.lang, card.in_doubt) == ("en", InDoubt.RESEND)


async def test_an_event_of_something_else_is_nothing(story: Story) -> None:
    await story.begin()
    assert list(compose(object(), story._telling.scene(await story._store.write(lambda unit: unit)))) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_example_is_a_card(lang: Lang) -> None:
    assert ALERT.example is example
    assert_golden(
        f"notices/hot_lead.example.{lang}.txt", shown("example", [(example(lang), Address("local", "dm:x"))]) + "\n"
    )
