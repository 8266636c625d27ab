"""Who works with a customer through deals and contracts, as those are recorded, handed over and merged."""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from knowledge.access.tables import collaborations
from knowledge.deals.commands import record_deals
from knowledge.deals.events import DealsClosed
from knowledge.deals.handing import deals_handed
from knowledge.deals.model import Deal
from knowledge.graph.handing import HandOver
from knowledge.graph.merging import MergeCustomers
from knowledge.store.recording import Claim
from knowledge.store.unit import Unit
from knowledge.success.commands import record_contracts
from knowledge.success.model import Contract
from tests.unit.capture.sources.importing import Desk, desk
from tests.unit.knowledge.graph.stories import SOURCE, graph

DEAL = Deal("D1", "C1", owner_id="li", presales_id="wang")
CLOSED = datetime(2026, 1, 12, 16, tzinfo=UTC)  # the 13th begins in Shanghai


async def parts(at: Desk) -> dict[str, tuple[str, str, date | None]]:
    return {
        row["part_id"]: (row["customer_id"], row["person_id"], row["until"]) for row in await at.rows(collaborations)
    }


def recording(*deals: Deal, given: frozenset[str] | None = None) -> "partial[list[object]]":
    def work(unit: Unit) -> list[object]:
        record_deals(unit, [Claim(one, SOURCE) for one in deals], given)
        return list(unit.events)

    return partial(work)


async def test_deals_say_who_works_in_them_until_they_close(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        assert await at.store.write(recording(DEAL)) == []
        assert await parts(at) == {"deal/D1/rep": ("C1", "li", None), "deal/D1/presales": ("C1", "wang", None)}
        lost = Deal("D1", outcome="lost", closed_at=CLOSED)
        closed = await at.store.write(recording(lost, given=frozenset({"deal_id", "outcome", "closed_at"})))
        assert closed == [DealsClosed(("D1",))]
        day = date(2026, 1, 13)
        assert await parts(at) == {"deal/D1/rep": ("C1", "li", day), "deal/D1/presales": ("C1", "wang", day)}
        assert await at.store.write(recording(lost, given=frozenset({"deal_id", "outcome", "closed_at"}))) == []


async def test_the_last_of_several_rows_of_a_deal_counts(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        await at.store.write(recording(Deal("D1", "C1", owner_id="li"), DEAL, Deal("D1", "C1", owner_id="han")))
        assert await parts(at) == {"deal/D1/rep": ("C1", "han", None)}
        await at.store.write(recording(Deal("D1", owner_id="han")))
        assert await parts(at) == {}  # no customer: nobody works with one


async def test_contracts_say_who_looks_after_them(tmp_path: Path) -> None:
    one = Contract("N1", "C1", csm_id="wang", ends_on=date(2026, 6, 30))
    async with desk(tmp_path) as at:
        await at.store.write(lambda unit: record_contracts(unit, [Claim(one, SOURCE)]))
        assert await parts(at) == {"contract/N1/csm": ("C1", "wang", date(2026, 6, 30))}
        nobody = Contract("N1", csm_id="")
        await at.store.write(lambda unit: record_contracts(unit, [Claim(nobody, SOURCE)], {"contract_no", "csm_id"}))
        assert await parts(at) == {}


async def test_they_go_with_a_hand_over_and_a_merge(tmp_path: Path) -> None:
    def handed(unit: Unit) -> None:
        moves = tuple(deals_handed(unit, "li", "han"))
        HandOver("k1", "li", "han", date(2026, 1, 12), moves, SOURCE).apply(unit, "zhou")
        MergeCustomers("k2", "C1", "C2").apply(unit, "zhou")

    async with desk(tmp_path) as at:
        await at.store.write(graph)
        await at.store.write(recording(DEAL))
        await at.store.write(handed)
        assert await parts(at) == {"deal/D1/rep": ("C2", "han", None), "deal/D1/presales": ("C2", "wang", None)}
