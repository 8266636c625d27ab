"""Something promised was done: by a button, or by saying so."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.promise_slots import promise_meant, seen_of
from knowledge.people.model import Lang
from knowledge.work.promise import PromiseState
from knowledge.work.promising import MovePromise
from notifiers.filling import filled

NAME = "promise_done"

_DONE: Mapping[Lang, str] = {
    "zh": "好，“{title}”记为已完成。",
    "en": "Noted: “{title}” is done.",
}


def plan(ask: Ask, view: View) -> Plan:
    """Mark it done."""
    one = promise_meant(ask, view, NAME, PromiseState.OPEN)
    if isinstance(one, Plan):
        return one
    said = filled(_DONE[ask.lang], ask.lang, title=one.draft.title)
    move = MovePromise(one.promise_id, seen_of(ask, one), PromiseState.DONE, view.zone)
    return Plan(Answer(Outcome.DONE, said), (move,) if one.state is not PromiseState.DONE else ())


INTENT = Intent(
    name=NAME,
    title={"zh": "把答应的事标为完成", "en": "mark something promised as done"},
    examples={"zh": ("“给您报价”完成了",), "en": ("“send the quote” is done",)},
    patterns=sentences(
        r'[“\"”「](?P<title>[^“”"「」]{1,80})[”\"」](?:已经|已)?(?:完成|做完|搞定|办好|弄好)了?',
        r'[“\"”「](?P<title>[^“”"「」]{1,80})[”\"」]\s+is\s+(?:done|finished|complete)',
    ),
    plan=plan,
)
