"""The writers of promises: hear, take, correct, drop, keep, open again, remind. An open promise is a task."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam

from knowledge.calendar.countries import country_of
from knowledge.calendar.working_time import WorkCalendar
from knowledge.people.view import person
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.flows import start_flow
from knowledge.store.recording import Claim
from knowledge.store.unit import Unit
from knowledge.work.commands import record_tasks
from knowledge.work.events import DoneUnclear, PromiseChanged, PromiseReminded
from knowledge.work.model import Task
from knowledge.work.promise import Draft, Promise, PromiseState, Said, Side
from knowledge.work.promises_view import open_promises_of, promise, promises_of_message
from knowledge.work.reminding import reminders
from knowledge.work.tables import promises, tasks

REMIND = "remind_of_promise"
"""The flow that reminds of a promise."""

MOST = 8
"""More promises than this are not read from one message."""

_KEEP = promises.insert()
_CHANGE = (
    promises.update()
    .where(promises.c.promise_id == bindparam("which"), promises.c.version == bindparam("seen"))
    .values(
        title=bindparam("new_title"),
        quote=bindparam("new_quote"),
        due_on=bindparam("new_due_on"),
        conditional=bindparam("new_conditional"),
        vague=bindparam("new_vague"),
        customer_id=bindparam("new_customer_id"),
        state=bindparam("to_state"),
        corrected=bindparam("new_corrected"),
        actor_id=bindparam("actor"),
        acted_at=bindparam("moment"),
        done_quote=bindparam("said"),
        version=promises.c.version + 1,
    )
)
_FORGET_TASK = tasks.delete().where(tasks.c.task_id == bindparam("which"))


@dataclass(frozen=True, slots=True)
class HearPromises:
    """What a message promises, now: `edited` where it said something else before. `zone` is the team's.

    The same message heard again changes nothing; what an edit takes away is dropped. Who says once more what is already
    open in that room means the same promise, by the day named last.
    """

    said: Said
    drafts: tuple[Draft, ...]
    zone: ZoneInfo
    edited: bool = False

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep what is new, correct what changed, drop what is gone."""
        of_message = promises_of_message(unit, self.said.messenger, self.said.room_id, self.said.message_id)
        if of_message and not self.edited:
            return
        known = {one.promise_id: one for one in of_message}
        for place, draft in enumerate(self.drafts[:MOST]):
            before = known.pop(promise_id(self.said, place), None)
            if before is not None:
                self._amend(unit, before, draft, actor)
            elif (same := _same(unit, self.said, draft)) is not None:
                self._again(unit, same, draft, actor)
            else:
                self._keep(unit, place, draft, actor)
        for gone in known.values():
            if gone.state in (PromiseState.ASKED, PromiseState.OPEN):
                _write(unit, replace(gone, state=PromiseState.DROPPED, actor_id=""), gone.version, actor)

    def _keep(self, unit: Unit, place: int, draft: Draft, actor: str) -> None:
        state = PromiseState.ASKED if draft.asks else PromiseState.OPEN
        fresh = Promise(promise_id(self.said, place), self.said, draft, state, 1)
        unit.run(_KEEP, **_row(fresh, place))
        unit.audit(actor, f"promise_{state}", fresh.promise_id, quote=draft.quote, why=draft.why)
        _follow(unit, fresh, self.zone)

    def _amend(self, unit: Unit, before: Promise, draft: Draft, actor: str) -> None:
        if before.state is PromiseState.DONE or (before.state is PromiseState.DROPPED and before.actor_id):
            return  # settled by a person
        due = before.draft.due_on if before.corrected else draft.due_on
        held = replace(before.draft, title=draft.title, quote=draft.quote, due_on=due, conditional=draft.conditional)
        state = before.state
        if state is not PromiseState.OPEN:
            state = PromiseState.ASKED if draft.asks else PromiseState.OPEN
        changed = replace(before, draft=replace(held, vague=draft.vague), state=state)
        if changed != before:
            _write(unit, changed, before.version, actor, self.zone)

    def _again(self, unit: Unit, same: Promise, draft: Draft, actor: str) -> None:
        if draft.due_on is not None and draft.due_on != same.draft.due_on:
            _write(unit, replace(same, draft=replace(same.draft, due_on=draft.due_on)), same.version, actor, self.zone)


@dataclass(frozen=True, slots=True)
class MovePromise:
    """A person says where a promise stands: a task after all, none, done, open again."""

    promise_id: str
    seen: int
    state: PromiseState
    zone: ZoneInfo
    said: str = ""

    def apply(self, unit: Unit, actor: str) -> None:
        """Move it. Raises StaleWrite where it changed since it was seen, UserMistake("no_such_promise")."""
        before = known_promise(unit, self.promise_id)
        moved = replace(before, state=self.state, actor_id=actor, acted_at=unit.now, done_quote=self.said)
        _write(unit, moved, self.seen, actor, self.zone)


@dataclass(frozen=True, slots=True)
class RedatePromise:
    """A person says by when."""

    promise_id: str
    seen: int
    due_on: date
    zone: ZoneInfo

    def apply(self, unit: Unit, actor: str) -> None:
        """Set the day; an edit of the message does not change it any more. Raises as MovePromise does."""
        before = known_promise(unit, self.promise_id)
        state = PromiseState.OPEN if before.state is PromiseState.ASKED else before.state
        draft = replace(before.draft, due_on=self.due_on)
        moved = replace(before, draft=draft, state=state, corrected=True, actor_id=actor, acted_at=unit.now)
        _write(unit, moved, self.seen, actor, self.zone)


