"""A team's export imported into a real SQLite file, chunk by chunk."""

import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from capture.exports.mapping import ExportMapping
from capture.exports.plan import plan_import
from capture.sources.export import SOURCE
from knowledge.store.opening import open_store
from knowledge.store.store import Store
from tests.unit.capture.exports.samples import SHANGHAI

START = datetime(2026, 1, 7, 1, tzinfo=UTC)


@dataclass(slots=True)
class Imported:
    """What became of one import, by table, and what was said about it."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)


class Desk:
    """A store with a clock that moves on a minute with every import."""

    def __init__(self, path: Path) -> None:
        self.now = START
        self.store: Store = open_store(f"sqlite:///{path}", lambda: self.now, time.monotonic)

    async def take(self, folder: Path, mapping: ExportMapping | None = None) -> Imported:
        self.now += timedelta(minutes=1)
        found = Imported()
        plan = plan_import(folder, mapping, SHANGHAI)
        for chunk in plan.chunks():
            outcome = await self._record(json.loads(json.dumps(chunk)))
            assert json.loads(json.dumps(outcome)) == outcome
            for kind in ("created", "changed", "unchanged"):
                getattr(found, kind)[outcome["table"]] += outcome[kind]
            found.rejected += outcome["rejected"]
            found.notes += outcome["notes"]
        found.rejected += [one.plain() for one in plan.rejected]
        return found

    async def _record(self, body: dict[str, Any]) -> dict[str, Any]:
        return dict(await self.store.write(lambda unit: SOURCE.take(unit, body)))

    async def rows(self, table: Table) -> list[dict[str, Any]]:
        found = await self.store.read(lambda reader: reader.rows(select(table).order_by(*table.primary_key)))
        return [dict(row) for row in found]


@asynccontextmanager
async def desk(path: Path) -> AsyncIterator[Desk]:
    """A desk on a new database in the folder `path`."""
    opened = Desk(path / "dazi.db")
    try:
        yield opened
    finally:
        await opened.store.close()
