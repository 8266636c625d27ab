from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

from knowledge.deals.commands import deals_without_customer, record_deals
from knowledge.deals.model import Deal
from knowledge.deals.tables import deals
from knowledge.store.recording import Claim, Recorded
from knowledge.store.tables import audit
from tests.unit.capture.sources.importing import desk

SOURCE = {"what": "import", "where": "deals.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
DEAL = Deal("D1", "C1", "产线监测", amount=240000.0, created_at=datetime(2026, 1, 1, tzinfo=UTC),
            expected_close=date(2026, 3, 1), attributes={"note": "x"})  # fmt: skip


async def test_a_deal_is_created_left_alone_and_superseded(tmp_path: Path) -> None:
    same = replace(DEAL, created_at=datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8))))
    later = replace(DEAL, expected_close=date(2026, 4, 1))
    async with desk(tmp_path) as at:
        found = [
            await at.store.write(partial(record_deals, claims=[Claim(deal, SOURCE)])) for deal in (DEAL, same, later)
        ]
        (row,) = await at.rows(deals)
        (kept,) = await at.rows(audit)
    assert found == [Recorded(1, 0, 0), Recorded(0, 0, 1), Recorded(0, 1, 0)]
    assert row["expected_close"] == date(2026, 4, 1)
    assert kept["details"]["before"] == {"expected_close": "2026-03-01"}


async def test_many_deals_in_one_go(tmp_path: Path) -> None:
    claims = [Claim(Deal(f"D{n}", amount=float(n)), SOURCE) for n in range(500)]
    async with desk(tmp_path) as at:
        assert await at.store.write(lambda unit: record_deals(unit, claims)) == Recorded(500, 0, 0)
        assert await at.store.write(lambda unit: record_deals(unit, claims)) == Recorded(0, 0, 500)
        assert len(await at.rows(deals)) == 500


async def test_a_deal_that_keeps_its_customer_is_not_without_one(tmp_path: Path) -> None:
    claims = [Claim(Deal("D1", ""), SOURCE), Claim(Deal("D2"), SOURCE), Claim(Deal("D3", "C1"), SOURCE)]
    async with desk(tmp_path) as at:
        await at.store.write(lambda unit: record_deals(unit, [Claim(DEAL, SOURCE)]))
        await at.store.write(lambda unit: record_deals(unit, claims, {"deal_id", "name"}))
        assert await at.store.read(lambda reader: deals_without_customer(reader, ["D3", "D2", "D1"])) == ["D2"]
