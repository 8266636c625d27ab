"""Asks the guest about what nothing understood: between the look and the write, in bounded time, with no transaction
open. Whatever goes wrong, the plain answer is given.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.clock import Clock
from bot.figures import GUEST_ASKED, GUEST_SECONDS, GUEST_TOKENS
from bot.guest.breaker import REST_SECONDS, Breaker
from bot.guest.budget import Budget
from bot.guest.client import Client, estimate
from capture.llm.client import Json, NoReplyError, Trouble
from handlers.conversation import Conversation, Looked
from handlers.guest.answers import alone, composed, plainly, worth_asking
from handlers.guest.calls import Call, MisusedError, Reply
from handlers.guest.naming import naming
from handlers.guest.prompt import Dialogue, functions, opened
from handlers.guest.quoting import NotShownError, Statement, statements_in
from handlers.guest.results import Desk, Result
from handlers.guest.tools import Tool
from knowledge.people.model import Lang
from knowledge.store.store import Store
from knowledge.store.unit import Reader, Unit

MOST_REQUESTS = 4
MOST_CALLS_AT_ONCE = 4
MOST_RESULTS = 6

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Course:
    """How the thinking about one question went: what was called, what it took, and how it ended."""

    results: list[Result] = field(default_factory=list)
    spared: int = 0
    tokens: int = 0
    outcome: str = "nothing_found"


@dataclass(frozen=True, slots=True)
class Guest:
    """The language model at the table: it reads under the asker's rights, and nothing it says counts unquoted.

    `seconds` bound all its thinking about one question. `tools` are what it may use, by the asker's language.
    """

    store: Store
    clock: Clock
    conversation: Conversation
    client: Client
    budget: Budget
    breaker: Breaker
    seconds: float
    tools: Mapping[Lang, Mapping[str, Tool]]

    async def thought(self, looked: Looked) -> Looked:
        """The look with the guest's answer; the look itself where the guest is not asked or of no help.

        Raises StoreTrouble.
        """
        if not worth_asking(looked) or self.breaker.is_open:
            return looked
        course, began = _Course(), self.clock.monotonic()
        try:
            async with asyncio.timeout(self.seconds):
                found = await self._think(looked, course)
        except TimeoutError:
            self.breaker.failed()
            found, course.outcome = plainly(course.results, looked), Trouble.LATE.value
        except NoReplyError as error:
            self._failed(error)
            found, course.outcome = plainly(course.results, looked), error.trouble.value
        GUEST_ASKED.labels(course.outcome).inc()
        GUEST_TOKENS.inc(course.tokens)
        GUEST_SECONDS.observe(self.clock.monotonic() - began)
        await self.store.write(partial(self._keep, looked, course))
        return found

    async def _think(self, lost: Looked, course: _Course) -> Looked:
        """Request after request, until there is an answer. Raises NoReplyError."""
        tools = self.tools[lost.ask.lang]
        desk = Desk(self.conversation, tools, lost, self.clock.now())
        dialogue, offered = opened(lost.ask), functions(tools)
        for number in range(1, MOST_REQUESTS + 1):
            if not await self.budget.take(estimate(dialogue.messages, offered)):
                course.outcome = "over_budget"
                break
            reply = await self._reply(dialogue, offered, course)
            if not reply.calls:
                return await self._told(reply.content, lost, course)
            await self._carry_out(reply, dialogue, desk, number, course)
            found = alone(course.results)
            if found is not None:
                course.outcome = "understood"
                return found
        return plainly(course.results, lost)

    async def _reply(self, dialogue: Dialogue, offered: Sequence[Json], course: _Course) -> Reply:
        """One request; what it took less than was taken from the budget is spared."""
        taken = estimate(dialogue.messages, offered)
        used = taken
        try:
            reply = await self.client.ask(dialogue.messages, offered)
            used = reply.tokens
        except NoReplyError as error:
            used = taken if error.may_have_cost else 0
            raise
        finally:
            course.tokens += used
            course.spared += taken - used
        self.breaker.went_well()
        return reply

    async def _carry_out(self, reply: Reply, dialogue: Dialogue, desk: Desk, number: int, course: _Course) -> None:
        dialogue.heard(reply)
        for at, call in enumerate(reply.calls):
            if at >= MOST_CALLS_AT_ONCE or len(course.results) >= MOST_RESULTS:
                dialogue.not_done(call.call_id)
                continue
            try:
                found = await self._result(call, desk, number, tuple(course.results))
            except MisusedError as why:
                dialogue.not_done(call.call_id, str(why))
            else:
                course.results.append(found)
                dialogue.brought(call.call_id, found)

    async def _result(self, call: Call, desk: Desk, number: int, before: Sequence[Result]) -> Result:
        return await self.store.read(partial(desk.carried_out, call, before, number))

    async def _told(self, content: str, lost: Looked, course: _Course) -> Looked:
        """What the model says in the end, where every word of it is shown; else the plain answers."""
        if not course.results:
            return lost
        checked: Callable[[Reader], tuple[Statement, ...]] = partial(self._checked, content, lost, course.results)
        try:
            statements = await self.store.read(checked)
        except NotShownError as error:
            course.outcome = f"not_shown_{error.reason}"
            return plainly(course.results, lost)
        if not statements:
            return lost if any(result.tells for result in course.results) else plainly(course.results, lost)
        course.outcome = "phrased"
        return composed(statements, lost)

    def _checked(self, content: str, lost: Looked, results: Sequence[Result], reader: Reader) -> tuple[Statement, ...]:
        named = naming(reader, self.conversation.names(reader))
        return statements_in(content, results, lost.ask.message.text, named)

    def _failed(self, error: NoReplyError) -> None:
        log.warning("the language model gave no answer", why=error.trouble.value)
        self.breaker.failed(REST_SECONDS if error.trouble is Trouble.REFUSED else error.after)

    def _keep(self, lost: Looked, course: _Course, unit: Unit) -> None:
        """Who asked, what was called and how it ended; never what was said."""
        self.budget.give_back(unit, course.spared)
        actor = lost.ask.person.person_id if lost.ask.person else ""
        called = [result.tool for result in course.results]
        unit.audit(
            actor, "asked_llm", lost.ask.message.room.key, tools=called, outcome=course.outcome, tokens=course.tokens
        )
        if course.outcome in {Trouble.REFUSED.value, Trouble.NO_SUCH_MODEL.value, Trouble.REJECTED.value}:
            self.budget.telling.tell_operator(unit, "llm_refused", self.budget.day(unit), why=course.outcome)
