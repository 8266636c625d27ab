"""What of a customer the asker may see, and by what."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.finding import find_customer, name_of
from handlers.granting import for_asker_alone, team_day
from handlers.seers import Seers
from knowledge.access.model import Kind
from knowledge.people.model import Lang
from notifiers.filling import filled
from notifiers.grant_words import kinds_words

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"zh": "{customer}的资料，你能看：", "en": "What you may see of {customer}:"},
    "line": {"zh": "· {kinds}：{why}", "en": "· {kinds}: {why}"},
    "rest": {
        "zh": "看不到的：{kinds}。需要的话，问到时可以直接申请。",
        "en": "Not: {kinds}. Ask for one of them, and I'll offer to ask the owner.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """Kinds by what lets see them, and the kinds that are left."""
    view.need(Kind.OWNERSHIP)
    found = find_customer(ask, view, "my_access", ask.slots.get("customer", ""))
    if isinstance(found, Plan):
        return found
    view.need(Kind.OWNERSHIP, found.customer_id)
    for_asker_alone(view)
    by, rest = _sorted(ask, view, found.customer_id)
    lines = [_say(ask, "title", customer=name_of(view, found.customer_id, ask.lang))]
    lines += [_say(ask, "line", kinds=kinds_words(kinds, ask.lang), why=why) for why, kinds in by.items()]
    lines += [_say(ask, "rest", kinds=kinds_words(rest, ask.lang))] if rest else []
    return Plan(Answer(Outcome.ANSWER, "\n".join(lines)))


def _sorted(ask: Ask, view: View, customer_id: str) -> tuple[dict[str, list[Kind]], list[Kind]]:
    """The kinds by the closest tie that lets see them; and those that nothing lets see."""
    by, rest = dict[str, list[Kind]](), list[Kind]()
    for kind in Kind:
        seers = Seers(ask, view, customer_id, kind, team_day(ask, view))
        ties = seers.ties_of(view.person) if view.person else []
        if view.person and ties:
            by.setdefault(seers.because(view.person, ties[0]), []).append(kind)
        else:
            rest.append(kind)
    return by, rest


def _say(ask: Ask, words: str, **facts: str) -> str:
    return filled(_WORDS[words][ask.lang], ask.lang, **facts)


_X, _X_EN = r"(?P<customer>[^,，。；;哪什谁]+?)", r"(?P<customer>[^,;]+?)"

INTENT = Intent(
    name="my_access",
    title={"zh": "我能看一家客户的什么", "en": "what I may see of a customer"},
    examples={"zh": ("华东光伏我能看什么？",), "en": ("what can I see of Northwyck?",)},
    patterns=sentences(
        rf"{_X}(?:的资料)?[,，]?我(?:都)?(?:能|可以)看(?:到)?(?:些)?(?:什么|哪些(?:资料|内容|东西)?)",
        rf"我(?:都)?(?:能|可以)看(?:到)?{_X}的?(?:什么|哪些(?:资料|内容|东西)?)",
        rf"what\s+(?:can|may|am)\s+i\s+(?:allowed\s+to\s+)?(?:see|view|read)\s+(?:of|about|on|for)\s+{_X_EN}",
    ),
    plan=plan,
    place=43,
)
