"""Long work: claims jobs, sees each through in a child process, and hands what came of it to the inbox."""

import asyncio
import json
import shutil
import sys
from asyncio.subprocess import Process
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from bot.clock import Clock
from bot.cores import all_cores
from bot.wake import Wake
from capture.base import Job
from config.settings import Settings
from knowledge.store.errors import StoreTrouble
from knowledge.store.files import GONE, file_kept
from knowledge.store.inbox import Arrival, arrive
from knowledge.store.jobs import (
    Order,
    can_begin,
    claim_job,
    job_worked,
    keep_job,
    let_go_of_all_jobs,
    let_go_of_jobs,
    move_job,
)
from knowledge.store.store import Store
from knowledge.store.unit import Reader, Unit

ATTEMPTS = 3
"""A job whose child dies so often is given up."""

CHILD = (sys.executable, "-m", "bot.child")
POLL = 1.0
KEEP_SECONDS = 30.0
TELL_SECONDS = 3.0
LONGEST_LINE = 64 * 1024 * 1024
GRACE_SECONDS = 3.0
"""What a child that is told to end may still take."""

DIED: Mapping[str, Any] = {
    "failed": "died",
    "say": {
        "zh": "处理这个文件的程序意外停了三次，放弃了。管理员可以在日志里看到原因。",
        "en": "The program that works on this file stopped unexpectedly three times, so I gave up. The log says why.",
    },
}
_GONE: Mapping[str, Any] = {
    "failed": "file_gone",
    "say": {
        "zh": "这个文件取不到了，请重新发一次。",
        "en": "This file can no longer be fetched. Please send it again.",
    },
}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A job with what its child is told."""

    order: Order
    file: Path | None
    gone: bool
    brief: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where jobs of one pace are worked on, and those at work there."""

    kinds: Sequence[str]
    tasks: set[asyncio.Task[None]] = field(default_factory=set)


