from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.flows import due_flows
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from knowledge.work.events import PromiseReminded
from knowledge.work.promise import Draft, Promise, PromiseState, Said, Side
from knowledge.work.promises_view import open_promises_by_customers, open_promises_of, promises_of_message
from knowledge.work.promising import (
    HearPromises,
    KeepPromise,
    MovePromise,
    RedatePromise,
    RemindOfPromise,
    promise_id,
)
from knowledge.work.view import open_tasks_of_person, tasks_of

ZONE = ZoneInfo("Asia/Shanghai")
SAID = Said("local", "east-pv", "", "m1", datetime(2026, 1, 12, 1, tzinfo=UTC))
DRAFT = Draft(
    *("给您报价", "周三前给您报价", Side.TEAM, "li.lei", "李雷", "li.lei", "C1", date(2026, 1, 14)),
    *(False, False, False, 0.9, "zh:dropped+to_you+dated+deed"),
)
KEY = promise_id(SAID, 0)


async def heard(store: Store, *drafts: Draft, said: Said = SAID, edited: bool = False) -> list[Promise]:
    await store.write(lambda unit: HearPromises(said, drafts, ZONE, edited).apply(unit, "li.lei"))
    return await store.read(lambda reader: promises_of_message(reader, "local", "east-pv", said.message_id))


async def test_a_promise_is_a_task_with_its_source(any_store: Store) -> None:
    (one,) = await heard(any_store, DRAFT)
    assert (one.promise_id, one.state, one.version, one.draft) == (KEY, PromiseState.OPEN, 1, DRAFT)
    (task,) = await any_store.read(lambda reader: tasks_of(reader, "C1"))
    assert (task.value.task_id, task.value.assignee_id, task.value.due_on) == (KEY, "li.lei", DRAFT.due_on)
    assert task.value.attributes["quote"] == DRAFT.quote
    assert task.source["where"] == "local:east-pv m1"
    waiting = await any_store.read(lambda reader: due_flows(reader, datetime(2027, 1, 1, tzinfo=UTC), 9))
    assert [row["body"]["overdue"] for row in waiting] == [False, True]


async def test_the_same_message_again_changes_nothing(any_store: Store) -> None:
    assert await heard(any_store, DRAFT) == await heard(any_store, replace(DRAFT, title="anders"))


async def test_the_same_words_again_move_the_day(any_store: Store) -> None:
    await heard(any_store, DRAFT)
    later = replace(DRAFT, due_on=date(2026, 1, 16))
    assert await heard(any_store, later, said=replace(SAID, message_id="m2")) == []
    (one,) = await any_store.read(lambda reader: open_promises_of(reader, "li.lei"))
    assert (one.promise_id, one.draft.due_on) == (KEY, later.due_on)


async def test_an_edit_corrects_drops_and_brings_back(any_store: Store) -> None:
    other = replace(DRAFT, title="寄合同")
    await heard(any_store, DRAFT, other)
    first, second = await heard(any_store, replace(DRAFT, due_on=date(2026, 1, 16)), edited=True)
    assert (first.draft.due_on, first.version, second.state) == (date(2026, 1, 16), 2, PromiseState.DROPPED)
    assert [one.value.task_id for one in await any_store.read(lambda r: tasks_of(r, "C1"))] == [KEY]
    assert [one.state for one in await heard(any_store, edited=True)] == [PromiseState.DROPPED] * 2
    assert (await heard(any_store, DRAFT, edited=True))[0].state is PromiseState.OPEN


async def test_an_edit_of_what_said_one_thing_again_and_one_anew(any_store: Store) -> None:
    other = replace(DRAFT, title="寄合同")
    await heard(any_store, DRAFT)
    second = replace(SAID, message_id="m2")
    await heard(any_store, DRAFT, other, said=second)
    moved = replace(other, due_on=date(2026, 1, 20))
    (kept,) = await heard(any_store, DRAFT, moved, said=second, edited=True)
    assert (kept.promise_id, kept.draft.title, kept.draft.due_on) == (promise_id(second, 1), "寄合同", moved.due_on)


