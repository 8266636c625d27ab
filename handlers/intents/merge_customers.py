"""Two customers that are one: what would move is shown first, then a button merges them."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View, sentences
from handlers.changing import change_key, may_correct, names_of, undo_choice, undo_pending
from handlers.finding import name_of
from handlers.members import find_side
from handlers.newcomers import LANG
from handlers.papers import left_out, may_hear
from knowledge.access.model import Kind
from knowledge.graph.merged import standing
from knowledge.graph.merging import MergeCustomers, Preview, preview
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.notice import Choice
from notifiers.team import DECIDES

NAME = "merge_customers"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "preview": {
        "zh": "把{gone}并入{kept}，会移过去：{counts}。以后说{gone}就是{kept}。",
        "en": "Merging {gone} into {kept} would move: {counts}. {gone} will be another name for {kept}.",
    },
    "conflict": {
        "zh": "两边的负责人不同（{owners}），合并后要再定一位。",
        "en": "They have different owners ({owners}); after the merge one has to be settled.",
    },
    "confirm": {"zh": "确认合并", "en": "Merge them"},
    "done": {"zh": "合并好了：{gone}并入了{kept}。", "en": "Merged: {gone} is now {kept}."},
    "same": {"zh": "说的是同一家客户，不用合并。", "en": "That is one and the same customer already."},
    "not_yours": {"zh": "合并客户要由主管或管理员来做。", "en": "Only a manager or an admin can merge customers."},
    "not_above": {
        "zh": "合并以后，两边的负责人都能看到对方的资料，所以要由两边负责人共同的主管或管理员来做。",
        "en": "After a merge the owners of both see all of it, so a manager of both of them or an admin has to do it.",
    },
    "none": {"zh": "没有别的记录", "en": "nothing else"},
    "and": {"zh": "、", "en": ", "},
    "between_sentences": {"zh": "", "en": " "},
}
_COUNTS: Mapping[str, Mapping[Lang, str]] = {
    "facts": {"zh": "负责人和关系 {count} 条", "en": "owners and relations: {count}"},
    "contacts": {"zh": "联系人 {count} 位", "en": "contacts: {count}"},
    "deals": {"zh": "商机 {count} 个", "en": "deals: {count}"},
    "signals": {"zh": "访问记录 {count} 条", "en": "signals: {count}"},
    "proposals": {"zh": "方案 {count} 份", "en": "proposals: {count}"},
    "quotes": {"zh": "报价 {count} 份", "en": "quotes: {count}"},
    "contracts": {"zh": "合同 {count} 份", "en": "contracts: {count}"},
    "tasks": {"zh": "任务 {count} 个", "en": "tasks: {count}"},
    "others": {"zh": "其他 {count} 条", "en": "other records: {count}"},
}
_KINDS: Mapping[str, Kind] = {
    "contacts": Kind.CONTACT,
    "deals": Kind.DEAL,
    "proposals": Kind.PROPOSAL,
    "quotes": Kind.QUOTE,
    "contracts": Kind.CONTRACT,
    "tasks": Kind.TASK,
}
"""What the rows of a register are to access."""

_UNSAID = frozenset({"collaborations", "grants", "access_requests", "nicknames"})
"""Registers that only say who may see what; and names, which the preview speaks of anyway."""


def plan(ask: Ask, view: View) -> Plan:
    """The preview with its button; pressed, the merge."""
    view.need(Kind.OWNERSHIP)
    if ask.person is None or ask.person.role not in DECIDES:
        return Plan(Answer(Outcome.REFUSED, _WORDS["not_yours"][ask.lang]))
    gone = find_side(ask, view, NAME, "gone")
    if isinstance(gone, Plan):
        return gone
    ask = replace(ask, slots={**ask.slots, "gone_id": gone.customer_id})
    kept = find_side(ask, view, NAME, "kept")
    if isinstance(kept, Plan):
        return kept
    ids = (gone.customer_id, kept.customer_id)
    for one in ids:
        view.need(Kind.OWNERSHIP, one)
    into = standing(view.reader, set(ids))
    if ids[0] == ids[1] or into:
        return Plan(Answer(Outcome.DONE, _WORDS["same"][ask.lang]))
    if not all(may_correct(view, ask.person, view.rights.standing(one).owners) for one in ids):
        return Plan(Answer(Outcome.REFUSED, _WORDS["not_above"][ask.lang]))
    return _merged(ask, view, *ids) if ask.slots.get("confirmed") else _previewed(ask, view, *ids)


def _previewed(ask: Ask, view: View, gone: str, kept: str) -> Plan:
    found = preview(view.reader, gone, kept)
    shown = {table: count for table, count in found.moved.items() if _countable(view, table, gone)}
    counts = _counts(ask, replace(found, moved=shown))
    text = [_say(ask, "preview", **_named(ask, view, gone, kept), counts=counts)]
    text += left_out(view, _KINDS.values(), gone, ask.lang)
    if found.owners:
        names = names_of(view, found.owners, ask.lang).values()
        text.append(_say(ask, "conflict", owners=_WORDS["and"][ask.lang].join(names)))
    said = _WORDS["between_sentences"][ask.lang].join(text)
    args = {"gone_id": gone, "kept_id": kept, "confirmed": "yes", LANG: ask.lang}
    choice = Choice(_WORDS["confirm"][ask.lang], NAME, args, primary=True, say=_WORDS["confirm"][ask.lang])
    pending = Pending(NAME, "none", {}, said, ({**args, "label": choice.label},))
    return Plan(Answer(Outcome.AMBIGUOUS, said, choices=(choice,)), pending=pending)


def _countable(view: View, table: str, customer_id: str) -> bool:
    """Whether how many there are of something may be told: they may see it, or it is of no kind that is kept apart."""
    return table not in _UNSAID and (table not in _KINDS or may_hear(view, _KINDS[table], customer_id))


def _merged(ask: Ask, view: View, gone: str, kept: str) -> Plan:
    text = _say(ask, "done", **_named(ask, view, gone, kept))
    command = MergeCustomers(change_key(ask), gone, kept)
    answer = Answer(Outcome.DONE, text, choices=(undo_choice(ask),))
    return Plan(answer, (command,), undo_pending(ask, text))


def _named(ask: Ask, view: View, gone: str, kept: str) -> dict[str, str]:
    return {"gone": name_of(view, gone, ask.lang), "kept": name_of(view, kept, ask.lang)}


def _counts(ask: Ask, found: Preview) -> str:
    known = {"facts": found.facts, **{table: count for table, count in found.moved.items() if table in _COUNTS}}
    known["others"] = sum(found.moved.values()) - sum(known.values()) + found.facts
    parts = [_COUNTS[kind][ask.lang].format(count=count) for kind, count in known.items() if count]
    return _WORDS["and"][ask.lang].join(parts) or _WORDS["none"][ask.lang]


def _say(ask: Ask, words: str, **facts: str) -> str:
    return filled(_WORDS[words][ask.lang], ask.lang, **facts)


_X, _Y = r"(?P<gone>[^,，]+?)", r"(?P<kept>[^,，]+?)"

INTENT = Intent(
    name=NAME,
    title={"zh": "把重复的两家客户合成一家", "en": "merge two customers that are one"},
    examples={"zh": ("把北禾食品合并到北禾电子",), "en": ("merge Beihe Foods into Beihe Electronics",)},
    patterns=sentences(
        rf"(?:把|将)?{_X}(?:合并|并)(?:到|进|入|给){_Y}(?:里|中)?吧?",
        rf"合并{_Y}(?:和|与|跟|、){_X}",
        rf"(?:把|将)?{_Y}(?:和|与|跟|、){_X}(?:合并(?:一下|起来)?|合成一[家个])吧?",
        rf"{_Y}(?:和|与|跟|就是|、){_X}(?:其实)?(?:是)?同一[家个](?:公司|客户)?",
        rf"merge\s+(?:the\s+customers?\s+)?{_X}\s+(?:in)?to\s+{_Y}",
        rf"merge\s+(?:the\s+customers?\s+)?{_Y}\s+(?:and|with)\s+{_X}",
        rf"{_Y}\s+(?:and|is)\s+{_X}\s+(?:are|is)?\s*the\s+same\s+(?:company|customer|account)",
    ),
    plan=plan,
    place=14,
)
