"""Cards about proposals: how they look, and that their sentences do what their buttons do."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.messengers.terminal.render import render
from handlers.route import Matched
from knowledge.people.model import LANGS, Lang
from knowledge.proposals.confusion import OLDER_AFTER_NEWER, SAME_NUMBER
from knowledge.proposals.events import OldPriceQuoted
from knowledge.proposals.model import LONG_AGO, Document, Paper, Quote, Share, State
from notifiers.alerts import old_price, proposal_card, version_confusion
from notifiers.formats import ClockFace
from notifiers.notice import Notice
from notifiers.proposal_words import doubt_words, why_words
from tests.golden import assert_golden
from tests.stores import START
from tests.unit.handlers.routing import routed

SHARE = Share("local:east", "m1", "li.lei", START, "East")
ONE = Document(
    "doc-0123456789abcdef01234567", "k", "https://d.example/1", "方案", Paper.PROPOSAL, State.ATTACHED, SHARE
)
UTC_ZONE = ZoneInfo("UTC")
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


@pytest.mark.parametrize(
    ("candidates", "zh", "en"),
    [
        ((), "说是哪家客户", "Name the customer"),
        (("C1",), "不是这家", "Not them"),
        (("C1", "C2"), "都不是", "None of these"),
    ],
)
def test_the_button_for_another_customer_fits_what_is_offered(candidates: tuple[str, ...], zh: str, en: str) -> None:
    known = replace(ONE, state=State.ASKED, candidates=candidates)
    for lang, label in (("zh", zh), ("en", en)):
        names = {key: words[lang] for key, words in NAMES.items() if key in candidates}
        assert label in [one.label for one in proposal_card._choices(known, names, None, lang)]  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
def test_a_question_says_what_is_doubted_and_why_it_is_taken_for_a_proposal(lang: Lang) -> None:
    known = replace(ONE, state=State.ASKED, doubt="nothing", why=("words",))
    face = ClockFace(UTC_ZONE, lang, START)
    shown = proposal_card._notice(known, None, [], {}, {}, face)
    assert [one.text for one in shown.why] == [doubt_words("nothing", lang), why_words(("words",), lang)]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
@pytest.mark.parametrize("lang", LANGS)
def test_what_was_imported_without_a_day_or_sender_is_told_without(lang: Lang, zone: str) -> None:
    old = replace(ONE, document_id="P1", version="V4", customer_id="C1", first=Share("", "", "", LONG_AGO))
    new = replace(ONE, version="V5", customer_id="C1")
    face, people = ClockFace(ZoneInfo(zone), lang, START), {"": "", "li.lei": "Li Lei"}
    both = version_confusion._Both(replace(new, version="V3"), SHARE, old, OLDER_AFTER_NEWER)
    shown = [
        text(proposal_card._notice(new, old, [], {"C1": "Acme"}, people, face)),
        text(version_confusion._notice(both, "Acme", people, face)),
    ]
    for one in shown:
        assert "V4" in one
        assert "0001" not in one
        assert not re.search(r"[(（][，, ]|[，, ][)）]|by\s+on|由发出", one)


def test_two_versions_by_one_hand_name_it_once() -> None:
    both = version_confusion._Both(replace(ONE, version="V3"), SHARE, replace(ONE, version="V3"), SAME_NUMBER)
    face = ClockFace(UTC_ZONE, "zh", START)
    assert (
        "李雷发了两份不同的文档，都写着 V3"
        in version_confusion._notice(both, "华东光伏", {"li.lei": "李雷"}, face).text
    )


@pytest.mark.parametrize("lang", LANGS)
def test_an_old_price_of_a_quote_of_which_little_is_known(lang: Lang) -> None:
    event = OldPriceQuoted("C1", "Q1", "Q2", "local:east", "", "li.lei", START)
    old, newest = Quote("Q1", amount=691_200.0), Quote("Q2", amount=640_000.0)
    said = old_price._notice(event, old, newest, {"customer": "Acme", "who": "Li Lei", "by": ""}, lang).text
    assert not re.search(r"[(（]|  |报价 ；|quote ;", said)
