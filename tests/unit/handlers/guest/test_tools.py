"""Intents as functions: those that change nothing, with their slots as parameters, enough for each example."""

import ast
import inspect
import sys
from dataclasses import replace

import pytest

from handlers.base import Intent
from handlers.guest.calls import MisusedError
from handlers.guest.tools import DAY, WHOLE, tools_of
from handlers.route import Matched, route
from knowledge.calendar.phrases import DayRef, parse_day, without
from knowledge.people.model import Lang
from tests.unit.handlers.guest.calling import want
from tests.unit.handlers.routing import INTENTS, TODAY

TOOLS = tools_of(INTENTS, "en")
READING = [intent for intent in INTENTS.values() if intent.asks is not None]


def test_what_changes_anything_is_not_there() -> None:
    changing = {"claim_lead", "correct_owner", "hand_over", "merge_customers", "mark_left", "save_links", "undo_change"}
    changing |= {"learn_nickname"}
    assert changing <= INTENTS.keys()
    assert not changing & TOOLS.keys()
    assert {"who_owns", "quotes", "contacts", "battle_card"} <= TOOLS.keys()


def test_a_new_intent_is_kept_away_unless_it_says_otherwise() -> None:
    intent = replace(INTENTS["who_owns"], asks=None)
    assert tools_of({"who_owns": intent}, "en") == {}


@pytest.mark.parametrize("intent", READING, ids=lambda intent: intent.name)
def test_the_module_of_one_that_may_be_called_imports_no_command(intent: Intent) -> None:
    source = inspect.getsource(sys.modules[intent.plan.__module__])
    imported = {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    assert [name for name in imported if name and name.endswith((".commands", ".amendments", ".merging"))] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("intent", READING, ids=lambda intent: intent.name)
def test_each_example_can_be_called_with_what_its_sentence_holds(intent: Intent, lang: Lang) -> None:
    for example in intent.examples[lang]:
        matched = route(example, {intent.name: intent}, lang, TODAY)
        assert isinstance(matched, Matched)
        slots = {name: value for name, value in matched.slots.items() if name in (intent.asks or {})}
        said = without(example, day) if isinstance(day := parse_day(example, TODAY), DayRef) else example
        found = want(intent.name, {name: value or True for name, value in slots.items()}, said)
        assert found.slots == slots


def test_the_schema_tells_texts_from_marks_and_what_is_needed() -> None:
    schema = TOOLS["quotes"].schema
    kinds = {name: given["type"] for name, given in schema["properties"].items()}
    assert kinds == {"customer": "string", DAY: "string", "newest": "boolean", WHOLE: "boolean"}
    assert schema["required"] == ["customer", WHOLE]
    assert TOOLS["open_deals"].schema["required"] == [WHOLE]


def test_the_examples_are_in_the_language_of_the_asker() -> None:
    assert "谁负责华东光伏" in tools_of(INTENTS, "zh")["who_owns"].about
    assert "who owns Acme" in TOOLS["who_owns"].about


def test_one_of_several_sentences_is_enough() -> None:
    assert want("open_deals", {"mine": True}, "and mine?").slots == {"mine": ""}
    with pytest.raises(MisusedError, match="one of these is needed: customer, mine"):
        want("open_deals", {}, "and mine?")
