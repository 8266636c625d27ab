"""Long work: done in a child, told of, taken once; begun again where it stopped when the child or the bot dies."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.jobs import JobRunner
from bot.wake import Wake
from config.jobs import JobSettings
from config.settings import Settings, WebSettings
from knowledge.store.files import SharedFile, file_is_gone, file_is_here, keep_file
from knowledge.store.jobs import Order, can_begin, job, put_job
from knowledge.store.tables import audit, jobs
from tests.unit.bot.house import House
from tests.unit.bot.job_child import COMMAND, KINDS

TELL = {
    "messenger": "fake",
    "room_id": "dm:ann",
    "name": "周会.m4a",
    "doing": {"zh": "正在转写录音", "en": "Transcribing the recording"},
}


def runner(house: House, folder: Path, settings: JobSettings | None = None) -> JobRunner:
    wanted = Settings(data_dir=folder, jobs=settings or JobSettings())
    return JobRunner(house.store, house.clock, KINDS, wanted, house.me, Wake(), COMMAND)


@asynccontextmanager
async def at_work(found: JobRunner) -> AsyncIterator[JobRunner]:
    """A runner that works until the block ends."""
    await found.start()
    running = asyncio.create_task(found.run())
    try:
        yield found
    finally:
        await found.stop()
        await running


async def order(house: House, kind: str = "count", *, file_id: int | None = None, **args: object) -> int:
    await house.store.write(lambda unit: put_job(unit, kind, f"{kind}:1", args, file_id=file_id, tell=TELL))
    return int(await house.store.read(lambda reader: reader.value(select(jobs.c.id))))


async def state(house: House, job_id: int) -> Order:
    found = await house.store.read(lambda reader: job(reader, job_id))
    assert found is not None
    return found


async def until_it_holds(check: Callable[[], Awaitable[bool]]) -> None:
    """Let other processes work until something holds; fails after a minute."""
    for _ in range(3000):
        if await check():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to that")


async def until_worked(house: House, job_id: int) -> Order:
    async def worked() -> bool:
        return (await state(house, job_id)).state != "new"

    await until_it_holds(worked)
    return await state(house, job_id)


async def taken(house: House) -> list[Mapping[str, Any]]:
    rows = await house.store.read(lambda reader: reader.rows(select(audit).where(audit.c.action == "taken")))
    return [row["details"] for row in rows]


async def handled(house: House) -> None:
    """Let the dispatcher see what arrived through."""
    dispatcher = house.dispatcher(replace(house.handling(), jobs=KINDS))
    running = asyncio.create_task(dispatcher.run())
    await until_it_holds(partial(_all_handled, house))
    await dispatcher.stop()
    await running


async def _all_handled(house: House) -> bool:
    return all(row["state"] != "new" for row in await house.inbox())


async def test_a_job_is_done_in_a_child_and_taken_once(house: House, tmp_path: Path) -> None:
    job_id = await order(house, to=3)
    async with at_work(runner(house, tmp_path)):
        await until_worked(house, job_id)
    await handled(house)
    (result,) = await taken(house)
    assert result["result"] == {"counted": ["0", "1", "2"], "brief": {"names": ["华东光伏"], "of": 3}, "file": ""}
    assert (await state(house, job_id)).state == "done"
    assert not list((tmp_path / "jobs").iterdir())


async def test_a_secret_reaches_the_child_by_its_stdin_and_stands_nowhere(
    house: House, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    job_id = await order(house, to=1)
    web = WebSettings(hook_key=SecretStr("geheim-of-the-tests"))
    wanted = Settings(data_dir=tmp_path, web=web)
    async with at_work(JobRunner(house.store, house.clock, KINDS, wanted, house.me, Wake(), COMMAND)):
        worked = await until_worked(house, job_id)
    assert (worked.outcome["done"]["key"], worked.outcome["done"]["seen"]) == (len("geheim-of-the-tests"), 0)
    row = await house.store.read(lambda reader: reader.row(select(jobs)))
    assert "geheim" not in f"{dict(row or {})}{await house.inbox()}{capfd.readouterr()}"


async def test_its_progress_is_told_in_one_message_that_changes(house: House, tmp_path: Path) -> None:
    job_id = await order(house, to=3)
    async with at_work(runner(house, tmp_path)):
        await until_worked(house, job_id)
    await handled(house)
    rows = await house.outbox()
    assert {(row["kind"], row["subject"], row["address"]) for row in rows} == {
        ("job_progress", str(job_id), "fake:dm:ann")
    }
    texts = [row["body"]["text"] for row in rows]
    assert texts[0] == "33%"
    assert texts[-1] == "Done"
    assert [row["version"] for row in rows] == sorted({row["version"] for row in rows})


async def test_material_that_cannot_be_worked_on_is_told_in_a_sentence(house: House, tmp_path: Path) -> None:
    job_id = await order(house, "refuse")
    async with at_work(runner(house, tmp_path)):
        await until_worked(house, job_id)
    await handled(house)
    assert [one["code"] for one in await taken(house)] == ["silence"]
    assert [row["body"]["text"] for row in await house.outbox()] == ["That did not work: Nobody speaks in it."]
    assert (await state(house, job_id)).state == "failed"


async def test_a_child_that_dies_goes_on_where_it_was(house: House, tmp_path: Path) -> None:
    job_id = await order(house, to=4, dies_at=1)
    async with at_work(runner(house, tmp_path)):
        worked = await until_worked(house, job_id)
    assert worked.outcome["done"]["counted"] == ["0", "1", "2", "3"]


async def test_a_child_that_dies_again_and_again_is_given_up(house: House, tmp_path: Path) -> None:
    """It never gets further than before: it forgets what it did."""
    job_id = await order(house, to=0, dies_at=-1)
    wanted = Settings(data_dir=tmp_path)
    forgetful = JobRunner(house.store, house.clock, KINDS, wanted, house.me, Wake(), ("false",))
    async with at_work(forgetful):
        worked = await until_worked(house, job_id)
    assert worked.outcome["failed"] == "died"
    await handled(house)
    assert "stopped unexpectedly three times" in (await house.outbox())[-1]["body"]["text"]


async def test_a_stop_ends_the_child_and_the_next_start_goes_on(house: House, tmp_path: Path) -> None:
    job_id = await order(house, to=3, hangs_at=1)
    numbers = tmp_path / "jobs" / str(job_id) / "numbers"

    async def hangs() -> bool:
        return numbers.exists() and "1" in numbers.read_text()

    async with at_work(runner(house, tmp_path)):
        await until_it_holds(hangs)
    assert (await state(house, job_id)).state == "new"
    async with at_work(runner(house, tmp_path)):
        worked = await until_worked(house, job_id)
    assert worked.outcome["done"]["counted"] == ["0", "1", "2"]


async def test_a_child_that_falls_silent_is_ended(house: House, tmp_path: Path) -> None:
    job_id = await order(house, to=2, hangs_at=0)
    async with at_work(runner(house, tmp_path, JobSettings(silent_seconds=3))):
        worked = await until_worked(house, job_id)
    assert worked.outcome["done"]["counted"] == ["0", "1"]


async def test_a_job_waits_for_its_file(house: House, tmp_path: Path) -> None:
    file_id = await house.store.write(lambda unit: keep_file(unit, SharedFile("fake", "F1", "周会.txt")))
    job_id = await order(house, file_id=file_id, to=1)
    (tmp_path / "here.txt").write_text("录音", encoding="utf-8")
    async with at_work(runner(house, tmp_path)):
        assert not await house.store.read(lambda reader: can_begin(reader, house.clock.now(), ["count"]))
        await house.store.write(lambda unit: file_is_here(unit, file_id, "here.txt", "0" * 64, 6))
        worked = await until_worked(house, job_id)
    assert worked.outcome["done"]["file"] == "录音"


async def test_a_job_whose_file_is_gone_says_so(house: House, tmp_path: Path) -> None:
    file_id = await house.store.write(lambda unit: keep_file(unit, SharedFile("fake", "F1", "周会.txt")))
    job_id = await order(house, file_id=file_id, to=1)
    await house.store.write(lambda unit: file_is_gone(unit, file_id, "its address was good for five minutes"))
    async with at_work(runner(house, tmp_path)):
        worked = await until_worked(house, job_id)
    assert worked.outcome["failed"] == "file_gone"
    await handled(house)
    assert (await house.outbox())[-1]["body"]["text"].endswith("Please send it again.")


async def test_the_same_order_is_one_job(house: House) -> None:
    first = await house.store.write(lambda unit: put_job(unit, "count", "sha", {"to": 1}))
    again = await house.store.write(lambda unit: put_job(unit, "count", "sha", {"to": 1}))
    assert (first, again) == (True, False)


@pytest.mark.parametrize("children", [0, 1])
async def test_where_no_children_are_wanted_jobs_are_left_to_others(
    house: House, tmp_path: Path, children: int
) -> None:
    job_id = await order(house, to=1)
    async with at_work(runner(house, tmp_path, JobSettings(children=children))) as found:
        if children:
            await until_worked(house, job_id)
        found.wake.set()
    assert ((await state(house, job_id)).state == "new") is (children == 0)


async def test_a_quick_job_does_not_wait_for_a_long_one_and_long_ones_wait_for_each_other(
    house: House, tmp_path: Path
) -> None:
    async def put(kind: str, key: str, **args: object) -> None:
        await house.store.write(lambda unit: put_job(unit, kind, key, args, tell=TELL))

    await put("count_long", "a meeting of four hours", to=2, hangs_at=0)
    await put("count_long", "the next meeting", to=1)
    await put("count", "a photo", to=1)
    async with at_work(runner(house, tmp_path)):
        await until_worked(house, 3)
        rows = await house.store.read(
            lambda reader: reader.rows(select(jobs.c.owner, jobs.c.state).order_by(jobs.c.id))
        )
    assert [(row["owner"] is not None, row["state"]) for row in rows[:2]] == [(True, "new"), (False, "new")]


async def test_what_came_of_a_job_and_cannot_be_taken_is_no_longer_waited_for(house: House, tmp_path: Path) -> None:
    job_id = await order(house, to=1)
    async with at_work(runner(house, tmp_path)):
        await until_worked(house, job_id)
    broken = {**KINDS, "count": replace(KINDS["count"], take=_cannot)}
    dispatcher = house.dispatcher(replace(house.handling(), jobs=broken))
    with capture_logs():  # a trace with all its locals takes longer to print than everything else here
        running = asyncio.create_task(dispatcher.run())
        await until_it_holds(partial(_all_handled, house))
        await dispatcher.stop()
        await running
    assert (await state(house, job_id)).state == "failed"


def _cannot(*_: object) -> None:
    raise RuntimeError("a bug")
