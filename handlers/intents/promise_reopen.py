"""What was settled too early is open again."""

from collections.abc import Mapping

from handlers.base import Answer, Ask, Intent, Outcome, Plan, View, sentences
from handlers.promise_slots import promise_meant, seen_of
from knowledge.people.model import Lang
from knowledge.work.promise import PromiseState
from knowledge.work.promising import MovePromise
from notifiers.filling import filled

NAME = "promise_reopen"

_DONE: Mapping[Lang, str] = {
    "zh": "好，“{title}”重新打开了。",
    "en": "All right, “{title}” is open again.",
}


def plan(ask: Ask, view: View) -> Plan:
    """Open it again."""
    one = promise_meant(ask, view, NAME, PromiseState.DONE, PromiseState.DROPPED)
    if isinstance(one, Plan):
        return one
    said = filled(_DONE[ask.lang], ask.lang, title=one.draft.title)
    move = MovePromise(one.promise_id, seen_of(ask, one), PromiseState.OPEN, view.zone)
    return Plan(Answer(Outcome.DONE, said), (move,) if one.state is not PromiseState.OPEN else ())


INTENT = Intent(
    name=NAME,
    title={"zh": "撤回完成或不用记", "en": "take back that something promised is settled"},
    examples={"zh": ("“给您报价”还没完成",), "en": ("“send the quote” is not done yet",)},
    patterns=sentences(
        r"[“\"”「](?P<title>[^“”\"「」]{1,80})[”\"」](?:还没(?:有)?(?:完成|做完|好)|没完成)",
        r"[“\"”「](?P<title>[^“”\"「」]{1,80})[”\"」]\s+is\s+not\s+done(?:\s+yet)?",
    ),
    plan=plan,
)
