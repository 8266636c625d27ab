"""Something taken for a promise is none."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.promise_slots import promise_meant, seen_of
from knowledge.people.model import Lang
from knowledge.work.promise import PromiseState
from knowledge.work.promising import MovePromise
from notifiers.filling import filled

NAME = "promise_drop"

_DONE: Mapping[Lang, str] = {
    "zh": "好，“{title}”不记了。",
    "en": "All right, “{title}” is off the list.",
}


def plan(ask: Ask, view: View) -> Plan:
    """Drop it."""
    one = promise_meant(ask, view, NAME, PromiseState.OPEN, PromiseState.ASKED)
    if isinstance(one, Plan):
        return one
    said = filled(_DONE[ask.lang], ask.lang, title=one.draft.title)
    move = MovePromise(one.promise_id, seen_of(ask, one), PromiseState.DROPPED, view.zone)
    return Plan(Answer(Outcome.DONE, said), (move,) if one.state is not PromiseState.DROPPED else ())


INTENT = Intent(
    name=NAME,
    title={"zh": "说某句话不是承诺，不用记", "en": "say that something is no promise"},
    examples={"zh": ("“给您报价”不是承诺",), "en": ("“send the quote” is no promise",)},
    patterns=sentences(
        r"[“\"”「](?P<title>[^“”\"「」]{1,80})[”\"」](?:不是承诺|不用记|别记|不算承诺)了?",
        r"[“\"”「](?P<title>[^“”\"「」]{1,80})[”\"」]\s+is\s+(?:no|not\s+a)\s+promise",
    ),
    plan=plan,
)
