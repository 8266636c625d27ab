"""Commands that bring material in: import a folder, replay recorded events. Chunk by chunk through the inbox."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.errors import InputAtFault, Unreadable, WrongUse
from bot.messengers.base import Admitted
from bot.runtime import Runtime
from capture.base import BadRow, Batch
from capture.exports.mapping import MappingError, load_mapping
from capture.exports.plan import ImportPlan, plan_import
from capture.exports.reasons import ExportError
from capture.sources.web import SOURCE as WEB

AHEAD = 64
"""How many inbox rows may be under way before the next is read."""

KINDS = frozenset({"said", "pressed", "signalled"})

Json = Mapping[str, Any]


async def import_folder(runtime: Runtime, folder: Path, mapping: Path | None) -> AsyncIterator[Json]:
    """Import; progress as {"done", "total"} in rows, then one {"summary"}. Raises InputAtFault or WrongUse."""
    plan = _plan(runtime, folder, mapping)
    run, outcomes = runtime.clock.new_id(), []
    for number, chunk in enumerate(plan.chunks()):
        admitted = Admitted(f"{run}-{number}", "signalled", "export", chunk)
        outcomes.append(await _seen_through(runtime, "export", admitted))
        yield {"done": plan.rows_read, "total": plan.total_rows, "file": chunk["file"]}
    await runtime.meet_team()
    yield {"summary": _summary(plan, outcomes)}


def _plan(runtime: Runtime, folder: Path, mapping: Path | None) -> ImportPlan:
    try:
        return plan_import(folder, load_mapping(mapping) if mapping else None, runtime.settings.zone)
    except MappingError as bad:
        raise WrongUse(bad.say["zh"], bad.say["en"]) from bad
    except ExportError as bad:
        raise InputAtFault(bad.say["zh"], bad.say["en"]) from bad


async def replay(runtime: Runtime, file: Path, *, send: bool) -> AsyncIterator[Json]:
    """Feed recorded events through the road, several under way at once; {"done"} on the way, then {"summary"}.

    Raises InputAtFault for a file that cannot be read.
    """
    waiting: deque[asyncio.Task[Json]] = deque()
    counts = {"events": 0, "new": 0, "notices": 0, "rejected": 0}
    rejected: list[Json] = []
    try:
        for number, line in _lines(file):
            try:
                source, admitted = _recorded(line, runtime, send=send)
            except BadRow as bad:
                rejected.append({"line": number, "reason": dict(bad.say)})
                continue
            waiting.append(asyncio.create_task(_replayed(runtime, source, admitted)))
            if len(waiting) >= AHEAD:
                _count(counts, await waiting.popleft())
                yield {"done": number}
        while waiting:
            _count(counts, await waiting.popleft())
    finally:
        for task in waiting:
            task.cancel()
    yield {"summary": {**counts, "rejected": len(rejected), "reasons": rejected}}


async def _seen_through(runtime: Runtime, source: str, admitted: Admitted) -> Json:
    row_id = await runtime.inbox.admit(source, admitted)
    return await runtime.dispatcher.outcome(row_id) if row_id is not None else {}


async def _replayed(runtime: Runtime, source: str, admitted: Admitted) -> Json:
    return await _seen_through(runtime, source, admitted) or {"again": True}


def _count(counts: dict[str, int], outcome: Json) -> None:
    counts["events"] += 1
    counts["new"] += int(outcome.get("new", 0 if outcome.get("again") else 1))
    counts["notices"] += int(outcome.get("notices", 0))


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        with file.open(encoding="utf-8-sig") as opened:
            yield from ((number, line.strip()) for number, line in enumerate(opened, 1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(file, error) from error


def _recorded(line: str, runtime: Runtime, *, send: bool) -> tuple[str, Admitted]:
    """A line as an inbox row: a signal, or a whole recorded row {"source", "event_id", "kind", "body"}."""
    try:
        document = json.loads(line)
    except ValueError:
        raise BadRow("not JSON", "不是 JSON") from None
    if isinstance(document, dict) and {"source", "event_id", "kind", "body"} <= document.keys():
        return _whole_row(document, runtime, send=send)
    batch = _signal_row(line, runtime)
    return WEB.name, Admitted(f"replay-{batch.event_id}", "signalled", batch.lane, {**batch.body, "hold": not send})


def _signal_row(line: str, runtime: Runtime) -> Batch:
    if WEB.read is None:
        raise TypeError("the web source reads signals")
    return WEB.read(line.encode(), runtime.settings.zone)[0]


def _whole_row(document: Json, runtime: Runtime, *, send: bool) -> tuple[str, Admitted]:
    source, kind, body = str(document["source"]), str(document["kind"]), document["body"]
    if kind not in KINDS or not isinstance(body, dict):
        raise BadRow(f"kind {kind!r} cannot be replayed", f"不能重放类型 {kind!r}")
    if kind != "signalled" and source not in runtime.messengers:
        raise BadRow(f"no messenger {source!r} is set up", f"没有配置平台 {source!r}")
    lane = str(document.get("lane") or f"replay:{source}")
    return source, Admitted(str(document["event_id"]), kind, lane, {**body, "hold": not send})


def _summary(plan: ImportPlan, outcomes: list[Json]) -> Json:
    files: dict[str, dict[str, int]] = {}
    for outcome in outcomes:
        counts = files.setdefault(str(outcome.get("table", "?")), {"created": 0, "changed": 0, "unchanged": 0})
        for name in counts:
            counts[name] += int(outcome.get(name, 0))
    late = [rejection for outcome in outcomes for rejection in outcome.get("rejected", [])]
    notes = [note for outcome in outcomes for note in outcome.get("notes", [])]
    return {
        "tables": files,
        "rejected": [*(one.plain() for one in plan.rejected), *late],
        "notes": [*(note.plain() for note in plan.notes), *notes],
    }
