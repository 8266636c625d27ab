"""What each kind of inbox row becomes: look, think, write."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.claims import Claimed, settle
from bot.clock import Clock
from bot.messengers.base import Messenger
from bot.telling import Telling
from capture.base import Source
from handlers import words
from handlers.base import Answer, Ask, Plan
from handlers.consequences import SYSTEM, Consequences, apply_all
from handlers.conversation import Conversation, Looked, memory_of, thread_key
from handlers.message import Message
from handlers.reaction import Step
from handlers.reply import as_json, reply_address, reply_notice, speaks
from knowledge.people.rooms import record_room
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.flows import mark_flow
from knowledge.store.store import Store
from knowledge.store.threads import remember
from knowledge.store.unit import Unit
from notifiers.digest import Digest
from notifiers.outbox import put

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Handling:
    """The handlers of all kinds of rows, with what they share."""

    store: Store
    clock: Clock
    me: str
    messengers: Mapping[str, Messenger]
    conversation: Conversation
    sources: Mapping[str, Source]
    steps: Mapping[str, Step]
    digests: Mapping[str, Digest]
    consequences: Consequences
    telling: Telling

    async def handle(self, row: Claimed) -> Result:
        """See one row through, in one transaction. Raises StoreTrouble, or whatever a bug raises."""
        by_kind: Mapping[str, Callable[[Claimed], Awaitable[Result]]] = {
            "said": self._message,
            "pressed": self._message,
            "signalled": self._signalled,
            "due": self._due,
            "fired": self._fired,
        }
        return await by_kind[row.kind](row)

    async def set_aside(self, row: Claimed) -> Result:
        """Give a row up: kept as failed, its sender and the operator told."""
        return await self.store.write(partial(self._give_up, row))

    async def _message(self, row: Claimed) -> Result:
        message = self.messengers[row.source].decode(row.body)
        looked = await self._look(message)
        try:
            return await self.store.write(partial(self._answer, row, looked))
        except StaleWrite:
            looked = await self._look(message)
        try:
            return await self.store.write(partial(self._answer, row, looked))
        except StaleWrite:
            late = Looked(looked.ask, Plan(words.stale(looked.ask.lang)))
            return await self.store.write(partial(self._answer, row, late))

    async def _look(self, message: Message) -> Looked:
        return await self.store.read(partial(self.conversation.look, message, self.clock.now()))

    def _answer(self, row: Claimed, looked: Looked, unit: Unit) -> Result:
        ask = looked.ask
        if looked.news_of_room is not None:
            record_room(unit, looked.news_of_room)
        result: Result = {"ignored": "not said to the bot"}
        if looked.plan is not None:
            answer = self._carried_out(unit, looked.plan, ask)
            self.consequences.follow(unit, self.telling.scene(unit), caused_by=row.row_id)
            self._reply(unit, row, looked, looked.plan, answer)
            if looked.plan.pending or looked.had_pending:
                remember(unit, thread_key(ask.message), memory_of(looked.plan))
            unit.audit(_actor(ask), f"ask_{answer.outcome}", ask.message.room.key, row=row.row_id)
            result = as_json(answer, ask.lang)
        self._finish(unit, row, "done", result)
        return result

    def _carried_out(self, unit: Unit, plan: Plan, ask: Ask) -> Answer:
        """Apply the plan's commands; what to say then."""
        try:
            apply_all(unit, plan.commands, _actor(ask))
        except UserMistake as mistake:
            return words.mistaken(mistake.code, mistake.facts, ask.lang)
        return plan.answer

    def _reply(self, unit: Unit, row: Claimed, looked: Looked, plan: Plan, answer: Answer) -> None:
        ask = looked.ask
        if ask.message.reply.kind == "inline":
            return
        if speaks(ask, plan) or answer is not plan.answer:
            put(unit, reply_notice(answer, ask), reply_address(ask), caused_by=row.row_id)
        if looked.private is not None and ask.person is not None:
            address = self.telling.direct(unit, ask.person.person_id)
            if address is not None:
                notice = reply_notice(looked.private.answer, ask, alone=True)
                put(unit, notice, address, caused_by=row.row_id)

    async def _signalled(self, row: Claimed) -> Result:
        return await self.store.write(partial(self._take, row))

    def _take(self, row: Claimed, unit: Unit) -> Result:
        held = frozenset(self.telling.messengers) - {"local"} if row.body.get("hold") else frozenset[str]()
        result = dict(self.sources[row.source].take(unit, row.body))
        result["notices"] = self.consequences.follow(unit, self.telling.scene(unit), caused_by=row.row_id, held=held)
        self._finish(unit, row, "done", result)
        return result

    async def _due(self, row: Claimed) -> Result:
        return await self.store.write(partial(self._step, row))

    def _step(self, row: Claimed, unit: Unit) -> Result:
        step = self.steps[row.body["kind"]]
        apply_all(unit, step.take(unit, row.body["subject"], row.body["body"]), SYSTEM)
        notices = self.consequences.follow(unit, self.telling.scene(unit), caused_by=row.row_id)
        mark_flow(unit, row.body["flow"], "done")
        self._finish(unit, row, "done", {"notices": notices})
        return {"notices": notices}

    async def _fired(self, row: Claimed) -> Result:
        return await self.store.write(partial(self._digest, row))

    def _digest(self, row: Claimed, unit: Unit) -> Result:
        scene = self.telling.scene(unit)
        outgoing = list(self.digests[row.body["name"]].compose(scene, row.body["slot"], bool(row.body["late"])))
        for notice, address in outgoing:
            put(unit, notice, address, caused_by=row.row_id)
        self._finish(unit, row, "done", {"notices": len(outgoing)})
        return {"notices": len(outgoing)}

    def _finish(self, unit: Unit, row: Claimed, state: str, result: Result) -> None:
        """The row is settled in the unit that did its work; the relay hears of what was put once that is durable."""
        settle(unit, row.row_id, self.me, state, result)
        self.telling.ring(unit)

    def _give_up(self, row: Claimed, unit: Unit) -> Result:
        self.telling.tell_operator(unit, "row_failed", str(row.row_id), source=row.source, kind=row.kind)
        message = self._readable(row)
        result = self._apologise(unit, row, message) if message is not None else {"failed": "see the log"}
        self._finish(unit, row, "failed", result)
        return result

    def _readable(self, row: Claimed) -> Message | None:
        """The message in a row, None where it holds none or cannot be read: that may be why it failed."""
        if row.kind not in {"said", "pressed"} or row.source not in self.messengers:
            return None
        try:
            return self.messengers[row.source].decode(row.body)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def _apologise(self, unit: Unit, row: Claimed, message: Message) -> Result:
        ask = self.conversation.bare(message, unit.now)
        answer = words.trouble(ask.lang)
        if message.reply.kind != "inline" and message.to_bot:
            put(unit, reply_notice(answer, ask), reply_address(ask), caused_by=row.row_id)
        return as_json(answer, ask.lang)


def _actor(ask: Ask) -> str:
    return ask.person.person_id if ask.person else f"{ask.message.sender.messenger}:{ask.message.sender.user_id}"
