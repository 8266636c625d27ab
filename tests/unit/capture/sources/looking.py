"""A feed that is fetched, looked at as the bot does it: what a look brings becomes rows of the inbox and is handled."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select

from capture.base import FeedRoom, Pull, Pulled, Rejected, Source
from config.sections import Where
from knowledge.store.inbox import Arrival
from knowledge.store.store import Store
from knowledge.store.tables import inbox
from knowledge.store.unit import Reader, Unit

T = TypeVar("T")
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
Json = dict[str, Any]


@dataclass
class Looker:
    """Looks at a feed from cursor to cursor. `new` are the outcomes of rows that had not come before."""

    source: Source
    store: Store
    section: Mapping[str, Any]
    folder: Path
    name: str
    now: datetime = NOW
    cursor: str = ""
    new: list[Json] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reopen()

    def reopen(self) -> None:
        """As after a restart: what the feed kept in memory is gone."""
        assert self.source.pull is not None
        opened = self.source.pull(self.section, Where(), FeedRoom(self.folder, SHANGHAI, self.name, self._ask))
        assert opened is not None
        self.opened: Pull = opened

    async def look(self) -> Pulled:
        """One look; what it brought is stored and handled."""
        self.now += timedelta(seconds=self.opened.every)
        brought = await self._apart(lambda: self.opened.look(self.cursor, self.now))
        for batch in brought.batches:
            await self._handle(batch.event_id, json.loads(json.dumps(batch.body)))
        self.cursor = brought.cursor
        self.rejected += brought.rejected
        self.opened.settled(brought)
        return brought

    async def looks(self, most: int = 12) -> None:
        """Until a look brings nothing more."""
        for _ in range(most):
            found = await self.look()
            if not (found.batches or found.more):
                return

    async def rows(self, table: Table) -> list[Json]:
        found = await self.store.read(lambda reader: reader.rows(select(table).order_by(*table.primary_key)))
        return [dict(row) for row in found]

    async def _handle(self, event_id: str, body: Json) -> None:
        key = event_id if self.name == self.source.name else f"{self.name}:{event_id}"

        def work(unit: Unit) -> Mapping[str, object] | None:
            arrival = Arrival(self.source.name, key, "signalled", "lane", body, unit.now)
            found = unit.rows(select(inbox.c.id).where(inbox.c.event_id == key))
            if found:
                return None
            outcome = dict(self.source.take(unit, body))
            unit.run(inbox.insert(), **{**arrival.values(), "state": "done", "outcome": outcome})
            return outcome

        outcome = await self.store.write(work)
        if outcome is not None:
            self.new.append(json.loads(json.dumps(dict(outcome))))

    async def _apart(self, work: Callable[[], T]) -> T:
        import asyncio

        self._loop = asyncio.get_running_loop()
        return await asyncio.to_thread(work)

    def _ask(self, work: Callable[[Reader], T], /) -> T:
        import asyncio

        return asyncio.run_coroutine_threadsafe(self.store.read(work), self._loop).result(10)
