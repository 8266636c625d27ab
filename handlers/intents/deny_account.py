"""Say that an account is not who it says it is."""

from collections.abc import Mapping

from handlers.account_slots import already, question_meant
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.people.deciding import DenyAccount
from knowledge.people.model import Lang
from knowledge.people.questions import INTRODUCTION
from notifiers.alerts.introduction import CARD

_DONE: Mapping[Lang, str] = {
    "zh": "好，这个账号不绑定。",
    "en": "All right: the account stays unknown.",
}


def plan(ask: Ask, view: View) -> Plan:
    """Leave the account nobody's, where the asker decides about people."""
    question = question_meant(ask, view, INTRODUCTION, CARD)
    if isinstance(question, Plan):
        return question
    if question.verdict:
        return already(ask, view, question)
    return Plan(Answer(Outcome.DONE, _DONE[ask.lang]), (DenyAccount(question),))


INTENT = Intent(
    name="deny_account",
    title={"zh": "否认某个账号是谁", "en": "say that an account is not theirs"},
    examples={
        "zh": ("slack:U012 不是 zhang.san",),
        "en": ("slack:U012 is not zhang.san",),
    },
    patterns=sentences(
        r"(?P<account>\w+:\S+?)\s*不是\s*(?P<who>\S+)",
        r"(?P<account>\w+:\S+)\s+is(?:\s+not|n['’]t)\s+(?P<who>\S+)",
    ),
    plan=plan,
)
