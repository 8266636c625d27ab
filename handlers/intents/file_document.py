"""Say which customer a shared document is for: one of those offered, or another."""

from collections.abc import Mapping

from capture.links.deals import deal_for
from handlers.base import Answer, Ask, Intent, Outcome, Pending, Plan, View, sentences
from handlers.changing import change_key
from handlers.documents import document_asked, may_settle
from handlers.finding import find_customer, name_of
from knowledge.access.model import Kind
from knowledge.people.model import Lang
from knowledge.proposals.capturing import SettleDocument
from knowledge.proposals.model import Document, State
from notifiers.filling import filled

NAME = "file_document"

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {"zh": "好，归到{customer}了。", "en": "Filed under {customer}."},
    "already": {"zh": "它已经归在{customer}名下。", "en": "It is filed under {customer} already."},
    "which": {
        "zh": "“{title}”是给哪家客户的？说一下名字。",
        "en": "Which customer is “{title}” for? Tell me the name.",
    },
    "unknown": {"zh": "没有找到这份文档。", "en": "I don't know that document."},
    "not_yours": {
        "zh": "这份文档由发的人或跟这家客户的同事来改。",
        "en": "Whoever shared it, or works with that customer, can change that.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """Move it there; without a customer, ask which."""
    view.need(Kind.OWNERSHIP)
    known = document_asked(ask, view)
    if known is None:
        return _told(ask, "unknown", Outcome.UNKNOWN)
    if not may_settle(view, known):
        return _told(ask, "not_yours", Outcome.REFUSED)
    if not ask.slots.get("customer") and not ask.slots.get("customer_id"):
        return _which(ask, known)
    found = find_customer(ask, view, NAME, ask.slots.get("customer", ""))
    return found if isinstance(found, Plan) else _settled(ask, view, known, found.customer_id)


def _settled(ask: Ask, view: View, known: Document, customer_id: str) -> Plan:
    customer = name_of(view, customer_id, ask.lang)
    if known.state is State.ATTACHED and known.customer_id == customer_id:
        return _told(ask, "already", Outcome.DONE, customer=customer)
    deal = deal_for(view.reader, customer_id, known.product, known.first.shared_by)
    settle = SettleDocument(known, customer_id, change_key(ask), deal)
    said = filled(_WORDS["done"][ask.lang], ask.lang, customer=customer)
    return Plan(Answer(Outcome.DONE, said), (settle,))


def _which(ask: Ask, known: Document) -> Plan:
    said = filled(_WORDS["which"][ask.lang], ask.lang, title=known.title)
    pending = Pending(NAME, "customer", {"document": known.document_id}, said)
    return Plan(Answer(Outcome.AMBIGUOUS, said), pending=pending)


def _told(ask: Ask, words: str, outcome: Outcome, **facts: str) -> Plan:
    return Plan(Answer(outcome, filled(_WORDS[words][ask.lang], ask.lang, **facts)))


INTENT = Intent(
    name=NAME,
    title={"zh": "说明一份文档是给哪家客户的", "en": "say which customer a shared document is for"},
    examples={
        "zh": ("doc-1a2b3c 是华东光伏的", "doc-1a2b3c 换一家客户"),
        "en": ("doc-1a2b3c is for Hollowell", "doc-1a2b3c is for another customer"),
    },
    patterns=sentences(
        r"(?P<document>doc-[0-9a-f]{6,24})\s*(?:换一?家|不是这家)(?:客户)?的?",
        r"(?P<document>doc-[0-9a-f]{6,24})\s*(?:归到?|算|是|改成|改到)(?:给)?(?P<customer>[^的]+?)的?",
        r"(?P<document>doc-[0-9a-f]{6,24})\s+is\s+for\s+(?:another|a\s+different)\s+customer",
        r"(?P<document>doc-[0-9a-f]{6,24})\s+(?:is\s+for|belongs\s+to|goes\s+to)\s+(?P<customer>.+)",
    ),
    plan=plan,
)
