"""What each kind of inbox row becomes: look, think, write."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from bot.claims import Claimed, settle
from bot.clock import Clock
from bot.file_names import named
from bot.meeting import Meeting
from bot.messengers.base import Messenger
from bot.overhearing import Taken, overheard
from bot.sends import freshen_receipt
from bot.telling import Telling
from capture.base import Context, Done, Job, Source
from handlers import words
from handlers.base import Ask, Plan
from handlers.consequences import SYSTEM, Consequences, apply_all
from handlers.conversation import Conversation, Looked, conversation_key, memory_of, thread_key
from handlers.edits import reread
from handlers.follow_ups import subjects_in
from handlers.hearing import authors
from handlers.message import Message, News
from handlers.reaction import Step
from handlers.reply import answered_inline, as_json, private_notice, reply_address, reply_path, room_notice
from knowledge.access.judge import on_team
from knowledge.people.directory import note_spoke
from knowledge.people.room_members import note_member
from knowledge.people.rooms import note_outsider, record_room
from knowledge.people.view import person
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.flows import mark_flow
from knowledge.store.jobs import DONE, FAILED, JobMoved, job, settle_job
from knowledge.store.store import Store
from knowledge.store.threads import recall, remember
from knowledge.store.unit import Reader, Unit
from notifiers.digest import Digest
from notifiers.notice import Address
from notifiers.outbox import is_told_of, put
from notifiers.telling import tell

Result = Mapping[str, Any]


async def unaided(looked: Looked) -> Looked:
    """What there is to think where no language model is at hand: nothing."""
    return looked


@dataclass(frozen=True, slots=True)
class Handling:
    """The handlers of all kinds of rows, with what they share. `thought` is given what a look did not understand."""

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
    thought: Callable[[Looked], Awaitable[Looked]] = unaided
    jobs: Mapping[str, Job] = field(default_factory=dict)

    async def handle(self, row: Claimed) -> Result:
        """See one row through, in one transaction. Raises StoreTrouble, or whatever a bug raises."""
        by_kind: Mapping[str, Callable[[Claimed], Awaitable[Result]]] = {
            "said": self._message,
            "pressed": self._message,
            "signalled": self._signalled,
            "due": self._due,
            "fired": self._fired,
            "noticed": self._noticed,
            "progressed": self._progressed,
            "finished": self._finished,
        }
        return await by_kind[row.kind](row)

    async def set_aside(self, row: Claimed) -> Result:
        """Give a row up: kept as failed, its sender and the operator told."""
        return await self.store.write(partial(self._give_up, row))

    async def _noticed(self, row: Claimed) -> Result:
        news = self.messengers[row.source].decode(row.body)
        if not isinstance(news, News):
            raise TypeError(f"{row.source} decoded something else than news")
        meeting = self._meeting(row)
        described = await meeting.described(news)
        return await self.store.write(partial(self._learn, row, described, meeting))

    def _learn(self, row: Claimed, news: News, meeting: Meeting, unit: Unit) -> Result:
        """What a platform tells of its accounts and rooms."""
        meeting.learn(news, unit)
        result = {"accounts": len(news.accounts), "rooms": len(news.rooms)}
        self._finish(unit, row, "done", result)
        return result

    async def _message(self, row: Claimed) -> Result:
        """Look, think and write; once more where somebody was faster, then say so."""
        message = self.messengers[row.source].decode(row.body)
        if not isinstance(message, Message):
            raise TypeError(f"{row.source} decoded something else than a message")
        message = await named(message, self.messengers.get(row.source))
        looked = await self._look(message)
        if await self._meeting(row).met(looked):
            looked = await self._look(message)
        looked = await self.thought(looked)
        with suppress(StaleWrite):
            return await self._written(row, looked)
        looked = await self._look(message)
        with suppress(StaleWrite):
            return await self._written(row, looked)
        return await self._written(row, Looked(looked.ask, Plan(words.stale(looked.ask.lang))))

    def _meeting(self, row: Claimed) -> Meeting:
        return Meeting(self.store, self.messengers, partial(self._follow, row))

    async def _look(self, message: Message) -> Looked:
        return await self.store.read(partial(self.conversation.look, message, self.clock.now()))

    async def _written(self, row: Claimed, looked: Looked) -> Result:
        """Carry a plan out; where it turns out to be a mistake nothing is changed, and that is the answer."""
        try:
            return await self.store.write(partial(self._answer, row, looked))
        except UserMistake as mistake:
            said = Plan(words.mistaken(mistake.code, mistake.facts, looked.ask.lang))
        corrected = replace(looked, private=said) if looked.private else replace(looked, plan=said)
        return await self.store.write(partial(self._answer, row, corrected))

    def _answer(self, row: Claimed, looked: Looked, unit: Unit) -> Result:
        ask, plan = looked.ask, looked.plan
        _keep_heard(unit, looked)
        result: Result = {"ignored": "not said to the bot"}
        if ask.message.edited:
            apply_all(unit, reread(ask.message, unit), _actor(ask))
        if looked.taken:
            apply_all(unit, looked.taken, _actor(ask))
            result = {"ignored": "not said to the bot", "taken": len(looked.taken)}
        if plan is not None:
            self._keep_receipt(unit, ask)
            _check_actor(unit, looked)
            apply_all(unit, plan.commands, _actor(ask))
            apply_all(unit, looked.private.commands if looked.private else (), _actor(ask))
            if not answered_inline(ask, unit.now):
                self._reply(unit, row, looked, plan)
            if plan.pending or plan.subjects or looked.had_pending:
                remember(unit, thread_key(ask.message), memory_of(plan, ask.subjects))
            unit.audit(_actor(ask), f"ask_{plan.answer.outcome}", ask.message.room.key, row=row.row_id)
            result = as_json(plan.answer, ask.lang)
        self._follow(row, unit)
        if plan is None and looked.taken:
            self._acknowledge(unit, row, looked)
        self._finish(unit, row, "done", result)
        return result

    def _follow(self, row: Claimed, unit: Unit) -> int:
        """Let everything follow from the unit's events; how many notices were put."""
        return self.consequences.follow(unit, self.telling.scene(unit), caused_by=row.row_id) if unit.events else 0

    def _reply(self, unit: Unit, row: Claimed, looked: Looked, plan: Plan) -> None:
        ask = looked.ask
        notice = room_notice(plan, ask)
        if notice is not None:
            put(unit, notice, self._answers_to(ask), caused_by=row.row_id, path=reply_path(ask, unit.now))
        alone = self.telling.direct(unit, ask.person.person_id) if ask.person and looked.private else None
        if looked.private is not None and alone is not None:
            put(unit, private_notice(looked.private, ask), alone, caused_by=row.row_id)
            if looked.private.pending or looked.private.subjects:
                key = conversation_key(alone.key, ask.message.sender)
                remember(unit, key, memory_of(looked.private, subjects_in(recall(unit, key), unit.now)))

    def _acknowledge(self, unit: Unit, row: Claimed, looked: Looked) -> None:
        """Who hands us something in a room, or another's message alone, hears that we have it where what came of it is
        told later or elsewhere.
        """
        ask, message = looked.ask, looked.ask.message
        others = message.quoted is not None or bool(message.forwarded)
        handed = message.to_bot and not message.edited and (others or not ask.audience.direct)
        if handed and not is_told_of(unit, row.row_id, reply_address(ask)):
            told = [one for one in authors(ask, unit) if one != ask.person and self._hears(unit, row, one.person_id)]
            self._reply(unit, row, looked, Plan(words.noted(ask.lang, told)))

    def _hears(self, unit: Unit, row: Claimed, person_id: str) -> bool:
        """Whether somebody is told of a row alone."""
        own = self.telling.direct(unit, person_id)
        return own is not None and is_told_of(unit, row.row_id, own)

    def _answers_to(self, ask: Ask) -> Address:
        """The room, or where only they are to see it, the asker's own room."""
        message = ask.message
        if message.private and not message.room.direct:
            own = self.telling.messengers[message.messenger].direct_room(message.sender.user_id)
            return Address(message.messenger, own)
        return reply_address(ask)

    def _keep_receipt(self, unit: Unit, ask: Ask) -> None:
        """What came with a press for changing the pressed card is needed when that card changes."""
        press, place = ask.message.press, reply_address(ask)
        if press is not None and press.receipt:
            freshen_receipt(unit, press.kind, press.subject, place.key, press.receipt)

    async def _signalled(self, row: Claimed) -> Result:
        said = await self.store.read(partial(self._overheard, row)) if self.sources[row.source].hears else ()
        return await self.store.write(partial(self._take, row, said))

    def _overheard(self, row: Claimed, reader: Reader) -> tuple[Taken, ...]:
        """What a row says to the hearings."""
        context = self._context(reader)
        return overheard(self.sources[row.source], row.body, reader, self.conversation, self.telling, context)

    def _take(self, row: Claimed, said: tuple[Taken, ...], unit: Unit) -> Result:
        held = frozenset(self.telling.messengers) - {"local"} if row.body.get("hold") else frozenset[str]()
        result = dict(self.sources[row.source].take(unit, row.body))
        for one in said:
            apply_all(unit, one.commands, one.actor)
        result["notices"] = self.consequences.follow(unit, self.telling.scene(unit), caused_by=row.row_id, held=held)
        self._finish(unit, row, "done", result)
        return result

    async def _progressed(self, row: Claimed) -> Result:
        return await self.store.write(partial(self._moved, row))

    def _moved(self, row: Claimed, unit: Unit) -> Result:
        unit.emit(JobMoved(row.body["job"]))
        notices = self._follow(row, unit)
        self._finish(unit, row, "done", {"notices": notices})
        return {"notices": notices}

    async def _finished(self, row: Claimed) -> Result:
        return await self.store.write(partial(self._take_job, row))

    def _take_job(self, row: Claimed, unit: Unit) -> Result:
        """What came of a job is recorded by its kind, told where its progress was, and followed by what follows."""
        order = job(unit, row.body["job"])
        if order is None:
            raise LookupError(f"job {row.body['job']}")
        said = order.outcome
        done = Done(said.get("done", {}), said.get("failed", ""), said.get("say", {}))
        context = replace(self._context(unit), tell_operator=partial(self.telling.tell_operator, unit))
        self.jobs[order.kind].take(unit, order.args, done, context)
        settle_job(unit, order.job_id, FAILED if done.failed else DONE)
        return self._moved(row, unit)

    def _context(self, reader: Reader) -> Context:
        """What is known to whoever nobody asked: in the team's zone and language."""
        talk, now = self.conversation, self.clock.now()
        today = now.astimezone(talk.zone).date()
        names = partial(talk.names, reader)
        return Context(reader, names, talk.zone, today, now, talk.language, documents=talk.documents)

    async def _due(self, row: Claimed) -> Result:
        return await self.store.write(partial(self._step, row))

    def _step(self, row: Claimed, unit: Unit) -> Result:
        step = self.steps[row.body["kind"]]
        apply_all(unit, step.take(unit, row.body["subject"], row.body["body"]), SYSTEM)
        notices = self._follow(row, unit)
        mark_flow(unit, row.body["flow"], "done")
        self._finish(unit, row, "done", {"notices": notices})
        return {"notices": notices}

    async def _fired(self, row: Claimed) -> Result:
        return await self.store.write(partial(self._digest, row))

    def _digest(self, row: Claimed, unit: Unit) -> Result:
        scene = self.telling.scene(unit)
        outgoing = self.digests[row.body["name"]].compose(scene, row.body["slot"], bool(row.body["late"]))
        result = {"notices": tell(unit, scene, outgoing, caused_by=row.row_id)}
        self._finish(unit, row, "done", result)
        return result

    def _finish(self, unit: Unit, row: Claimed, state: str, result: Result) -> None:
        """The row is settled in the unit that did its work; the relay hears of what was put once that is durable."""
        settle(unit, row.row_id, self.me, state, result)
        self.telling.ring(unit)

    def _give_up(self, row: Claimed, unit: Unit) -> Result:
        self.telling.tell_operator(unit, "row_failed", str(row.row_id), source=row.source, kind=row.kind)
        if row.kind == "finished" and "job" in row.body:  # nobody will take what came of it
            settle_job(unit, row.body["job"], FAILED)
        message = self._readable(row)
        result = self._apologise(unit, row, message) if message is not None else {"failed": "see the log"}
        self._finish(unit, row, "failed", result)
        return result

    def _readable(self, row: Claimed) -> Message | None:
        """The message in a row, None where it holds none or cannot be read: that may be why it failed."""
        if row.kind not in {"said", "pressed"} or row.source not in self.messengers:
            return None
        try:
            found = self.messengers[row.source].decode(row.body)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        return found if isinstance(found, Message) else None

    def _apologise(self, unit: Unit, row: Claimed, message: Message) -> Result:
        ask = self.conversation.bare(message, unit.now)
        plan = Plan(words.trouble(ask.lang))
        notice = room_notice(plan, ask)
        if not answered_inline(ask, unit.now) and message.to_bot and notice is not None:
            put(unit, notice, self._answers_to(ask), caused_by=row.row_id, path=reply_path(ask, unit.now))
        return as_json(plan.answer, ask.lang)


def _keep_heard(unit: Unit, looked: Looked) -> None:
    """What a message shows of itself, asked or not: the room it was said in, and that its sender reads there."""
    message = looked.ask.message
    if looked.news_of_room is not None:
        record_room(unit, looked.news_of_room)
    if looked.heard_in is not None:
        note_outsider(unit, looked.heard_in, message.sender)
    if message.sender.messenger == message.messenger:
        note_spoke(unit, message.sender)
        note_member(unit, message.room, message.sender)


def _check_actor(unit: Unit, looked: Looked) -> None:
    """What somebody may change is judged again as it is written. Raises StaleWrite for who left the team meanwhile."""
    private = looked.private.commands if looked.private else ()
    changes = private or (looked.plan.commands if looked.plan else ())
    member = person(unit, looked.ask.person.person_id) if changes and looked.ask.person else None
    if member is not None and on_team(member, looked.ask.today) is not None:
        raise StaleWrite(f"{member.person_id} left")


def _actor(ask: Ask) -> str:
    return ask.person.person_id if ask.person else f"{ask.message.sender.messenger}:{ask.message.sender.user_id}"
