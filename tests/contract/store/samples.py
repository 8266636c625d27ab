"""Made-up arrivals and units, and what is found in a database afterwards."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table, select

from knowledge.store.inbox import Arrival
from knowledge.store.store import Store
from knowledge.store.tables import audit, inbox, threads
from knowledge.store.threads import remember
from knowledge.store.unit import Unit
from tests.stores import START


def arrival(event_id: object, lane: str = "room", **body: object) -> Arrival:
    return Arrival("slack", str(event_id), "said", lane, {"text": f"hello {event_id}", **body}, START)


def remembering(key: str, **memory: object) -> Callable[[Unit], str]:
    """A unit that leaves one row in `threads` and gives its key back."""

    def work(unit: Unit) -> str:
        remember(unit, key, memory)
        return key

    return work


def thrice(name: str, fill: int = 0) -> Callable[[Unit], str]:
    """A unit of three rows, each `fill` bytes large."""

    def work(unit: Unit) -> str:
        for number in range(3):
            unit.audit("test", "wrote", name, number=number, fill="x" * fill)
        return name

    return work


async def rows(store: Store, table: Table) -> list[dict[str, Any]]:
    found = await store.read(lambda reader: reader.rows(select(table).order_by(*table.primary_key)))
    return [dict(row) for row in found]


async def events(store: Store) -> dict[str, int]:
    """Event id -> row id of the whole inbox, in the order of rows."""
    return {row["event_id"]: row["id"] for row in await rows(store, inbox)}


async def keys(store: Store) -> set[str]:
    """What `remembering` left."""
    return {row["key"] for row in await rows(store, threads)}


async def written(store: Store) -> Mapping[str, int]:
    """What `thrice` left: name -> number of rows."""
    found: dict[str, int] = {}
    for row in await rows(store, audit):
        found[row["subject"]] = found.get(row["subject"], 0) + 1
    return found
