"""What the sieve keeps back cannot match: the fast way reaches what trying every pattern reaches."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.base import Sentence
from handlers.courtesy import without_courtesy
from handlers.route import LONGEST, Matched, NoMatch, route, slots_in
from handlers.sieve import Sieve, folded, needed, places
from knowledge.calendar.phrases import DayRef, parse_day, without
from tests.unit.handlers.routing import INTENTS, TODAY, reached, routed

TESTS = Path(__file__).parents[2]
PATTERNS = [pattern for intent in INTENTS.values() for pattern in intent.patterns]
SIEVE = Sieve(PATTERNS)
WORDS = sorted({text for pattern in PATTERNS for text in needed(pattern)})


def tried(sentence: str) -> tuple[str, ...]:
    """The names of all intents one of whose patterns matches, found by trying them all."""
    return tuple(name for name, intent in INTENTS.items() if slots_in(intent, sentence) is not None)


def sifted(sentence: str) -> tuple[str, ...]:
    """The same, of those patterns that the sieve lets through."""
    found = [PATTERNS[place] for place in places(SIEVE.mask(sentence)) if PATTERNS[place].fullmatch(sentence)]
    return tuple(name for name, intent in INTENTS.items() if any(one in intent.patterns for one in found))


def phrases() -> Iterator[str]:
    """Whatever is said in the tests of handlers and in the conversations."""
    for file in (*TESTS.glob("unit/handlers/**/test_*.py"), *TESTS.glob("conversations/test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) <= LONGEST:
                yield node.value


def test_every_phrase_in_the_tests_goes_where_trying_all_patterns_leads() -> None:
    said = {phrase for phrase in phrases() if len(phrase) <= 100}
    assert len(said) > 1000
    for phrase in said:
        plain = without_courtesy(" ".join(phrase.split()).strip(" ?？!！.。"))
        kept_back = set(range(len(PATTERNS))).difference(places(SIEVE.mask(plain)))
        assert not [PATTERNS[place] for place in kept_back if PATTERNS[place].fullmatch(plain)], phrase


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_an_example_is_won_by_the_first_intent_that_matches(name: str) -> None:
    for examples in INTENTS[name].examples.values():
        for example in examples:
            plain = without_courtesy(example.strip("?？。."))
            found = parse_day(plain, TODAY)
            undated = without(plain, found).strip() if isinstance(found, DayRef) else plain
            first = next(one for one, of in INTENTS.items() if slots_in(of, undated if of.dated else plain) is not None)
            assert reached(example) == first == name


@given(st.lists(st.sampled_from([*WORDS, "华东光伏", " ", "Acme", "，", "\u212a", "\u017f"]), max_size=8).map("".join))
@settings(max_examples=100)
def test_words_of_the_patterns_in_any_order(sentence: str) -> None:
    assert sifted(sentence) == tried(sentence)


def test_most_sentences_meet_few_patterns() -> None:
    left = [len(list(places(SIEVE.mask(sentence)))) for sentence in ("谁负责华东光伏", "who owns Acme", "你好", "1")]
    assert max(left) < len(PATTERNS) / 3


def test_whatever_matches_a_letter_folds_to_it() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    for letter in set(re.findall("[a-z]", everything, re.IGNORECASE)):
        assert re.fullmatch(folded(letter), letter, re.IGNORECASE)
        assert folded(letter) in "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("a.*", {"a"}),
        ("who (?:owns|handles) (.+)", {"who "}),
        ("(?P<x>.+?)(?:负责|跟进)", {"负责", "跟进"}),
        ("x?(?:负责|)y*", set()),
        (".*[呢呀]", {"呢", "呀"}),
        ("(?:ab)+c?", {"ab"}),
        ("(?:ab)*", set()),
        ("[^a].", set()),
        ("[a-c]", set()),
        ("", set()),
        ("Éa", {"a"}),
        ("(?=ab).*", set()),
    ],
)
def test_what_a_pattern_needs(pattern: str, texts: set[str]) -> None:
    assert needed(Sentence(pattern)) == texts


def test_other_intents_have_another_table() -> None:
    fewer = {"help": INTENTS["help"]}
    assert isinstance(routed("谁负责华东光伏？"), Matched)
    assert isinstance(route("谁负责华东光伏？", fewer, "zh", TODAY), NoMatch)
    assert reached("谁负责华东光伏？") == "who_owns"
