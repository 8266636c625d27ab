"""Somebody whom nobody knows yet: greeted once, and asked who they are."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Outcome, Pending, Plan
from knowledge.people.accounts import KnownAccount
from knowledge.people.directory import MarkGreeted
from knowledge.people.model import Lang

INTRODUCTION, CLAIMED = "introduce_myself", "claimed"
"""The intent that takes the answer, and its slot for who they say they are."""

LANG = "lang"
"""A slot of a question that was asked of somebody whose language is not known: what it was asked in."""

_GREETING: Mapping[Lang, str] = {
    "zh": "我还不认识你的账号，先不说客户的事。你是团队里的哪一位？告诉我你的工作邮箱或工号，我请人确认。",
    "en": "I don't know you yet, so I can't talk about customers. Which of the team are you? "
    "Tell me your work e-mail or your id, and I'll have it confirmed.",
}


def welcomed(ask: Ask, plan: Plan, account: KnownAccount | None) -> Plan:
    """The plan; where somebody unknown asks for the first time, the question who they are goes with it.

    What anybody may know (the help) is answered before it, any other answer gives way to it.
    """
    if not _to_be_asked(ask, plan, account):
        return plan
    question = _GREETING[ask.lang]
    said = f"{plan.answer.text}\n\n{question}" if plan.answer.outcome is Outcome.ANSWER else question
    greeted = MarkGreeted(ask.message.sender, ask.message.sender_name)
    return Plan(Answer(plan.answer.outcome, said), (greeted,), question_who(ask))


def question_who(ask: Ask) -> Pending:
    """The question who they are, waiting for its answer."""
    return Pending(INTRODUCTION, CLAIMED, {LANG: ask.lang}, _GREETING[ask.lang])


def is_outsider(account: KnownAccount | None) -> bool:
    """Whether an account is known to be a guest's, or another company's."""
    return account is not None and account.account.outsider is True


def _to_be_asked(ask: Ask, plan: Plan, account: KnownAccount | None) -> bool:
    """Never one of the team, nobody from outside, nobody twice, nor who is telling just now. A press is no question."""
    if ask.person is not None or ask.message.press is not None or ask.audience.outsiders:
        return False
    asked_before = account is not None and account.greeted_at is not None
    telling = CLAIMED in ask.slots or bool(plan.commands)
    return not asked_before and not telling
