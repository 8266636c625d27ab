"""What a call brought: an intent's own answer under the asker's rights, and the part of it that the model sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.base import Answer, NotForThemError, Outcome, Plan
from handlers.conversation import Conversation, Looked
from handlers.guest.calls import Call, MisusedError, wanted
from handlers.guest.tools import Tool
from knowledge.store.unit import Reader

LONGEST_RESULT = 4_000
"""The model sees no more characters of one result; whole lines are left off."""

NOT_ALLOWED = "not allowed"

_TELLING = frozenset({Outcome.ANSWER, Outcome.AMBIGUOUS, Outcome.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one call, numbered as the model knows it, and in which request it was asked for (from 1).

    `looked` is the very answer that the asker would have got for it. `text` is what the model sees. `allowed` is False
    where the asker, or somebody who listens, may not know it: then the text says that, and nothing else.
    """

    number: int
    tool: str
    round: int
    whole: bool
    looked: Looked
    allowed: bool
    text: str

    @property
    def answer(self) -> Answer:
        """The answer that the asker would have got."""
        return _plan_of(self.looked).answer

    @property
    def tells(self) -> bool:
        """Whether it says something about what was asked."""
        return self.allowed and self.answer.outcome in _TELLING

    @property
    def shown(self) -> Mapping[str, Any]:
        """The result as the model is given it."""
        return {"result": self.number, "outcome": self.answer.outcome.value, "text": self.text}


@dataclass(frozen=True, slots=True)
class Desk:
    """Carries out calls for one lost question: read-only, as the asker, for whoever listens. `now` is when that is."""

    conversation: Conversation
    tools: Mapping[str, Tool]
    lost: Looked
    now: datetime

    def carried_out(self, call: Call, before: Sequence[Result], round_: int, reader: Reader) -> Result:
        """The result of a call. Raises MisusedError."""
        said = [self.lost.ask.message.text, *(result.text for result in before if result.allowed)]
        want = wanted(call, self.tools, said, self.lost.ask.today)
        names = any(want.slots.get(slot) for slot in self.tools[want.tool].texts)
        if not names and any(result.round < round_ for result in before):
            raise MisusedError("after the first results only what names something can be called")
        intent = self.conversation.intents[want.tool]
        ask, allowed = replace(self.lost.ask, slots=want.slots), True
        try:
            looked = Looked(ask, self.conversation.planned(intent, ask, reader))
        except NotForThemError as error:
            looked, allowed = self.conversation.refused(intent, ask, error, reader), False
        looked = self._in_place(looked)
        text = seen(_plan_of(looked).answer) if allowed else NOT_ALLOWED
        return Result(len(before) + 1, want.tool, round_, want.whole, looked, allowed, text)

    def _in_place(self, looked: Looked) -> Looked:
        """The answer in place of the lost one: whatever it would have changed is left out."""
        private = replace(looked.private, commands=()) if looked.private else None
        plan = asked_at(replace(_plan_of(looked), commands=()), self.now)
        return replace(self.lost, ask=looked.ask, plan=plan, private=private, lost=False)


def asked_at(plan: Plan, now: datetime) -> Plan:
    """The plan, its question with the time at which it is asked."""
    if plan.pending is None:
        return plan
    return replace(plan, pending=replace(plan.pending, asked_at=now.isoformat()))


def seen(answer: Answer) -> str:
    """What an answer says, as text."""
    facts = [f"{fact.label} {fact.value}" for fact in answer.facts]
    why = [f"{one.text} {one.source}".strip() for one in answer.why]
    lines = [line for line in (answer.title, *facts, answer.text, *why) if line]
    text = "\n".join(lines)
    return text if len(text) <= LONGEST_RESULT else text[:LONGEST_RESULT].rpartition("\n")[0] or text[:LONGEST_RESULT]


def _plan_of(looked: Looked) -> Plan:
    if looked.plan is None:
        raise TypeError("a call is always answered")
    return looked.plan
