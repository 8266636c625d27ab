"""Signals and alerts for tests of leads."""

from datetime import UTC, datetime, timedelta

from capture.base import Signal
from knowledge.leads.alerting import RaiseHotLead
from knowledge.leads.commands import record_leads
from knowledge.leads.model import Happened, HotLead, Lead
from knowledge.leads.view import alert_of_lead
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Unit

AT = datetime(2026, 1, 6, tzinfo=UTC)
SOURCE = {"what": "import", "where": "leads.csv line 2", "at": "2026-01-07T01:00:00+00:00"}


def signal(event_id: str, minutes: int = 0, **more: object) -> Signal:
    """One thing that happened on the website; `more` are its ids and attributes."""
    ids = {name: str(more.pop(name)) for name in ("visitor_id", "lead_id") if name in more}
    return Signal(
        "web", event_id, str(more.pop("kind", "form")), AT + timedelta(minutes=minutes), **ids, attributes=more
    )


async def have(store: Store, *leads: Lead) -> None:
    """Store leads."""
    claims = [Claim(lead, SOURCE) for lead in leads]
    await store.write(lambda unit: record_leads(unit, claims))


async def raised(store: Store, lead_id: str = "L1") -> HotLead:
    """An alert for a lead."""
    command = RaiseHotLead(lead_id, "comparing-us", (Happened("e1", "form", AT, "web", {"form": "maintenance"}),))

    def work(unit: Unit) -> HotLead | None:
        command.apply(unit, "system")
        return alert_of_lead(unit, lead_id)

    alert = await store.write(work)
    assert alert is not None
    return alert
