"""How people really ask (tests/conversations/phrases.yaml): each sentence reaches its intent and its customer."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers.finding import resolution
from handlers.route import Matched
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.model import Name, Resolved
from tests.unit.handlers.routing import routed

ROOT = Path(__file__).resolve().parents[3]
PHRASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "conversations" / "phrases.yaml").read_text(encoding="utf-8")
)
OWNS = [
    (text, customer)
    for of_lang in PHRASES["who_owns"].values()
    for customer, texts in of_lang.items()
    for text in texts
]
MINE = [text for texts in PHRASES["my_customers"].values() for text in texts]


@cache
def names() -> NameIndex:
    found = []
    with (ROOT / "examples" / "sample_team" / "customers.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            aliases = [(alias, "alias") for alias in row["aliases"].split(";")]
            said = [(row["name"], "name"), (row["name_en"], "name_en"), *aliases]
            found += [Name("customer", row["customer_id"], text, role) for text, role in said if text]
    return NameIndex.build(found)


@pytest.mark.parametrize(("text", "customer"), OWNS, ids=[text for text, _ in OWNS])
def test_who_owns(text: str, customer: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert found.intent.name == "who_owns"
    meant = resolution(names(), found.slots["customer"])
    assert isinstance(meant, Resolved)
    assert meant.candidate.entity_id == customer


@pytest.mark.parametrize("text", MINE)
def test_my_customers(text: str) -> None:
    found = routed(text)
    assert isinstance(found, Matched)
    assert found.intent.name == "my_customers"


def test_there_are_sixty_of_each_language() -> None:
    for lang in ("zh", "en"):
        owns = sum(len(texts) for texts in PHRASES["who_owns"][lang].values())
        assert owns >= 60
        assert owns + len(PHRASES["my_customers"][lang]) >= 85
