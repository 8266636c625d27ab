"""Cards about proposals: how they look, and that their sentences do what their buttons do."""

from dataclasses import replace

import pytest

from bot.messengers.terminal.render import render
from handlers.route import Matched
from knowledge.people.model import LANGS, Lang
from knowledge.proposals.model import Document, Paper, Share, State
from notifiers.alerts import old_price, proposal_card, version_confusion
from notifiers.notice import Notice
from notifiers.proposal_words import doubt_words, why_words
from tests.golden import assert_golden
from tests.stores import START
from tests.unit.handlers.routing import routed

SHARE = Share("local:east", "m1", "li.lei", START, "East")
ONE = Document(
    "doc-0123456789abcdef01234567", "k", "https://d.example/1", "方案", Paper.PROPOSAL, State.ATTACHED, SHARE
)
NAMES = {"C1": {"zh": "华东光伏", "en": "Huadong PV"}, "C2": {"zh": "朗原电力", "en": "Langyuan Power"}}


def text(notice: Notice) -> str:
    lines = render(notice)["lines"]
    assert isinstance(lines, list)
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("lang", LANGS)
def test_examples_look_as_they_did(lang: Lang) -> None:
    for alert in (proposal_card, version_confusion, old_price):
        assert_golden(f"notices/{alert.CARD}.example.{lang}.txt", text(alert.example(lang)))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("state", [State.ATTACHED, State.ASKED])
def test_what_a_button_says_does_what_it_does(state: State, lang: Lang) -> None:
    names = {key: words[lang] for key, words in NAMES.items()}
    known = replace(ONE, state=state, customer_id="C1" if state is State.ATTACHED else "", candidates=("C1", "C2"))
    choices = list(proposal_card._choices(known, names, None, lang))
    assert len(choices) == (2 if state is State.ATTACHED else 4)
    for choice in choices:
        found = routed(choice.say, lang)
        assert isinstance(found, Matched), choice.say
        named = {"customer": names[key]} if (key := choice.args.get("customer_id")) else {}
        assert (found.intent.name, found.slots) == (choice.action, {"document": "doc-012345", **named})


@pytest.mark.parametrize("lang", LANGS)
def test_all_evidence_has_words(lang: Lang) -> None:
    assert why_words(("words", "by_room"), lang)
    assert doubt_words("disagree", lang) != doubt_words("", lang)
    assert doubt_words("unheard of", lang) == doubt_words("", lang)
