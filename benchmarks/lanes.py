"""The store's two lanes with 64 concurrent callers: durable inbox rows, and units of six statements."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Bar, Effort, Figure, over_runs
from benchmarks.report import main
from bot.clock import SystemClock
from bot.messengers.base import Json
from knowledge.store.flows import start_flow
from knowledge.store.inbox import Arrival
from knowledge.store.opening import open_store
from knowledge.store.schema import migrate
from knowledge.store.sqlite import reader_engine, writer_engine
from knowledge.store.store import Store
from knowledge.store.threads import recall, remember
from knowledge.store.tickets import Ticket
from knowledge.store.unit import Unit
from knowledge.store.writer import GroupWriter

CLOCK = SystemClock()
CALLERS = 64
ROWS, UNITS, ALONE = 20_000, 6_000, 1_000
BODY: Json = {
    "kind": "said",
    "room": {"id": "bench-1", "direct": False, "outsiders": False},
    "sender": {"id": "li.lei", "name": "李雷"},
    "text": "@搭子 谁负责华东光伏？",
    "at": "2026-01-07T09:30:00+08:00",
}
HOW = {
    "inbox": f"{CALLERS} callers, each waits for its row; SQLite, WAL, synchronous=FULL, returned after COMMIT",
    "unit": "the same; a unit: read a thread, write it, two audit rows, a flow, a change number",
    "alone": "the same callers with one COMMIT a row: groups switched off",
}

Call = Callable[[Store, int], Awaitable[object]]


def run(effort: Effort) -> Sequence[Figure]:
    return over_runs(effort, lambda: asyncio.run(_measured(effort)))


async def _measured(effort: Effort) -> list[Figure]:
    with TemporaryDirectory(prefix="dazi-bench-") as folder:
        rows = await _rate(_grouped(Path(folder) / "rows.db"), _admit, effort.count(ROWS))
        units = await _rate(_grouped(Path(folder) / "units.db"), _write, effort.count(UNITS))
        rows_alone = await _rate(_one_by_one(Path(folder) / "rows-alone.db"), _admit, effort.count(ALONE))
        units_alone = await _rate(_one_by_one(Path(folder) / "units-alone.db"), _write, effort.count(ALONE))
    return [
        Figure("inbox lane", rows, "rows/s", Bar(5_000, at_least=True), HOW["inbox"]),
        Figure("inbox lane, one commit a row", rows_alone, "rows/s", None, HOW["alone"]),
        Figure("inbox lane: gain by group commit", rows / rows_alone, "times"),
        Figure("unit lane", units, "units/s", Bar(1_500, at_least=True), HOW["unit"]),
        Figure("unit lane, one commit a unit", units_alone, "units/s"),
        Figure("unit lane: gain by group commit", units / units_alone, "times"),
    ]


class _OneByOne(GroupWriter):
    """The same writer without groups: a commit after every ticket."""

    def _write_group(self, taken: list[Ticket]) -> None:
        for ticket in taken:
            super()._write_group([ticket])

    def _more_until(self) -> Callable[[], list[Ticket]]:
        return list


def _grouped(file: Path) -> Store:
    return open_store(f"sqlite:///{file}", CLOCK.now, CLOCK.monotonic)


def _one_by_one(file: Path) -> Store:
    engine = writer_engine(file)
    migrate(engine)
    return Store(_OneByOne(engine, CLOCK.now, CLOCK.monotonic), reader_engine(file, 1), 1, replicated=False)


async def _rate(store: Store, call: Call, number: int) -> float:
    """Calls per second, after some for warming up."""
    await _called(store, call, range(CALLERS * 4))
    began = time.perf_counter()
    await _called(store, call, range(CALLERS * 4, CALLERS * 4 + number))
    taken = time.perf_counter() - began
    await store.close()
    return number / taken


async def _called(store: Store, call: Call, numbers: Sequence[int]) -> None:
    async with asyncio.TaskGroup() as callers:
        for first in range(CALLERS):
            callers.create_task(_caller(store, call, numbers[first::CALLERS]))


async def _caller(store: Store, call: Call, numbers: Sequence[int]) -> None:
    for number in numbers:
        await call(store, number)


async def _admit(store: Store, number: int) -> object:
    lane = f"local:bench-{number % 100}"
    return await store.admit(Arrival("local", f"e{number}", "said", lane, BODY, CLOCK.now()))


async def _write(store: Store, number: int) -> object:
    return await store.write(lambda unit: _six_statements(unit, number))


def _six_statements(unit: Unit, number: int) -> None:
    key = f"local:bench-{number % 1000}|li.lei"
    recall(unit, key)
    remember(unit, key, {"pending": {"number": number}})
    unit.audit("li.lei", "ask_answer", key, row=number)
    unit.audit("system", "noted", key, row=number)
    start_flow(unit, "benchmark", str(number), {"number": number}, due_at=unit.now)
    unit.touch("benchmark")


if __name__ == "__main__":
    raise SystemExit(main([("The store's lanes", run)]))
