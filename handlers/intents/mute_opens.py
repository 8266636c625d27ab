"""Hear no more of opens: of one document, or of anything of a customer. They are recorded as before."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.finding import Found, find_customer, name_of
from handlers.opened import open_meant
from knowledge.access.model import Kind
from knowledge.people.model import Lang
from knowledge.proposals.opens.commands import MuteOpens
from knowledge.proposals.opens.model import Mute
from notifiers.filling import filled

NAME = "mute_opens"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "document": {
        "zh": "好，这份文档再被打开就不提醒你了，记录照常。想恢复就说“恢复{customer}的打开提醒”。",
        "en": "Fine: I won't tell you when this document is opened, but I still record it. "
        "To hear of it again, say “unmute opens of {customer}”.",
    },
    "customer": {
        "zh": "好，{customer}打开文档不再提醒你，记录照常。想恢复就说“恢复{customer}的打开提醒”。",
        "en": "Fine: I won't tell you when {customer} opens a document, but I still record it. "
        "To hear of it again, say “unmute opens of {customer}”.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """Mute what a card or a number means; else the customer named."""
    me = ask.person.person_id if ask.person else ""
    if "sitting" in ask.slots:
        meant = open_meant(ask, view)
        taken, number = meant.link.taken, meant.sitting.sitting_id
        whole = ask.slots.get("scope") == "customer" or "whole" in ask.slots
        mute = Mute(me, customer_id=taken.customer_id) if whole else Mute(me, document=meant.link.subject)
        return _done(ask, view, taken.customer_id, MuteOpens(mute, number))
    found = find_customer(ask, view, NAME, ask.slots.get("customer", ""))
    if not isinstance(found, Found):
        return found
    view.need(Kind.PROPOSAL, found.customer_id)
    return _done(ask, view, found.customer_id, MuteOpens(Mute(me, customer_id=found.customer_id)))


def _done(ask: Ask, view: View, customer_id: str, command: MuteOpens) -> Plan:
    words = _WORDS["customer" if command.mute.customer_id else "document"][ask.lang]
    said = filled(words, ask.lang, customer=name_of(view, customer_id, ask.lang))
    return Plan(Answer(Outcome.DONE, said), (command,))


_X = r"(?P<customer>\D.*?)"

INTENT = Intent(
    name=NAME,
    title={"zh": "不再提醒客户打开文档", "en": "stop telling me when a customer opens documents"},
    examples={
        "zh": ("静音同屹轨道的打开提醒", "静音打开提醒 12"),
        "en": ("mute opens of Hollowell", "mute opens 12"),
    },
    patterns=sentences(
        r"静音(?:打开)?提醒\s*(?P<sitting>\d+)",
        r"静音客户的(?:打开)?提醒\s*(?P<sitting>\d+)(?P<whole>)",
        rf"(?:静音|关掉|关闭|屏蔽){_X}(?:那边)?的?打开(?:文档|方案)?的?(?:提醒|通知|消息)",
        rf"(?:别|不要|不用)再?(?:提醒|告诉|通知)我?{_X}(?:那边)?(?:又)?(?:打开|看)(?:了)?(?:文档|方案|文件|链接)?(?:了)?",
        r"mute\s+opens?\s+(?P<sitting>\d+)",
        r"mute\s+the\s+customer['’]?s?\s+opens?\s+(?P<sitting>\d+)(?P<whole>)",
        rf"(?:mute|silence)\s+(?:the\s+)?(?:opens?|openings?|open\s+alerts?)\s+(?:of|for|by|from)\s+{_X}",
        rf"(?:stop|quit)\s+telling\s+me\s+(?:when|that)\s+{_X}\s+opens?(?:\s+.*)?",
    ),
    plan=plan,
)
