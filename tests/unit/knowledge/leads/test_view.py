"""Reads about leads and their alerts."""

from knowledge.leads.model import Lead
from knowledge.leads.view import alert_of_lead, hot_lead, latest_alert, lead, lead_by_email
from knowledge.store.store import Store
from tests.unit.knowledge.leads.samples import have, raised


async def test_what_is_not_there_is_none(any_store: Store) -> None:
    assert await any_store.read(lambda reader: lead(reader, "L9")) is None
    assert await any_store.read(lambda reader: hot_lead(reader, 9)) is None
    assert await any_store.read(lambda reader: latest_alert(reader, "L9", "r")) is None
    assert await any_store.read(lambda reader: alert_of_lead(reader, "L9")) is None


async def test_of_two_leads_with_one_address_the_first_counts(any_store: Store) -> None:
    await have(any_store, Lead("L2", email="a@b.example"), Lead("L1", email="a@b.example"))
    found = await any_store.read(lambda reader: lead_by_email(reader, "a@b.example"))
    assert found is not None
    assert found.lead_id == "L1"


async def test_the_newest_alert_counts_and_a_rule_only_sees_its_own(any_store: Store) -> None:
    await have(any_store, Lead("L1"))
    await raised(any_store)
    second = await raised(any_store)
    assert await any_store.read(lambda reader: alert_of_lead(reader, "L1")) == second
    assert await any_store.read(lambda reader: latest_alert(reader, "L1", "comparing-us")) == second
    assert await any_store.read(lambda reader: latest_alert(reader, "L1", "another")) is None
