"""Follow-ups as text: what a sentence leaves out, and what is none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.base import Answer, Outcome, Plan, Subjects
from handlers.follow_ups import CUSTOMER, PERSON, REMEMBERED, FollowUps, remembering, subjects_in
from handlers.intents.who_owns import INTENT as WHO_OWNS
from handlers.route import Matched, NoMatch, has_han, route
from tests.unit.handlers.asking import asked, viewed
from tests.unit.handlers.routing import INTENTS, TODAY

AT = datetime(2026, 1, 12, 9, tzinfo=UTC)
NOTHING = Subjects()
BOTH = Subjects(("C001",), ("contact:K001",), "who_owns", "customer", {}, AT.isoformat())
LAST_YEAR = {"day": "2025-12-31", "first": "2025-01-01", "last": "2025-12-31"}


def read(text: str, subjects: Subjects = BOTH, *, waits: bool = False) -> tuple[str, dict[str, str]]:
    found = FollowUps(INTENTS, "zh" if has_han(text) else "en", TODAY, subjects).read(text, waits=waits)
    return (found.intent.name, dict(found.slots)) if isinstance(found, Matched) else ("", {})


LEFT_OUT = {
    "quotes": ("那报价呢", "报价呢？", "它的报价", "谢谢，那报价呢", "and the quotes?", "quotes?",
               "what did we quote them?"),
    "contracts": ("合同呢", "他们的合同什么时候到期？", "那他们的SLA呢", "那家公司的合同", "what about the contract?",
                  "when does it expire?", "and their SLA?", "thanks, and the contract?"),
    "contacts": ("关键联系人有哪些？", "联系人", "谁拍板", "那边谁拍板", "他们公司的联系人", "key contacts?",
                 "their contacts", "who decides there?"),
    "who_owns": ("谁负责", "现在谁在跟", "who owns it", "who owns them?", "who is the owner?", "owner?",
                 "历任负责人"),
    "who_else": ("还有谁在跟", "那还有谁在跟这家客户", "who else is on it?"),
    "last_contact": ("上次联系是什么时候", "多久没联系了", "when was the last contact?",
                     "when did we last talk to them?"),
    "open_deals": ("商机呢", "谈到哪一步了", "到哪一步了", "any open deals?", "where do we stand with them?"),
    "proposals": ("最新方案", "latest proposal", "proposals?"),
    "promises": ("还有哪些没做", "我们还欠什么", "what do we still owe them"),
    "similar": ("有没有类似的案例", "similar customers that we won?"),
    "who_knows": ("谁认识他们的人", "谁认识那边的人", "who do we know there?"),
}  # fmt: skip
HERS = ("她的电话", "那她的电话呢？", "他电话多少", "怎么联系她", "her phone", "and her phone number?",
        "how do I reach her?", "his email?", "what is her e-mail")  # fmt: skip
SAID_IN_FULL = {
    "谁负责华东光伏": ("who_owns", {"customer": "华东光伏"}),
    "Acme谁在跟": ("who_owns", {"customer": "Acme"}),
    "那同屹轨道的报价呢": ("quotes", {"customer": "那同屹轨道"}),
    "陶然的电话": ("reach", {"person": "陶然", "phone": ""}),
    "and Acme's quotes?": ("quotes", {"customer": "Acme"}),
    "客户说他们更便宜怎么回": ("battle_card", {"objection": "他们更便宜"}),
    "what do we say when they say it is too expensive?": ("battle_card", {"objection": "it is too expensive"}),
    "全部交给韩梅": ("hand_over", {"to": "韩梅"}),
    "谢谢": ("small_talk", {"thanks": "谢谢"}),
}
NO_FOLLOW_UP = ("什么意思", "为什么", "那怎么办", "真的吗", "还有吗", "那你呢", "why?", "are you sure?", "归韩梅",
                "交给她", "Acme?")  # fmt: skip


@pytest.mark.parametrize(("intent", "text"), [(name, text) for name, texts in LEFT_OUT.items() for text in texts])
@pytest.mark.parametrize("subjects", [BOTH, NOTHING], ids=["remembered", "nothing"])
def test_the_customer_is_left_out(intent: str, text: str, subjects: Subjects) -> None:
    name, slots = read(text, subjects)
    assert (name, slots["customer"]) == (intent, "")


@pytest.mark.parametrize("text", HERS)
def test_the_person_is_left_out(text: str) -> None:
    name, slots = read(text)
    assert (name, slots["person"]) == ("reach", "")


@pytest.mark.parametrize("text", SAID_IN_FULL)
def test_what_is_said_in_full_stays(text: str) -> None:
    assert read(text) == SAID_IN_FULL[text]


@pytest.mark.parametrize("text", NO_FOLLOW_UP)
def test_what_is_no_follow_up(text: str) -> None:
    assert read(text) == ("", {})


def test_their_phone_numbers_are_the_customers_hers_a_persons() -> None:
    assert read("他们的电话") == ("reach", {"customer": "", "phone": ""})
    assert read("电话呢") == ("reach", {"person": "", "phone": ""})
    assert read("电话呢", Subjects(("C001",))) == ("reach", {"customer": "", "phone": ""})


@pytest.mark.parametrize(
    "text", ["那Acme呢", "Acme呢？", "换成Acme呢", "what about Acme?", "and Acme?", "same for Acme"]
)
def test_the_same_question_about_another(text: str) -> None:
    assert read(text) == ("who_owns", {"customer": "Acme"})
    assert read(text, NOTHING) == ("", {})
    of_a_person = Subjects((), ("contact:K001",), "reach", "person", {"phone": ""}, AT.isoformat())
    assert read(text, of_a_person) == ("reach", {"phone": "", "person": "Acme"})


@pytest.mark.parametrize("text", ["去年呢？", "那去年呢", "and last year?", "last year?", "what about last year?"])
def test_the_same_question_on_another_day(text: str) -> None:
    assert read(text) == ("who_owns", {"customer": "", **LAST_YEAR})
    before = Subjects(("C001",), (), "who_owns", "customer", {"day": "2024-12-31", "ever": ""}, AT.isoformat())
    assert read(text, before) == ("who_owns", {"customer": "", "ever": "", **LAST_YEAR})
    undated = Subjects(("C001",), (), "contacts", "customer", {}, AT.isoformat())
    assert read(text, undated) == ("", {})


def test_another_customer_on_another_day() -> None:
    assert read("那北禾电子去年呢") == ("who_owns", {"customer": "北禾电子", **LAST_YEAR})


def test_where_a_question_waits_only_a_pronoun_is_a_follow_up() -> None:
    assert read("那Acme呢", waits=True) == ("", {})
    assert read("报价呢", waits=True) == ("", {})
    assert read("他们的报价呢", waits=True)[0] == "quotes"


@given(st.text(max_size=60))
def test_no_text_breaks_it_and_stand_ins_never_get_out(text: str) -> None:
    if CUSTOMER in text or PERSON in text:
        return
    for subjects in (BOTH, NOTHING):
        _, slots = read(text, subjects)
        assert not any(CUSTOMER in value or PERSON in value for value in slots.values())


@pytest.mark.parametrize("text", [text for one in INTENTS.values() for of in one.examples.values() for text in of])
def test_every_example_means_what_it_means_without_memory(text: str) -> None:
    plain = route(text, INTENTS, "zh", TODAY)
    assert not isinstance(plain, NoMatch)
    assert read(text)[0] == plain.intent.name
    assert {**read(text)[1]} == dict(plain.slots)


def test_what_was_told_is_remembered_for_an_hour() -> None:
    memory = {"subjects": {"customers": ["C001"], "people": ["person:li.lei"], "intent": "", "slot": "", "slots": {},
                           "at": AT.isoformat()}}  # fmt: skip
    assert subjects_in(memory, AT + REMEMBERED).customers == ("C001",)
    assert subjects_in(memory, AT + REMEMBERED + timedelta(seconds=1)) == NOTHING
    assert subjects_in({}, AT) == NOTHING


def test_only_what_was_answered_is_remembered() -> None:
    view, ask = viewed(), asked({"customer": "华东光伏", "day": "2025-12-31"})
    view.speaks_of("customer", "C001")
    view.speaks_of("person", "li.lei", "li.lei")
    told = remembering(Plan(Answer(Outcome.ANSWER, "x")), WHO_OWNS, ask, view).subjects
    assert told == Subjects(("C001",), ("person:li.lei",), "who_owns", "customer", {"day": "2025-12-31"})
    for outcome in (Outcome.AMBIGUOUS, Outcome.UNKNOWN, Outcome.REFUSED, Outcome.SMALLTALK):
        assert remembering(Plan(Answer(outcome, "x")), WHO_OWNS, ask, view).subjects is None


def test_a_change_is_not_asked_for_again_but_what_it_was_about_is_remembered() -> None:
    view = viewed(BOTH)
    view.speaks_of("customer", "C002")
    told = remembering(Plan(Answer(Outcome.DONE, "x")), WHO_OWNS, asked({"customer": "x"}), view).subjects
    assert told is not None
    assert (told.customers, told.people, told.intent) == (("C002",), ("contact:K001",), "who_owns")
