"""What the guest may use: each intent that changes nothing, as a function with named parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.base import Intent
from handlers.route import Matched, route
from knowledge.people.model import Lang

WHOLE, DAY = "whole", "day"
"""Parameters beside the slots: whether this result alone answers the question, and the day of a dated intent."""

_ANY_DAY = date(2026, 1, 12)
_WHOLE_IS = "whether this result alone answers the question"
_DAY_IS = "the day or period that the question names"


@dataclass(frozen=True, slots=True)
class Tool:
    """One intent as the guest sees it.

    `texts` and `marks` are its slots: copied words, and things that are so or not. A call has to have all that it
    `needs`, and one of `any_of` where there are any.
    """

    name: str
    about: str
    texts: Mapping[str, str]
    marks: Mapping[str, str]
    needs: frozenset[str]
    any_of: frozenset[str]
    dated: bool

    @property
    def schema(self) -> Mapping[str, Any]:
        """Its parameters as JSON Schema."""
        texts = {**self.texts, **({DAY: _DAY_IS} if self.dated else {})}
        marks = {**self.marks, WHOLE: _WHOLE_IS}
        kinds = {"string": texts, "boolean": marks}
        given = {name: {"type": kind, "description": is_} for kind, all_ in kinds.items() for name, is_ in all_.items()}
        needed = [*sorted(self.needs), WHOLE]
        return {"type": "object", "properties": given, "required": needed, "additionalProperties": False}


def tools_of(intents: Mapping[str, Intent], lang: Lang) -> Mapping[str, Tool]:
    """The intents that the guest may use, by name, with examples in the asker's language."""
    return {name: _tool(intent, intent.asks, lang) for name, intent in intents.items() if intent.asks is not None}


def _tool(intent: Intent, asks: Mapping[str, str], lang: Lang) -> Tool:
    said = _said(intent, asks)
    needs = frozenset.intersection(*said) if said else frozenset(asks)
    marks = {slot: is_ for slot, is_ in asks.items() if _is_mark(intent, slot)}
    return Tool(
        name=intent.name,
        about=f"Looks up {intent.title['en']}. It answers such questions: {'; '.join(intent.examples[lang])}",
        texts={slot: is_ for slot, is_ in asks.items() if slot not in marks},
        marks=marks,
        needs=needs,
        any_of=frozenset() if needs or frozenset() in said else frozenset(asks),
        dated=intent.dated,
    )


def _said(intent: Intent, asks: Mapping[str, str]) -> list[frozenset[str]]:
    """The slots that each of its examples has: every one of them is a whole question."""
    spoken = [(example, lang) for lang, examples in intent.examples.items() for example in examples]
    found = [route(example, {intent.name: intent}, lang, _ANY_DAY) for example, lang in spoken]
    slots = [one.slots for one in found if isinstance(one, Matched)]
    return [frozenset(slot for slot in asks if slot in had) for had in slots]


def _is_mark(intent: Intent, slot: str) -> bool:
    """A group that holds no text only says which sentence it was."""
    return any(f"(?P<{slot}>)" in pattern.pattern for pattern in intent.patterns)
