"""Say that somebody has not left the team, whatever became of their account."""

from collections.abc import Mapping

from handlers.account_slots import already, member_called, question_about, question_meant, refusal
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.people.deciding import MarkStaying
from knowledge.people.model import Lang, Person
from knowledge.people.questions import CLOSING, NO, Question
from knowledge.people.view import person
from knowledge.store.errors import UserMistake
from notifiers.alerts.account_closed import CARD
from notifiers.filling import filled

_DONE: Mapping[Lang, str] = {
    "zh": "记下了：{who}仍在职。",
    "en": "Noted: {who} is still here.",
}


def plan(ask: Ask, view: View) -> Plan:
    """Take the last day back where there is one, where the asker decides about people."""
    if "number" not in ask.slots:
        return refusal(ask, view) or _named(ask, view)
    question = question_meant(ask, view, CLOSING, CARD)
    if isinstance(question, Plan):
        return question
    member = person(view.reader, question.person_id)
    if member is None:
        raise UserMistake("missing")
    return already(ask, view, question) if question.verdict == NO else _marked(ask, member, question)


def _named(ask: Ask, view: View) -> Plan:
    member = member_called(view, ask.slots.get("who", ""))
    return _marked(ask, member, question_about(view, CLOSING, member.person_id))


def _marked(ask: Ask, member: Person, question: Question | None) -> Plan:
    said = filled(_DONE[ask.lang], ask.lang, who=member.name_in(ask.lang))
    return Plan(Answer(Outcome.DONE, said), (MarkStaying(member.person_id, question),))


INTENT = Intent(
    name="still_here",
    title={"zh": "说明某人仍在职", "en": "say that somebody is still here"},
    examples={"zh": ("zhang.san 还在职",), "en": ("zhang.san is still here",)},
    patterns=sentences(
        r"(?P<who>.+?)(?:(?:还|仍然?)在职|(?:没有?|并?未)离职)",
        r"(?P<who>\S+(?:\s+\S+)?)\s+(?:is\s+still\s+(?:here|with\s+us)|still\s+works\s+here|has(?:\s+not|n['’]t)\s+left)",
    ),
    plan=plan,
)
