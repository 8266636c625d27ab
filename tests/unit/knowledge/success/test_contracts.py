from dataclasses import replace
from datetime import date

from knowledge.store.recording import Claim, Recorded
from knowledge.store.store import Store
from knowledge.success.commands import record_contracts
from knowledge.success.model import Contract
from knowledge.success.view import contracts_of

SOURCE = {"what": "import", "where": "contracts.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
DAYS = (date(2024, 1, 5), date(2024, 2, 1), date(2026, 1, 31))
CONTRACT = Contract("DZ-1", "C1", "D1", "7x24", *DAYS, 240000.0, "xu.lan", {"note": "x"})


async def test_contracts_come_oldest_first_and_change_in_place(any_store: Store) -> None:
    contracts = [replace(CONTRACT, contract_no="DZ-2", starts_on=date(2026, 2, 1)), CONTRACT, Contract("DZ-0", "C1")]
    claims = [Claim(one, SOURCE) for one in contracts]
    assert await any_store.write(lambda unit: record_contracts(unit, claims)) == Recorded(3, 0, 0)
    later = Claim(replace(CONTRACT, sla="8x5"), SOURCE)
    assert await any_store.write(lambda unit: record_contracts(unit, [later])) == Recorded(0, 1, 0)
    found = await any_store.read(lambda reader: contracts_of(reader, "C1"))
    assert [one.value.contract_no for one in found] == ["DZ-0", "DZ-1", "DZ-2"]
    assert found[1] == later


def test_a_contract_holds_on_its_last_day() -> None:
    assert not CONTRACT.ended_before(date(2026, 1, 31))
    assert CONTRACT.ended_before(date(2026, 2, 1))
    assert not Contract("open").ended_before(date.max)
