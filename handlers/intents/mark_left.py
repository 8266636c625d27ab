"""Say that somebody has left the team."""

from collections.abc import Mapping

from handlers.account_slots import already, member_called, question_about, question_meant, refusal
from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from knowledge.people.deciding import MarkLeft
from knowledge.people.model import Lang, Person
from knowledge.people.questions import CLOSING, YES, Question
from knowledge.people.view import person
from knowledge.store.errors import UserMistake
from notifiers.alerts.account_closed import CARD
from notifiers.filling import filled

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "done": {
        "zh": "记下了：{who}离职，最后一天 {day}。名下客户先不动，交接以后再安排。",
        "en": "Noted: {who} has left, {day} being the last day. Their customers stay as they are until hand-over.",
    },
    "already": {"zh": "{who}已经标为离职（{day}）。", "en": "{who} is already marked as having left ({day})."},
}


def plan(ask: Ask, view: View) -> Plan:
    """Set the last day to today, where the asker decides about people."""
    if "number" not in ask.slots:
        return refusal(ask, view) or _named(ask, view)
    question = question_meant(ask, view, CLOSING, CARD)
    if isinstance(question, Plan):
        return question
    gone = person(view.reader, question.person_id)
    if gone is None:
        raise UserMistake("missing")
    return already(ask, view, question) if question.verdict == YES else _marked(ask, gone, question)


def _named(ask: Ask, view: View) -> Plan:
    gone = member_called(view, ask.slots.get("who", ""))
    return _marked(ask, gone, question_about(view, CLOSING, gone.person_id))


def _marked(ask: Ask, gone: Person, question: Question | None) -> Plan:
    who = gone.name_in(ask.lang)
    if gone.left_on is not None:
        return Plan(Answer(Outcome.DONE, _said("already", ask.lang, who=who, day=gone.left_on.isoformat())))
    said = _said("done", ask.lang, who=who, day=ask.today.isoformat())
    return Plan(Answer(Outcome.DONE, said), (MarkLeft(gone.person_id, ask.today, question),))


def _said(words: str, lang: Lang, **facts: str) -> str:
    return filled(_WORDS[words][lang], lang, **facts)


INTENT = Intent(
    name="mark_left",
    title={"zh": "标记某人已离职", "en": "mark somebody as having left"},
    examples={"zh": ("zhang.san 离职了",), "en": ("zhang.san has left",)},
    patterns=sentences(
        r"(?:把)?(?P<who>[^没未不]+?)(?:已经|已|今天)?(?:标(?:记)?为)?离职了?",
        r"(?P<who>\S+(?:\s+\S+)??)\s+(?:has\s+)?left(?:\s+(?:the\s+)?(?:team|company|us))?",
    ),
    plan=plan,
)
