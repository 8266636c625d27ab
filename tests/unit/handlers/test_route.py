"""Sentences reach one intent; what is no command reaches none, and nothing takes long."""

import re
from collections import Counter
from itertools import product
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.courtesy import without_courtesy
from handlers.route import LONGEST, Matched, NoMatch, NoMatchReason, slots_in
from knowledge.calendar.phrases import DayRef, parse_day, without
from knowledge.people.model import LANGS
from tests.unit.handlers.routing import INTENTS, TODAY, reached, routed

EXAMPLES = [
    (intent.name, example) for intent in INTENTS.values() for lang in LANGS for example in intent.examples[lang]
]
SURROUNDINGS = ["{}", " {} ", "{}？", "{}?!", "请问{}", "hi, {}", "{}，谢谢", "{} please", "麻烦问一下，{}", "{}\n"]


def all_reached(text: str) -> list[str]:
    """Every intent whose patterns match, not only the first."""
    plain = " ".join(text.split()).strip(" ?？!！.。")
    found = parse_day(plain, TODAY)
    undated = without(plain, found).strip() if isinstance(found, DayRef) else plain
    return [
        intent.name
        for intent in INTENTS.values()
        if slots_in(intent, without_courtesy(undated if intent.dated else plain)) is not None
    ]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_an_example_reaches_its_own_intent_and_no_other(name: str, example: str) -> None:
    assert all_reached(example) == [name]
    assert reached(example) == name


def test_politeness_around_it_changes_nothing() -> None:
    asked = [(name, example) for name, example in EXAMPLES if name != "small_talk"]  # it is politeness itself
    for (name, example), around in product(asked, SURROUNDINGS):
        assert reached(around.format(example)) == name, around.format(example)


def test_every_intent_that_is_asked_for_has_examples_in_both_languages() -> None:
    for intent in INTENTS.values():
        assert set(intent.title) == set(LANGS)
        assert not intent.patterns or all(intent.examples[lang] for lang in LANGS)


def test_places_in_the_help_are_taken_once() -> None:
    places = Counter(intent.place for intent in INTENTS.values() if intent.place)
    assert max(places.values()) == 1


def test_a_day_is_cut_out_and_handed_over() -> None:
    found = routed("谁去年负责北禾电子？")
    assert isinstance(found, Matched)
    assert found.slots == {
        "customer": "北禾电子",
        "day": "2025-12-31",
        "first": "2025-01-01",
        "last": "2025-12-31",
    }


def test_a_day_that_cannot_be_is_handed_over_too() -> None:
    found = routed("who owned Acme on 2025-02-30?")
    assert isinstance(found, Matched)
    assert found.slots == {"customer": "Acme", "bad_day": "2025-02-30"}


@pytest.mark.parametrize(
    "text", ["会议室被占了", "周三开会", "the printer is jammed", "ok let's meet", "报价发我", "Acme", "1", "谁"]
)
def test_other_talk_reaches_nothing(text: str) -> None:
    found = routed(text)
    assert isinstance(found, NoMatch)
    assert found.reason is NoMatchReason.NOTHING_LIKE_IT
    assert 0 < len(found.nearest) <= 3


@pytest.mark.parametrize("text", ["", "  ", "？！", "\u200b", "...\n"])
def test_nothing_said(text: str) -> None:
    found = routed(text)
    assert isinstance(found, NoMatch)
    assert found.reason is NoMatchReason.EMPTY


@given(st.text(max_size=LONGEST + 50))
@settings(max_examples=150)
def test_any_text_is_taken_and_the_same_text_goes_the_same_way(text: str) -> None:
    first, second = routed(text), routed(text)
    assert type(first) is type(second)
    if isinstance(first, Matched) and isinstance(second, Matched):
        assert first.intent is second.intent
        assert all(isinstance(value, str) for value in first.slots.values())


NAME = st.text(st.sampled_from("光伏科技华东Acme北禾电子0-9& "), min_size=2, max_size=20).map(str.strip)


@given(NAME.filter(lambda name: len(name) > 1 and not parse_day(name, TODAY)))
@settings(max_examples=100)
def test_whatever_the_name_it_arrives_whole(name: str) -> None:
    found = routed(f"谁负责{name}？")
    assert isinstance(found, Matched)
    assert found.slots["customer"] == re.sub(r"\s+", " ", name)


HOSTILE = ["谁", "我", "的", "现在", "哪些", "查一下", "，", "都", "谁负责", "我的客户", "1", "-", "(", "客户经理"]
HOSTILE += ["who ", "who owns ", "please ", "a ", "'s ", " is", "thanks ", "all my ", "\u3000", "owner of the "]


def test_no_sentence_takes_patterns_long() -> None:
    """All of them together take a third of a second; one pattern that backtracks for ever would take for ever."""
    began = process_time()
    for head, body in product(("", "谁负责", "who owns "), HOSTILE):
        for size in (LONGEST // 2, LONGEST - 1):
            routed((head + body * size)[:size] + "#")
    assert process_time() - began < 20


def test_what_is_too_long_for_a_command_is_not_looked_at() -> None:
    found = routed("谁负责" + "光" * LONGEST)
    assert isinstance(found, NoMatch)
    assert found.reason is NoMatchReason.TOO_LONG