@dataclass(frozen=True, slots=True)
class KeepPromise:
    """Somebody says in passing that it is done; nothing happens where it no longer is open."""

    promise_id: str
    said: str
    zone: ZoneInfo

    def apply(self, unit: Unit, actor: str) -> None:
        """Mark it done."""
        before = promise(unit, self.promise_id)
        if before is not None and before.state is PromiseState.OPEN:
            MovePromise(self.promise_id, before.version, PromiseState.DONE, self.zone, self.said).apply(unit, actor)


@dataclass(frozen=True, slots=True)
class AskWhichDone:
    """Somebody says that something is done, which may be any of these."""

    promise_ids: tuple[str, ...]
    person_id: str
    quote: str
    message_id: str

    def apply(self, unit: Unit, actor: str) -> None:  # noqa: ARG002  every command knows its actor
        """Have them asked."""
        unit.emit(DoneUnclear(self.promise_ids, self.person_id, self.quote, self.message_id))


@dataclass(frozen=True, slots=True)
class RemindOfPromise:
    """A reminder came due; nothing happens where the promise is settled, or is due on another day by now."""

    promise_id: str
    due_on: date
    overdue: bool

    def apply(self, unit: Unit, actor: str) -> None:  # noqa: ARG002  every command knows its actor
        """Have its owner reminded."""
        found = promise(unit, self.promise_id)
        if found is not None and found.state is PromiseState.OPEN and found.draft.due_on == self.due_on:
            unit.emit(PromiseReminded(self.promise_id, self.due_on, self.overdue))


def promise_id(said: Said, place: int) -> str:
    """The id of a promise, and of its task: the same for the same place of the same message."""
    stem = sha256(f"{said.room_key}|{said.message_id}".encode()).hexdigest()[:16]
    return f"promise:{stem}:{place}"


def known_promise(unit: Unit, which: str) -> Promise:
    """The promise with this id. Raises UserMistake("no_such_promise")."""
    found = promise(unit, which)
    if found is None:
        raise UserMistake("no_such_promise")
    return found


def _same(unit: Unit, said: Said, draft: Draft) -> Promise | None:
    """What the same person already promised in the same room, in the same words."""
    mine = (one for one in open_promises_of(unit, draft.owner_id) if one.said.room_key == said.room_key)
    told = (draft.title, draft.promiser_id, draft.promiser_name)
    return next((o for o in mine if (o.draft.title, o.draft.promiser_id, o.draft.promiser_name) == told), None)


def _write(unit: Unit, changed: Promise, seen: int, actor: str, zone: ZoneInfo | None = None) -> None:
    """Store a promise that changed, with its task and what follows. Raises StaleWrite."""
    touched = unit.run(
        _CHANGE,
        which=changed.promise_id,
        seen=seen,
        new_title=changed.draft.title,
        new_quote=changed.draft.quote,
        new_due_on=changed.draft.due_on,
        new_conditional=int(changed.draft.conditional),
        new_vague=int(changed.draft.vague),
        new_customer_id=changed.draft.customer_id,
        to_state=changed.state.value,
        new_corrected=int(changed.corrected),
        actor=changed.actor_id,
        moment=changed.acted_at,
        said=changed.done_quote,
    )
    if not touched:
        raise StaleWrite(changed.promise_id)
    unit.audit(actor, f"promise_{changed.state}", changed.promise_id, due=str(changed.draft.due_on or ""))
    _follow(unit, changed, zone)


def _follow(unit: Unit, one: Promise, zone: ZoneInfo | None) -> None:
    """The task as the promise stands, its reminders, and word of it."""
    if one.state in (PromiseState.ASKED, PromiseState.DROPPED):
        unit.run(_FORGET_TASK, which=one.promise_id)
    else:
        record_tasks(unit, [Claim(_task(one), _source(one))])
    if one.state is PromiseState.OPEN and one.draft.due_on is not None and zone is not None:
        _start_reminders(unit, one, one.draft.due_on, zone)
    unit.emit(PromiseChanged(one.promise_id))


def _task(one: Promise) -> Task:
    done = one.acted_at if one.state is PromiseState.DONE else None
    theirs = {"side": Side.CUSTOMER.value, "promised_by": one.draft.promiser_name}
    return Task(
        task_id=one.promise_id,
        customer_id=one.draft.customer_id,
        title=one.draft.title,
        assignee_id=one.draft.owner_id,
        due_on=one.draft.due_on,
        done_at=done,
        attributes={"quote": one.draft.quote, **(theirs if one.draft.side is Side.CUSTOMER else {})},
    )


def _source(one: Promise) -> Mapping[str, object]:
    where = f"{one.said.room_key} {one.said.message_id}".strip()
    by = one.draft.promiser_id or one.draft.promiser_name
    return {"what": "message", "where": where, "at": one.said.said_at.isoformat(), "by": by}


def _start_reminders(unit: Unit, one: Promise, due_on: date, zone: ZoneInfo) -> None:
    owner = person(unit, one.draft.owner_id)
    theirs = ZoneInfo(owner.timezone) if owner and owner.timezone else zone
    for reminder in reminders(due_on, unit.now, WorkCalendar(theirs, country_of(theirs))):
        body = {"due_on": due_on.isoformat(), "overdue": reminder.overdue}
        start_flow(unit, REMIND, one.promise_id, body, due_at=reminder.at)


def _row(one: Promise, place: int) -> dict[str, Any]:
    draft, said = one.draft, one.said
    values = {name: getattr(draft, name) for name in Draft.__slots__}
    values |= {name: int(values[name]) for name in ("conditional", "vague", "asks")}
    values |= {name: getattr(said, name) for name in Said.__slots__}
    return values | {
        "promise_id": one.promise_id,
        "side": draft.side.value,
        "place": place,
        "state": one.state.value,
        "version": one.version,
        "corrected": int(one.corrected),
        "actor_id": one.actor_id,
        "acted_at": one.acted_at,
        "done_quote": one.done_quote,
    }
