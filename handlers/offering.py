"""Which product a person means, where they do not name a customer."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Outcome, Pending, Plan, View
from knowledge.battlecards.naming import PRODUCT
from knowledge.graph.names.model import Ambiguous, Candidate, Resolved
from knowledge.graph.names.resolve import resolve
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.notice import Choice

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "which": {"zh": "“{text}”是哪个产品：{names}？", "en": "Which product is “{text}”: {names}?"},
    "and": {"zh": "、", "en": ", "},
}


def find_product(ask: Ask, view: View, intent: str) -> str | Plan | None:
    """The product that slot "customer" names, where it names no customer; None where it is none either.

    Where several fit, the plan that asks back; a choice fills slot "product".
    """
    text = ask.slots.get("customer", "")
    match resolve(view.names, text, kinds={PRODUCT}):
        case Resolved(candidate):
            return candidate.entity_id
        case Ambiguous(candidates):
            return _which(ask, intent, text, candidates)
        case _:
            return None


def _which(ask: Ask, intent: str, text: str, candidates: tuple[Candidate, ...]) -> Plan:
    labels = [one.entity_id for one in candidates]
    names = _WORDS["and"][ask.lang].join(labels)
    said = filled(_WORDS["which"][ask.lang], ask.lang, text=text, names=names)
    kept = {name: value for name, value in ask.slots.items() if name != "customer"}
    choices = tuple(Choice(label, intent, {**kept, "product": label}) for label in labels)
    options = tuple({**kept, "label": label, "product": label} for label in labels)
    pending = Pending(intent, "customer", kept, said, options)
    return Plan(Answer(Outcome.AMBIGUOUS, said, choices=choices), pending=pending)
