"""Something said tentatively is meant: it becomes a task."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.promise_slots import promise_meant, seen_of
from knowledge.people.model import Lang
from knowledge.work.promise import PromiseState
from knowledge.work.promising import MovePromise
from notifiers.filling import filled

NAME = "promise_take"

_DONE: Mapping[Lang, str] = {
    "zh": "好，“{title}”记成任务了。",
    "en": "Noted: “{title}” is a task now.",
}


def plan(ask: Ask, view: View) -> Plan:
    """Make it a task."""
    one = promise_meant(ask, view, NAME, PromiseState.ASKED, PromiseState.DROPPED)
    if isinstance(one, Plan):
        return one
    said = filled(_DONE[ask.lang], ask.lang, title=one.draft.title)
    move = MovePromise(one.promise_id, seen_of(ask, one), PromiseState.OPEN, view.zone)
    return Plan(Answer(Outcome.DONE, said), (move,) if one.state is not PromiseState.OPEN else ())


INTENT = Intent(
    name=NAME,
    title={"zh": "把说过的话记成任务", "en": "note something said as a task"},
    examples={"zh": ("把“给您报价”记成任务",), "en": ("note “send the quote” as a task",)},
    patterns=sentences(
        r"把[“\"”「](?P<title>[^“”\"「」]{1,80})[”\"」]记成任务",
        r"note\s+[“\"”「](?P<title>[^“”\"「」]{1,80})[”\"」]\s+as\s+a\s+task",
    ),
    plan=plan,
)
