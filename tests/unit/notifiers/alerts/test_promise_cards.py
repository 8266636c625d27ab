"""How cards about promises look, and that what their buttons say does what the buttons do."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import cast

import pytest

from bot.messengers.terminal.render import render
from handlers.route import Matched
from knowledge.people.model import LANGS, Lang
from knowledge.work.promise import Draft, Promise, PromiseState, Said, Side
from notifiers.alerts import promise_heard, promise_reminder, promise_unclear
from notifiers.promise_words import choices_of, why_of
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
