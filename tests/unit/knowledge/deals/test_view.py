from datetime import UTC, date, datetime

from knowledge.deals.buyers import contacts_of
from knowledge.deals.commands import record_deals, unknown_deals
from knowledge.deals.model import Deal
from knowledge.deals.view import deals_of, open_deals_of_person
from knowledge.graph.commands import record_contacts
from knowledge.graph.model import Contact
from knowledge.store.recording import Claim
from knowledge.store.store import Store

SOURCE = {"what": "import", "where": "deals.csv line 2", "at": "2026-01-07T01:00:00+00:00"}
DEALS = (
    Deal("D1", "C1", owner_id="li.lei", expected_close=date(2026, 3, 1), attributes={"note": "x"}),
    Deal("D2", "C1", owner_id="han.mei", presales_id="li.lei", expected_close=date(2026, 2, 1)),
    Deal("D3", "C1", owner_id="li.lei", outcome="won", closed_at=datetime(2025, 12, 1, tzinfo=UTC)),
    Deal("D4", "C2", owner_id="han.mei"),
)


async def test_deals_come_as_they_are_expected_to_close(any_store: Store) -> None:
    claims = [Claim(one, SOURCE) for one in DEALS]
    await any_store.write(lambda unit: record_deals(unit, claims))
    found = await any_store.read(lambda reader: deals_of(reader, "C1"))
    assert [one.value.deal_id for one in found] == ["D2", "D1", "D3"]
    assert found[1] == claims[0]
    mine = await any_store.read(lambda reader: open_deals_of_person(reader, "li.lei"))
    assert [one.value.deal_id for one in mine] == ["D2", "D1"]
    assert await any_store.write(lambda unit: unknown_deals(unit, {"D1", "D9", ""})) == {"D9"}


async def test_contacts_of_a_customer(any_store: Store) -> None:
    people = [Contact("K2", "C1", "Ann", reports_to="K1"), Contact("K1", "C1", "陶然"), Contact("K3", "C2", "Bob")]
    claims = [Claim(one, SOURCE) for one in people]
    await any_store.write(lambda unit: record_contacts(unit, claims))
    found = await any_store.read(lambda reader: contacts_of(reader, "C1"))
    assert [one.value for one in found] == [people[1], people[0]]
