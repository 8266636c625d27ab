"""How cards about promises look, and that what their buttons say does what the buttons do."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from bot.messengers.terminal.render import render
from handlers.route import Matched
from knowledge.people.commands import Member, record_people
from knowledge.people.model import LANGS, Lang, Person, Role
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from knowledge.work.events import PromiseReminded
from knowledge.work.promise import Draft, Promise, PromiseState, Said, Side
from knowledge.work.promising import HearPromises, promise_id
from notifiers.alert import Scene
from notifiers.alerts import promise_heard, promise_reminder, promise_unclear
from notifiers.notice import Address, Notice
from notifiers.promise_words import WORDS, choices_of, why_of
from tests.golden import assert_golden
from tests.unit.handlers.routing import routed

AT = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
DRAFT = Draft(
    *("给您报价", "周三前给您报价", Side.TEAM, "li.lei", "李雷", "li.lei", "C1", date(2026, 1, 14)),
    *(False, False, False, 0.9, "zh:dropped+to_you+dated+deed"),
)
ONE = Promise("promise:0123456789abcdef:0", Said("local", "east-pv", "", "m1", AT), DRAFT, PromiseState.OPEN, 1)


@pytest.mark.parametrize("lang", LANGS)
def test_the_cards(lang: Lang) -> None:
    alerts = (promise_heard, promise_reminder, promise_unclear)
    told = ["\n".join(map(str, cast("list[str]", render(alert.example(lang))["lines"]))) for alert in alerts]
    assert_golden(f"notices/promises.example.{lang}.txt", "\n\n".join(told) + "\n")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", PromiseState)
@pytest.mark.parametrize("title", ["给您报价", "send the revised quote to Vantory, Inc", "合同（V2）寄给北禾"])
def test_buttons_say_what_they_do(state: PromiseState, lang: Lang, title: str) -> None:
    choices = choices_of(replace(ONE, state=state, draft=replace(DRAFT, title=title)), lang)
    assert 1 <= len(choices) <= 3
    for choice in choices:
        found = routed(choice.say, lang)
        assert isinstance(found, Matched), choice.say
        assert (found.intent.name, found.slots) == (choice.action, {"title": title})


def test_why_is_said_in_words() -> None:
    assert why_of(ONE, "zh") == "说给对方、有期限、有要做的事"
    assert why_of(ONE, "en") == "said to them, a day named, something to do"


@pytest.mark.parametrize(("zone", "badge"), [("America/Los_Angeles", "badge_soon"), ("Asia/Shanghai", "badge_due")])
async def test_a_reminder_says_what_the_day_is_to_whoever_is_reminded(any_store: Store, zone: str, badge: str) -> None:
    """On Tuesday morning in Los Angeles it is Wednesday in Shanghai."""

    def told(unit: Unit) -> list[Notice]:
        owner = Person("li.lei", "李雷", Role.REP, timezone=zone)
        record_people(unit, [Claim(Member(owner), {"what": "import"})])
        HearPromises(ONE.said, (DRAFT,), ZoneInfo("Asia/Shanghai")).apply(unit, "li.lei")
        at, address = datetime(2026, 1, 13, 17, 0, tzinfo=UTC), Address("local", "dm:li.lei", "")
        scene = Scene(unit, at, ZoneInfo("Asia/Shanghai"), "zh", lambda *_: address, lambda *_: owner, None, {})
        event = PromiseReminded(promise_id(ONE.said, 0), date(2026, 1, 14), overdue=False)
        return [notice for notice, _ in promise_reminder.compose(event, scene)]

    (notice,) = await any_store.write(told)
    assert notice.badge == WORDS[badge]["zh"]
