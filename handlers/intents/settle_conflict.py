"""Say which of several owners on record is right."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.changing import change_key, may_correct, names_of, open_owners, undo_choice, undo_pending
from handlers.finding import find_customer, name_of
from handlers.members import find_member
from knowledge.access.model import Kind
from knowledge.graph.model import Ownership
from knowledge.graph.owning import DISPUTED, SettleConflict
from knowledge.graph.view import ownerships
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.team import DECIDES

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "定了：{customer}由{who}负责；{others}的那条不再算数（{by} {today} 定的）。",
        "en": "Settled: {who} owns {customer}; what says {others} no longer counts (decided by {by} on {today}).",
    },
    "settled": {"zh": "{customer}的负责人已经没有冲突了。", "en": "There is no conflict about {customer} any more."},
    "not_yours": {
        "zh": "这件事由{names}或主管、管理员来定。",
        "en": "{names}, their manager or an admin decides that.",
    },
    "nobody_sure": {"zh": "这件事由主管或管理员来定。", "en": "A manager or an admin decides that."},
    "none_of_them": {"zh": "{who}不在这几条记录里。", "en": "None of the records says {who}."},
    "and": {"zh": "、", "en": ", "},
}


def plan(ask: Ask, view: View) -> Plan:
    """Let one stand and end the others; only for those on record as owners, their superiors and admins."""
    view.need(Kind.OWNERSHIP)
    if "words" in ask.slots:
        return Plan(Answer(Outcome.UNKNOWN, ""))
    customer = find_customer(ask, view, "settle_conflict", ask.slots.get("customer", ""))
    if isinstance(customer, Plan):
        return customer
    view.need(Kind.OWNERSHIP, customer.customer_id)
    held = open_owners(ownerships(view.reader, customer.customer_id), ask.today)
    if len({one.person_id for one in held}) < 2:
        return _told(ask, view, customer.customer_id, "settled", Outcome.DONE)
    sure = [one for one in held if one.confidence > DISPUTED]
    if not _may(ask, view, sure):
        words, names = "not_yours" if sure else "nobody_sure", _names(ask, view, sure)
        return _told(ask, view, customer.customer_id, words, Outcome.REFUSED, names=names)
    right = _meant(replace(ask, slots={**ask.slots, "customer_id": customer.customer_id}), view, held)
    return right if isinstance(right, Plan) else _settled(ask, view, held, right)


def _meant(ask: Ask, view: View, held: list[Ownership]) -> Ownership | Plan:
    """The record of a button, or of the person named."""
    for one in held:
        if str(one.fact_id) == ask.slots.get("fact"):
            return one
    if not ask.slots.get("who") and not ask.slots.get("who_id"):
        return _told(ask, view, ask.slots["customer_id"], "settled", Outcome.DONE)
    who = find_member(ask, view, "settle_conflict", "who")
    if isinstance(who, Plan):
        return who
    theirs = [one for one in held if one.person_id == who.person_id]
    words, name = "none_of_them", who.name_in(ask.lang)
    return theirs[-1] if theirs else _told(ask, view, ask.slots["customer_id"], words, Outcome.REFUSED, who=name)


def _settled(ask: Ask, view: View, held: list[Ownership], right: Ownership) -> Plan:
    wrong = [one for one in held if one.person_id != right.person_id]
    names = names_of(view, [right.person_id], ask.lang)
    facts = {
        "who": names[right.person_id],
        "others": _names(ask, view, wrong),
        "by": ask.person.name_in(ask.lang) if ask.person else "",
        "today": ask.today.isoformat(),
    }
    dropped = tuple(one.fact_id for one in wrong)
    command = SettleConflict(change_key(ask), right.customer_id, right.fact_id, dropped)
    text = _say(ask, view, right.customer_id, "done", **facts)
    return Plan(Answer(Outcome.DONE, text, choices=(undo_choice(ask),)), (command,), undo_pending(ask, text))


def _may(ask: Ask, view: View, sure: list[Ownership]) -> bool:
    """What somebody merely claimed gives them no say; where nobody is sure to own it, managers and admins decide."""
    me = ask.person
    if not sure:
        return me is not None and me.role in DECIDES
    return may_correct(view, me, [one.person_id for one in sure])


def _names(ask: Ask, view: View, held: list[Ownership]) -> str:
    return _WORDS["and"][ask.lang].join(names_of(view, (one.person_id for one in held), ask.lang).values())


def _told(ask: Ask, view: View, customer_id: str, words: str, outcome: Outcome, **facts: str) -> Plan:
    return Plan(Answer(outcome, _say(ask, view, customer_id, words, **facts)))


def _say(ask: Ask, view: View, customer_id: str, words: str, **facts: str) -> str:
    customer = name_of(view, customer_id, ask.lang)
    return filled(_WORDS[words][ask.lang], ask.lang, customer=customer, **facts)


INTENT = Intent(
    name="settle_conflict",
    title={"zh": "负责人有两种说法时，定下以谁为准", "en": "say which of two owners on record is right"},
    examples={"zh": ("华东光伏以韩梅为准",), "en": ("Han Mei is right about Acme",)},
    patterns=sentences(
        r"(?P<customer>[^,，]+?)(?:的?负责人)?以(?P<who>[^,，]+?)为准",
        r"(?P<who>[^,]+?)\s+is\s+right\s+(?:about|on|for)\s+(?P<customer>.+)",
    ),
    plan=plan,
)
