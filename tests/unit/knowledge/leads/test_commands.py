from datetime import UTC, datetime
from pathlib import Path

from capture.base import Signal
from knowledge.leads.commands import record_leads, record_signals
from knowledge.leads.model import Lead
from knowledge.leads.tables import signals
from knowledge.leads.view import lead_by_email
from knowledge.store.recording import Claim, Recorded
from tests.unit.capture.sources.importing import desk

SOURCE = {"what": "import", "where": "leads.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
AT = datetime(2026, 1, 6, tzinfo=UTC)


async def test_a_lead_is_found_by_its_address(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        claim = Claim(Lead("L1", email="Shi.Ke@Example.CN"), SOURCE)
        assert await at.store.write(lambda unit: record_leads(unit, [claim])) == Recorded(1, 0, 0)
        assert await at.store.write(lambda unit: record_leads(unit, [claim])) == Recorded(0, 0, 1)
        found = await at.store.read(lambda reader: lead_by_email(reader, "shi.ke@example.cn"))
    assert found is not None
    assert found.lead_id == "L1"


async def test_a_signal_counts_once(tmp_path: Path) -> None:
    first = Signal("import", "e1", "form", AT, visitor_id="v1", attributes={"form": "maintenance"})
    other = Signal("web", "e1", "form", AT, lead_id="L1")
    async with desk(tmp_path) as at:
        assert await at.store.write(lambda unit: record_signals(unit, [first, other, first])) == 2
        assert await at.store.write(lambda unit: record_signals(unit, [first])) == 0
        assert await at.store.write(lambda unit: record_signals(unit, [])) == 0
        rows = await at.rows(signals)
    assert [(row["source"], row["at"], row["attributes"]) for row in rows] == [
        ("import", AT, {"form": "maintenance"}),
        ("web", AT, {}),
    ]