async def test_an_edit_leaves_alone_what_a_person_settled(any_store: Store) -> None:
    await heard(any_store, DRAFT)
    await any_store.write(lambda u: RedatePromise(KEY, 1, date(2026, 2, 2), ZONE).apply(u, "li.lei"))
    (one,) = await heard(any_store, replace(DRAFT, title="给您新报价"), edited=True)
    assert (one.draft.due_on, one.draft.title) == (date(2026, 2, 2), "给您新报价")
    await any_store.write(lambda u: MovePromise(KEY, 3, PromiseState.DROPPED, ZONE).apply(u, "li.lei"))
    (one,) = await heard(any_store, DRAFT, edited=True)
    assert (one.state, one.actor_id) == (PromiseState.DROPPED, "li.lei")


async def test_asked_about_it_is_no_task_until_it_is_meant(any_store: Store) -> None:
    (one,) = await heard(any_store, replace(DRAFT, asks=True, vague=True))
    assert one.state is PromiseState.ASKED
    assert await any_store.read(lambda reader: open_tasks_of_person(reader, "li.lei")) == []
    await any_store.write(lambda u: MovePromise(KEY, 1, PromiseState.OPEN, ZONE).apply(u, "li.lei"))
    assert len(await any_store.read(lambda reader: open_tasks_of_person(reader, "li.lei"))) == 1


async def test_done_opened_again_and_done_in_passing(any_store: Store) -> None:
    await heard(any_store, DRAFT)
    await any_store.write(lambda u: MovePromise(KEY, 1, PromiseState.DONE, ZONE).apply(u, "li.lei"))
    (task,) = await any_store.read(lambda reader: tasks_of(reader, "C1"))
    assert task.value.done_at is not None
    await any_store.write(lambda u: MovePromise(KEY, 2, PromiseState.OPEN, ZONE).apply(u, "li.lei"))
    assert len(await any_store.read(lambda reader: open_tasks_of_person(reader, "li.lei"))) == 1
    for _ in range(2):  # said twice it is done once
        await any_store.write(lambda u: KeepPromise(KEY, "报价发了", ZONE).apply(u, "li.lei"))
    (one,) = await any_store.read(lambda r: promises_of_message(r, "local", "east-pv", "m1"))
    assert (one.state, one.done_quote, one.version) == (PromiseState.DONE, "报价发了", 4)


async def test_who_saw_an_older_state_is_told_so(any_store: Store) -> None:
    await heard(any_store, DRAFT)
    await any_store.write(lambda u: RedatePromise(KEY, 1, date(2026, 2, 2), ZONE).apply(u, "li.lei"))
    with pytest.raises(StaleWrite):
        await any_store.write(lambda u: MovePromise(KEY, 1, PromiseState.DONE, ZONE).apply(u, "li.lei"))
    with pytest.raises(UserMistake) as unknown:
        await any_store.write(lambda u: MovePromise("promise:no:0", 1, PromiseState.DONE, ZONE).apply(u, "li.lei"))
    assert unknown.value.code == "no_such_promise"


def reminded(unit: Unit, due_on: date) -> list[object]:
    RemindOfPromise(KEY, due_on, overdue=False).apply(unit, "system")
    return [event for event in unit.events if isinstance(event, PromiseReminded)]


async def test_reminded_only_while_it_is_open_and_due_that_day(any_store: Store) -> None:
    day = date(2026, 1, 14)
    await heard(any_store, DRAFT)
    assert await any_store.write(lambda unit: reminded(unit, day)) == [PromiseReminded(KEY, day, overdue=False)]
    assert await any_store.write(lambda unit: reminded(unit, date(2026, 1, 15))) == []
    await any_store.write(lambda u: MovePromise(KEY, 1, PromiseState.DONE, ZONE).apply(u, "li.lei"))
    assert await any_store.write(lambda unit: reminded(unit, day)) == []


async def test_what_customers_promised_is_told_apart(any_store: Store) -> None:
    theirs = replace(DRAFT, side=Side.CUSTOMER, promiser_id="", promiser_name="陆宁")
    await heard(any_store, DRAFT, replace(theirs, title="寄合同"))
    found = await any_store.read(lambda reader: open_promises_by_customers(reader, "local", "east-pv"))
    assert [one.draft.promiser_name for one in found] == ["陆宁"]
    tasks = await any_store.read(lambda reader: tasks_of(reader, "C1"))
    assert [one.value.attributes.get("promised_by") for one in tasks] == [None, "陆宁"]
