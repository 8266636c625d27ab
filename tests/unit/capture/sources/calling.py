"""Calls to the hook of a feed, and what becomes of its rows in a store: each once, as the inbox sees to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select

from capture.base import Batch, Call, FeedRoom, Response, Source
from config.sections import Where
from knowledge.store.store import Store

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)
KEY = "a key of the tests"
Json = dict[str, Any]


def room(folder: Path, name: str) -> FeedRoom:
    return FeedRoom(folder, SHANGHAI, name)


@dataclass
class Caller:
    """A system that calls the hook of a feed; `outcomes` is what became of each row that was new."""

    source: Source
    store: Store
    section: Mapping[str, Any]
    folder: Path
    name: str = "crm"
    outcomes: list[Json] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def response(self, body: bytes, headers: Mapping[str, str] | None = None, at: datetime = NOW) -> Response:
        assert self.source.hook is not None
        hook = self.source.hook({"key": KEY, **self.section}, Where(), room(self.folder, self.name))
        assert hook is not None
        given = {"x-dazi-key": KEY} if headers is None else headers
        return hook(Call("POST", given, {}, body, at))

    async def call(self, document: object, at: datetime = NOW) -> Json:
        """Hand something in; the answer, once everything in it was taken."""
        found = self.response(json.dumps(document, ensure_ascii=False).encode(), at=at)
        assert found.status == 200, found.body
        for batch in found.batches:
            await self.take(batch)
        told: Json = json.loads(found.body)
        return told

    async def take(self, batch: Batch) -> None:
        if batch.event_id in self.seen:
            return
        self.seen.add(batch.event_id)
        body = json.loads(json.dumps(batch.body))
        outcome = await self.store.write(lambda unit: self.source.take(unit, body))
        self.outcomes.append(json.loads(json.dumps(dict(outcome))))

    async def rows(self, table: Table) -> list[Json]:
        found = await self.store.read(lambda reader: reader.rows(select(table).order_by(*table.primary_key)))
        return [dict(row) for row in found]
