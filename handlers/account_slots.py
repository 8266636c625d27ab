"""Which question about an account somebody decides, by a button or by naming it, and whether they may."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, NotForThemError, Outcome, Plan, View
from knowledge.access.judge import on_team
from knowledge.access.model import Verdict
from knowledge.people.model import Handle, Lang, Person
from knowledge.people.questions import Question, latest_question
from knowledge.people.view import handles_of, person, persons_called
from knowledge.store.errors import UserMistake
from notifiers.filling import filled
from notifiers.outbox import told
from notifiers.team import DECIDES

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "not_yours": {
        "zh": "这件事要主管或管理员来定，请找他们。",
        "en": "A manager or an admin decides that; please ask one of them.",
    },
    "decided": {"zh": "{who}已经定了，卡片上有结果。", "en": "{who} has decided that already; the card shows it."},
}


def question_meant(ask: Ask, view: View, topic: str, card: str) -> Question | Plan:
    """The question of a button, or the open one about the account ("slack:U012") in a sentence.

    The plan that refuses for those who do not decide: `card` is the kind of notice that asked. Raises UserMistake:
    "missing" for a button of an earlier question, "nobody_asks" for a sentence about none; and NotForThemError.
    """
    messenger, _, user_id = ask.slots.get("account", "").partition(":")
    question = latest_question(view.reader, topic, Handle(messenger, user_id))
    refused = refusal(ask, view, question, card)
    if refused is not None:
        return refused
    if "number" in ask.slots:
        if question is None or str(question.number) != ask.slots["number"]:
            raise UserMistake("missing")
    elif question is None or question.verdict or question.person_id != ask.slots.get("who"):
        raise UserMistake("nobody_asks", account=ask.slots.get("account", ""))
    return question


def question_about(view: View, topic: str, person_id: str) -> Question | None:
    """The open question of this topic about any account of a person."""
    asked = (latest_question(view.reader, topic, handle) for handle in handles_of(view.reader, person_id))
    return next((one for one in asked if one is not None and not one.verdict), None)


def refusal(ask: Ask, view: View, question: Question | None = None, card: str = "") -> Plan | None:
    """None for those who decide: managers, admins, and whoever got the card alone; else the plan that says so.

    Raises NotForThemError for people who may know nothing at all.
    """
    need_member(ask)
    if ask.person is not None and ask.person.role in DECIDES:
        return None
    shown = told(view.reader, card, question.subject) if question else ()
    if ask.message.room.direct and ask.message.room.key in {address.key for address in shown}:
        return None
    return Plan(Answer(Outcome.REFUSED, _WORDS["not_yours"][ask.lang]))


def need_member(ask: Ask) -> None:
    """Go on only for people who are of the team today, wherever they speak. Raises NotForThemError."""
    missing = on_team(ask.person, ask.today)
    if missing is not None:
        raise NotForThemError(Verdict(allowed=False, why=missing))


def already(ask: Ask, view: View, question: Question) -> Plan:
    """Somebody was faster."""
    who = person(view.reader, question.actor_id)
    named = who.name_in(ask.lang) if who else question.actor_id
    return Plan(Answer(Outcome.DONE, filled(_WORDS["decided"][ask.lang], ask.lang, who=named)))


def member_called(view: View, word: str) -> Person:
    """The one person of this id, e-mail or name. Raises UserMistake: "nobody_called", "which_person"."""
    found = persons_called(view.reader, word)
    if len(found) != 1:
        raise UserMistake("which_person" if found else "nobody_called", who=word[:40])
    return found[0]
