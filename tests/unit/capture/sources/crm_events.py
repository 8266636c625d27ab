"""What tests of the CRM source share: events in our own words, and who owns the customer C1."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from capture.sources.crm import SOURCE
from knowledge.graph.tables import facts
from knowledge.store.store import Store
from tests.unit.capture.sources.calling import NOW, Caller

WEBHOOKS = Path(__file__).resolve().parents[4] / "examples" / "mappings" / "webhooks"


def caller(store: Store, folder: Path, mapping: str = "", name: str = "crm") -> Caller:
    section = {"mapping": str(WEBHOOKS / mapping)} if mapping else {}
    return Caller(SOURCE, store, section, folder, name)


def ours(table: str, change: str = "updated", event: str = "", at: datetime = NOW, **fields: object) -> dict[str, Any]:
    """An event in our own words."""
    return {"event_id": event or f"{table}-{at.isoformat()}-{len(fields)}", "object": table, "change": change,
            "at": at.isoformat(), "fields": fields}  # fmt: skip


async def holders(crm: Caller) -> list[tuple[str, date | None, date | None]]:
    """Who is believed to own the customer C1, from when to when."""
    rows = [row for row in await crm.rows(facts) if row["subject_id"] == "C1" and row["withdrawn_at"] is None]
    found = [(row["object_id"], row["valid_from"], row["valid_to"]) for row in rows]
    return sorted(found, key=lambda one: one[1] or date.min)


async def team(crm: Caller, *people: str) -> None:
    await crm.call(
        [ours("people", "created", f"team-{one}", person_id=one, name=one, email=f"{one}@x.example") for one in people]
    )
