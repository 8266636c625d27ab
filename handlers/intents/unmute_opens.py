"""Hear of opens again that were muted."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.finding import Found, find_customer, name_of
from handlers.opened import open_meant
from knowledge.access.model import Kind
from knowledge.people.model import Lang
from knowledge.proposals.opens.commands import UnmuteOpens
from knowledge.proposals.opens.view import muted_by, mutes_about
from notifiers.filling import filled

NAME = "unmute_opens"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "好，{customer}再打开文档我就告诉你。",
        "en": "Fine: I'll tell you again when {customer} opens a document.",
    },
    "none": {
        "zh": "{customer}的打开提醒没有静音，有人打开我会告诉你。",
        "en": "Nothing of {customer} is muted; I tell you when they open a document.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """Take back what keeps a card quiet; or all that is muted of the customer named."""
    me = ask.person.person_id if ask.person else ""
    if "sitting" in ask.slots:
        meant = open_meant(ask, view)
        mute = muted_by(view.reader, me, meant.link)
        mutes, number, customer_id = ([mute] if mute else []), meant.sitting.sitting_id, meant.link.taken.customer_id
    else:
        found = find_customer(ask, view, NAME, ask.slots.get("customer", ""))
        if not isinstance(found, Found):
            return found
        view.need(Kind.PROPOSAL, found.customer_id)
        mutes, number, customer_id = mutes_about(view.reader, me, found.customer_id), 0, found.customer_id
    words = _WORDS["done" if mutes else "none"][ask.lang]
    said = filled(words, ask.lang, customer=name_of(view, customer_id, ask.lang))
    return Plan(Answer(Outcome.DONE, said), tuple(UnmuteOpens(one, number) for one in mutes))


_X = r"(?P<customer>\D.*?)"

INTENT = Intent(
    name=NAME,
    title={"zh": "恢复提醒客户打开文档", "en": "tell me again when a customer opens documents"},
    examples={
        "zh": ("恢复同屹轨道的打开提醒", "恢复打开提醒 12"),
        "en": ("unmute opens of Hollowell", "unmute opens 12"),
    },
    patterns=sentences(
        r"(?:恢复|取消静音)(?:打开)?提醒\s*(?P<sitting>\d+)",
        rf"(?:恢复|取消静音|打开){_X}(?:那边)?的?打开(?:文档|方案)?的?(?:提醒|通知|消息)",
        r"unmute\s+opens?\s+(?P<sitting>\d+)",
        rf"unmute\s+(?:the\s+)?(?:opens?|openings?|open\s+alerts?)\s+(?:of|for|by|from)\s+{_X}",
    ),
    plan=plan,
)