class JobRunner:
    """Does jobs: as many of each pace at a time as the settings say. `arrived` rings the dispatcher; a child runs
    `child`.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        kinds: Mapping[str, Job],
        settings: Settings,
        me: str,
        arrived: Wake,
        child: Sequence[str] = CHILD,
    ) -> None:
        self._store, self._clock, self._kinds, self._me = store, clock, kinds, me
        self._data_dir, self._settings, self._arrived = settings.data_dir.absolute(), settings, arrived
        self._child = child
        self.wake = Wake()
        self._stopped = asyncio.Event()
        paces = {kind.pace for kind in kinds.values()}
        self._places = [_Places([name for name, kind in kinds.items() if kind.pace is pace]) for pace in sorted(paces)]

    async def start(self) -> None:
        """Let go of what an earlier process on this database held."""
        if not self._store.replicated:
            await self._store.write(let_go_of_all_jobs)

    async def run(self) -> None:
        """Work until `stop`."""
        while not self._stopped.is_set():
            for places in self._places:
                await self._fill(places)
            await self.wake.wait(POLL)

    async def stop(self) -> None:
        """End the children; what they kept in their folders is there for whoever goes on."""
        self._stopped.set()
        self.wake.set()
        if at_work := {task for places in self._places for task in places.tasks}:
            await asyncio.wait(at_work)

    async def _fill(self, places: _Places) -> None:
        """Begin what can be begun while a place is free."""
        while (
            len(places.tasks) < self._settings.jobs.children and (ready := await self._next(places.kinds)) is not None
        ):
            task = asyncio.create_task(self._see_through(ready))
            places.tasks.add(task)
            task.add_done_callback(partial(self._ended, places))

    def _ended(self, places: _Places, task: asyncio.Task[None]) -> None:
        places.tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a job broke off; it goes on when its lease runs out", why=repr(task.exception()))
        self.wake.set()

    async def _next(self, kinds: Sequence[str]) -> _Ready | None:
        if self._stopped.is_set():
            return None
        try:
            if not await self._store.read(lambda reader: can_begin(reader, self._clock.now(), kinds)):
                return None
            order = await self._store.write(lambda unit: claim_job(unit, self._me, kinds))
            return await self._store.read(partial(self._prepared, order)) if order else None
        except StoreTrouble as error:
            log.warning("jobs cannot be looked for", why=str(error))
            return None

    def _prepared(self, order: Order, reader: Reader) -> _Ready:
        kept = file_kept(reader, order.file_id) if order.file_id is not None else None
        gone = kept is not None and kept.state == GONE
        file = self._data_dir / kept.path if kept and not gone else None
        return _Ready(order, file, gone, {} if gone else self._kinds[order.kind].brief(reader, order.args))

    async def _see_through(self, ready: _Ready) -> None:
        order, folder = ready.order, self._data_dir / "jobs" / str(ready.order.job_id)
        try:
            outcome = _hopeless(ready) or await self._in_a_child(ready, folder)
            if outcome is not None and await self._store.write(partial(self._hand_in, order, outcome)):
                self._arrived.set()
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        finally:
            with suppress(StoreTrouble):
                await self._store.write(lambda unit: let_go_of_jobs(unit, self._me, [order.job_id]))

    async def _in_a_child(self, ready: _Ready, folder: Path) -> Mapping[str, Any] | None:
        """What the child told at its end; None where it told none: the job is tried again, or waits for the restart."""
        await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
        child = await asyncio.create_subprocess_exec(
            *self._child,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[1],
            limit=LONGEST_LINE,
        )
        keeping = asyncio.create_task(self._keep(ready.order, child))
        try:
            _say(child, {**self._told(ready), "folder": str(folder), "data_dir": str(self._data_dir)})
            return await self._listened(ready.order, child)
        finally:
            keeping.cancel()
            await _ended_for_sure(child)

    def _told(self, ready: _Ready) -> dict[str, Any]:
        kind = ready.order.kind
        return {
            "kind": kind,
            "args": ready.order.args,
            "brief": ready.brief,
            "settings": self._kinds[kind].settings(self._settings),
            "file": str(ready.file) if ready.file else None,
            "cores": all_cores(),
        }

    async def _listened(self, order: Order, child: Process) -> Mapping[str, Any] | None:
        """Pass on how far it is, at most every few seconds, until it tells its end or falls silent."""
        told_at = -TELL_SECONDS
        while (said := await self._line(child)) is not None:
            if "share" not in said:
                return said
            if self._clock.monotonic() - told_at >= TELL_SECONDS:
                told_at = self._clock.monotonic()
                if await self._store.write(partial(self._move, order, said["share"])):
                    self._arrived.set()
        return None

    async def _line(self, child: Process) -> Mapping[str, Any] | None:
        if child.stdout is None:
            return None
        try:
            async with asyncio.timeout(self._settings.jobs.silent_seconds):
                line = await _unless(self._stopped, child.stdout.readline())
        except TimeoutError:
            log.warning("a job's child has fallen silent")
            return None
        said: Mapping[str, Any] | None = json.loads(line) if line else None
        return said

    async def _keep(self, order: Order, child: Process) -> None:
        """Keep the job while its child works; where somebody else has it, end the child."""
        while True:
            await asyncio.sleep(KEEP_SECONDS)
            try:
                ours = await self._store.write(lambda unit: keep_job(unit, order.job_id, self._me))
            except StoreTrouble:
                continue
            if not ours:
                child.kill()
                return

    def _move(self, order: Order, share: float, unit: Unit) -> bool:
        moves = move_job(unit, order.job_id, self._me, share)
        if moves:
            _arrive(unit, order, "progressed", moves)
        return moves > 0

    def _hand_in(self, order: Order, outcome: Mapping[str, Any], unit: Unit) -> bool:
        """Keep the outcome, and let the dispatcher take it, in one unit."""
        ours = job_worked(unit, order.job_id, self._me, outcome)
        if ours:
            _arrive(unit, order, "finished", 0)
        return ours


def _hopeless(ready: _Ready) -> Mapping[str, Any] | None:
    """What to say of a job that need not be tried."""
    return _GONE if ready.gone else DIED if ready.order.attempts > ATTEMPTS else None


def _say(child: Process, order: Mapping[str, Any]) -> None:
    if child.stdin is not None:
        child.stdin.write(json.dumps(order, ensure_ascii=False).encode() + b"\n")


def _arrive(unit: Unit, order: Order, kind: str, number: int) -> None:
    body = {"job": order.job_id}
    arrive(unit, Arrival("jobs", f"{order.job_id}:{kind}:{number}", kind, f"job:{order.job_id}", body, unit.now))


async def _unless(stopped: asyncio.Event, reading: Coroutine[Any, Any, bytes]) -> bytes:
    """What is read, or nothing once it is time to stop."""
    line, stop = asyncio.ensure_future(reading), asyncio.ensure_future(stopped.wait())
    try:
        await asyncio.wait({line, stop}, return_when=asyncio.FIRST_COMPLETED)
        return line.result() if line.done() else b""
    finally:
        line.cancel()
        stop.cancel()


async def _ended_for_sure(child: Process) -> None:
    """Let it end by itself for a moment, then end it."""
    if child.stdin is not None:
        child.stdin.close()
    try:
        async with asyncio.timeout(GRACE_SECONDS):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()
