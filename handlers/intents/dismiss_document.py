"""Say that a shared document is no proposal of ours."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.changing import change_key, undo_choice
from handlers.documents import document_asked, may_settle
from knowledge.access.model import Kind
from knowledge.people.model import Lang
from knowledge.proposals.capturing import SettleDocument
from knowledge.proposals.model import State

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "好，这不算方案；同一份文档以后我不再问。",
        "en": "Noted: no proposal. I won't ask about the same document again.",
    },
    "already": {"zh": "它已经不算方案了。", "en": "It counts as no proposal already."},
    "unknown": {"zh": "没有找到这份文档。", "en": "I don't know that document."},
    "not_yours": {
        "zh": "这份文档由发的人或跟这家客户的同事来改。",
        "en": "Whoever shared it, or works with that customer, can change that.",
    },
}


def plan(ask: Ask, view: View) -> Plan:
    """Take it out of its customer's proposals, and remember that."""
    view.need(Kind.OWNERSHIP)
    known = document_asked(ask, view)
    if known is None:
        return _told(ask, "unknown", Outcome.UNKNOWN)
    if known.state is State.DISMISSED:
        return _told(ask, "already", Outcome.DONE)
    if not may_settle(view, known):
        return _told(ask, "not_yours", Outcome.REFUSED)
    answer = Answer(Outcome.DONE, _WORDS["done"][ask.lang], choices=(undo_choice(ask),))
    return Plan(answer, (SettleDocument(known, "", change_key(ask)),))


def _told(ask: Ask, words: str, outcome: Outcome) -> Plan:
    return Plan(Answer(outcome, _WORDS[words][ask.lang]))


INTENT = Intent(
    name="dismiss_document",
    title={"zh": "一份文档不是我们的方案", "en": "a shared document is no proposal of ours"},
    examples={"zh": ("doc-1a2b3c 不是方案",), "en": ("doc-1a2b3c is not a proposal",)},
    patterns=sentences(
        r"(?P<document>doc-[0-9a-f]{6,24})\s*(?:不是|不算)(?:我们的?)?(?:方案|报价|建议书)",
        r"(?P<document>doc-[0-9a-f]{6,24})\s+is\s+(?:not\s+a|no)\s+proposal(?:\s+of\s+ours)?",
    ),
    plan=plan,
)
