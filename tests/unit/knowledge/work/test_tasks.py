from dataclasses import replace
from datetime import UTC, date, datetime

from knowledge.store.recording import Claim, Recorded
from knowledge.store.store import Store
from knowledge.work.commands import record_tasks
from knowledge.work.model import Task
from knowledge.work.view import open_tasks_of_person, tasks_of

SOURCE = {"what": "import", "where": "tasks.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
TASK = Task("T1", "C1", "D1", "合同评审", "li.lei", date(2026, 1, 19), None, "T0", {"note": "x"})


async def test_tasks_come_as_they_are_due_and_get_done(any_store: Store) -> None:
    tasks = [Task("T3", "C1"), TASK, replace(TASK, task_id="T2", due_on=date(2026, 1, 12)), Task("T4", "C2")]
    claims = [Claim(one, SOURCE) for one in tasks]
    assert await any_store.write(lambda unit: record_tasks(unit, claims)) == Recorded(4, 0, 0)
    done = Claim(replace(TASK, done_at=datetime(2026, 1, 18, 9, tzinfo=UTC)), SOURCE)
    assert await any_store.write(lambda unit: record_tasks(unit, [done])) == Recorded(0, 1, 0)
    found = await any_store.read(lambda reader: tasks_of(reader, "C1"))
    assert [one.value.task_id for one in found] == ["T2", "T1", "T3"]
    assert found[1] == done


async def test_what_somebody_still_has_to_do(any_store: Store) -> None:
    done = replace(TASK, task_id="T5", done_at=datetime(2026, 1, 18, 9, tzinfo=UTC))
    tasks = [TASK, replace(TASK, task_id="T2", due_on=None), replace(TASK, task_id="T6", assignee_id="han.mei"), done]
    await any_store.write(lambda unit: record_tasks(unit, [Claim(one, SOURCE) for one in tasks]))
    found = await any_store.read(lambda reader: open_tasks_of_person(reader, "li.lei"))
    assert [one.value.task_id for one in found] == ["T1", "T2"]
