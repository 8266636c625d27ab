"""Which person of the team is meant, in a sentence or by a button; and one of two sides of a sentence."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.base import Answer, Ask, Outcome, Pending, Plan, Slots, View
from handlers.finding import Found, find_customer
from knowledge.graph.names.model import Ambiguous, Resolved
from knowledge.graph.names.resolve import resolve
from knowledge.people.model import Lang, Person
from knowledge.people.view import people, person, persons_called
from notifiers.filling import filled
from notifiers.notice import Choice

LONGEST_SHOWN = 40
_ME = frozenset({"我", "我自己", "本人", "i", "me", "myself"})

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "which": {"zh": "“{text}”是哪一位：{names}？", "en": "Which “{text}” do you mean: {names}?"},
    "which_said": {"zh": "你问的是哪一位：{names}？", "en": "Whom do you mean: {names}?"},
    "whom": {"zh": "问的是哪一位？说一下名字。", "en": "Whom do you mean? Tell me the name."},
    "unknown": {
        "zh": "团队里没有找到“{text}”这个人，用工号或邮箱再说一次。",
        "en": "I know nobody on the team called “{text}”; try their id or e-mail.",
    },
    "and": {"zh": "、", "en": ", "},
}


def find_member(ask: Ask, view: View, intent: str, slot: str) -> Person | Plan:
    """The person that slot `slot` names, or the plan that asks back; a choice fills slot `slot` + "_id".

    Where the slot is empty it is whoever the conversation was about.
    """
    found = _member(ask, view, intent, slot)
    if isinstance(found, Person):
        view.speaks_of("person", found.person_id)
    return found


def _member(ask: Ask, view: View, intent: str, slot: str) -> Person | Plan:
    chosen = person(view.reader, ask.slots.get(f"{slot}_id", ""))
    if chosen is not None:
        return chosen
    text = ask.slots.get(slot, "")
    if text.lower() in _ME and ask.person is not None:
        return ask.person
    found = (persons_called(view.reader, text) or _alike(view, text)) if text else _spoken_of(view)
    if len(found) == 1:
        return found[0]
    shown = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
    if not text and len(found) != 1:
        return _whom(ask, intent, slot, found)
    if not found:
        return Plan(Answer(Outcome.UNKNOWN, filled(_WORDS["unknown"][ask.lang], ask.lang, text=shown)))
    return _which(ask, intent, slot, shown, found)


def _spoken_of(view: View) -> list[Person]:
    """Those of the team whom the conversation was about."""
    ids = [one.partition(":")[2] for one in view.subjects.people if one.startswith("person:")]
    return list(people(view.reader, ids).values())


def _whom(ask: Ask, intent: str, slot: str, found: list[Person]) -> Plan:
    """Which of those spoken of; where there are none, anybody."""
    if found:
        return _which(ask, intent, slot, "", found)
    said = filled(_WORDS["whom"][ask.lang], ask.lang)
    kept = {name: value for name, value in ask.slots.items() if name != slot}
    return Plan(Answer(Outcome.AMBIGUOUS, said), pending=Pending(intent, slot, kept, said))


def _which(ask: Ask, intent: str, slot: str, text: str, found: list[Person]) -> Plan:
    labels = [f"{one.name_in(ask.lang)} ({one.unit or one.person_id})" for one in found]
    words = "which" if text else "which_said"
    said = filled(_WORDS[words][ask.lang], ask.lang, text=text, names=_WORDS["and"][ask.lang].join(labels))
    kept = {name: value for name, value in ask.slots.items() if name != slot}
    args = [{**kept, f"{slot}_id": one.person_id} for one in found]
    choices = tuple(Choice(label, intent, one) for label, one in zip(labels, args, strict=True))
    options = tuple({**one, "label": label} for label, one in zip(labels, args, strict=True))
    return Plan(Answer(Outcome.AMBIGUOUS, said, choices=choices), pending=Pending(intent, slot, kept, said, options))


def _alike(view: View, text: str) -> list[Person]:
    match resolve(view.names, text, kinds={"person"}):
        case Resolved(candidate):
            ids = [candidate.entity_id]
        case Ambiguous(candidates):
            ids = [one.entity_id for one in candidates]
        case _:
            ids = []
    return list(people(view.reader, ids).values())


def find_side(ask: Ask, view: View, intent: str, side: str) -> Found | Plan:
    """The customer that slot `side` names, where a sentence names two; a choice fills slot `side` + "_id"."""
    chosen = ask.slots.get(f"{side}_id", "")
    if chosen:
        return Found(chosen)
    others = {name: value for name, value in ask.slots.items() if name not in (side, "customer_id")}
    found = find_customer(replace(ask, slots=others), view, intent, ask.slots.get(side, ""))
    return found if isinstance(found, Found) else sided(found, side)


def sided(plan: Plan, side: str, prefix: str = "") -> Plan:
    """A question which customer is meant, its choices about this side of a sentence: their ids go to `side` + "_id"."""

    def about(slots: Slots) -> Slots:
        given = {name: value for name, value in slots.items() if name != "customer_id"}
        return {**given, f"{side}_id": prefix + slots["customer_id"]}

    choices = tuple(replace(one, args=about(one.args)) for one in plan.answer.choices)
    pending = plan.pending
    if pending is not None:
        pending = replace(pending, slot=side, options=tuple(about(one) for one in pending.options))
    return replace(plan, answer=replace(plan.answer, choices=choices), pending=pending)
