"""Which entity a person means: one, several to choose from, or none. The same for every intent that names one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.base import Answer, Ask, Outcome, Pending, Plan, View
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Ambiguous, Candidate, Resolution, Resolved, Unknown, Why
from knowledge.graph.names.resolve import resolve
from knowledge.graph.view import customer, some_customers
from knowledge.people.model import Lang
from knowledge.people.view import person
from notifiers.notice import Choice

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "which": {
        "zh": "“{text}”有 {count} 家：{names}。你问哪家？",
        "en": "“{text}” fits {count}: {names}. Which one do you mean?",
    },
    "unknown": {"zh": "没有找到“{text}”。", "en": "I don't know any “{text}”."},
    "nearest": {"zh": "最接近的是：{names}。", "en": " The nearest are: {names}."},
    "who_knows": {"zh": "也可以问问{who}。", "en": " {who} may know."},
    "and": {"zh": "、", "en": ", "},
}
_WHY: Mapping[Why, Mapping[Lang, str]] = {
    Why.EXACT: {"zh": "全名一致", "en": "exact name"},
    Why.ALIAS: {"zh": "别名", "en": "alias"},
    Why.SHORT_NAME: {"zh": "简称", "en": "short name"},
    Why.WORD_ORDER: {"zh": "词序不同", "en": "other word order"},
    Why.FUZZY: {"zh": "写法相近", "en": "similar spelling"},
}


@dataclass(frozen=True, slots=True)
class Found:
    """The one customer meant."""

    customer_id: str


def find_customer(ask: Ask, view: View, intent: str, text: str) -> Found | Plan:
    """The customer that `text` names, or the plan that asks back. `intent` is what a choice leads to."""
    if ask.slots.get("customer_id"):
        return Found(ask.slots["customer_id"])
    match _resolution(view, text):
        case Resolved(candidate):
            return Found(candidate.entity_id)
        case Ambiguous(candidates):
            return _which(ask, view, intent, text, candidates)
        case Unknown(nearest):
            return _unknown(ask, view, intent, text, nearest)


def _resolution(view: View, text: str) -> Resolution:
    """By the whole text; where that fits nothing, by a name inside it ("华东光伏的项目")."""
    whole = resolve(view.names, text, kinds={"customer"})
    if not isinstance(whole, Unknown):
        return whole
    inside = [mention.outcome for mention in mentions(view.names, text, kinds={"customer"})]
    return inside[0] if len(inside) == 1 else whole


def _which(ask: Ask, view: View, intent: str, text: str, candidates: Sequence[Candidate]) -> Plan:
    titled = _titled(view, candidates, ask.lang)
    said = _WORDS["which"][ask.lang].format(
        text=text, count=len(titled), names=_WORDS["and"][ask.lang].join(candidate.name for candidate in titled)
    )
    answer = Answer(Outcome.AMBIGUOUS, said, tuple(titled), choices=_choices(ask, intent, titled))
    return Plan(answer, pending=Pending(intent, "customer", _kept(ask), said))


def _unknown(ask: Ask, view: View, intent: str, text: str, nearest: Sequence[Candidate]) -> Plan:
    titled = _titled(view, nearest, ask.lang)
    said = _WORDS["unknown"][ask.lang].format(text=text)
    if titled:
        names = _WORDS["and"][ask.lang].join(candidate.name for candidate in titled)
        said += _WORDS["nearest"][ask.lang].format(names=names)
    manager = person(view.reader, ask.person.manager_id) if ask.person and ask.person.manager_id else None
    if manager is not None:
        said += _WORDS["who_knows"][ask.lang].format(who=manager.name_in(ask.lang))
    return Plan(Answer(Outcome.UNKNOWN, said, tuple(titled), choices=_choices(ask, intent, titled)))


def _titled(view: View, candidates: Sequence[Candidate], lang: Lang) -> list[Candidate]:
    """The candidates under the names people read, with the reason in words."""
    known = some_customers(view.reader, [candidate.entity_id for candidate in candidates])
    return [
        Candidate("customer", one.entity_id, known[one.entity_id].name_in(lang), one.score, one.why)
        for one in candidates
        if one.entity_id in known
    ]


def _choices(ask: Ask, intent: str, candidates: Sequence[Candidate]) -> tuple[Choice, ...]:
    kept = _kept(ask)
    return tuple(Choice(one.name, intent, {**kept, "customer_id": one.entity_id}) for one in candidates)


def _kept(ask: Ask) -> dict[str, str]:
    return {name: value for name, value in ask.slots.items() if name != "customer"}


def why_in(why: Why, lang: Lang) -> str:
    """How a candidate and the text came together, in words."""
    return _WHY[why][lang]


def name_of(view: View, customer_id: str, lang: Lang) -> str:
    """The customer's name as a reader of `lang` sees it; the id where it is not recorded."""
    known = customer(view.reader, customer_id)
    return known.name_in(lang) if known else customer_id
