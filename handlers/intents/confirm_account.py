"""Say that an account is who it says it is."""

from collections.abc import Mapping

from handlers.account_slots import already, question_meant
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.people.deciding import ConfirmAccount
from knowledge.people.model import Lang
from knowledge.people.questions import INTRODUCTION
from notifiers.alerts.introduction import CARD

_DONE: Mapping[Lang, str] = {
    "zh": "好，账号绑好了，我告诉本人了。",
    "en": "All right: the account is tied, and I've told them.",
}


def plan(ask: Ask, view: View) -> Plan:
    """Tie the account, where the asker decides about people."""
    question = question_meant(ask, view, INTRODUCTION, CARD)
    if isinstance(question, Plan):
        return question
    if question.verdict:
        return already(ask, view, question)
    return Plan(Answer(Outcome.DONE, _DONE[ask.lang]), (ConfirmAccount(question),))


INTENT = Intent(
    name="confirm_account",
    title={"zh": "确认某个账号是谁", "en": "confirm whose account it is"},
    examples={
        "zh": ("确认 slack:U012 是 zhang.san",),
        "en": ("confirm slack:U012 is zhang.san",),
    },
    patterns=sentences(
        r"确认\s*(?P<account>\w+:\S+?)\s*是\s*(?P<who>\S+)",
        r"confirm\s+(?:that\s+)?(?P<account>\w+:\S+)\s+is\s+(?P<who>\S+)",
    ),
    plan=plan,
)
