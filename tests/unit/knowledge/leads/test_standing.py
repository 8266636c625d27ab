"""Which alerts stand now: the last of each lead counts, whatever came before it."""

from collections.abc import Callable
from datetime import timedelta

from knowledge.leads.alerting import ClaimLead, RejectLead, SnoozeLead
from knowledge.leads.model import AlertState, HotLead, Lead
from knowledge.leads.view import alerts_of_person, alerts_since, open_alerts, some_leads
from knowledge.store.store import Store
from knowledge.store.unit import Reader
from tests.stores import START, Hand
from tests.unit.knowledge.leads.samples import AT, have, raised


async def ids(store: Store, read: Callable[[Reader], list[HotLead]]) -> list[str]:
    return [one.lead_id for one in await store.read(read)]


async def test_open_ones_newest_first_and_only_the_last_of_a_lead(any_store: Store, hand: Hand) -> None:
    await have(any_store, Lead("L1"), Lead("L2"), Lead("L3"))
    old = await raised(any_store, "L1")
    for lead_id in ("L2", "L3"):
        hand.forward(minutes=1)
        await raised(any_store, lead_id)
    hand.forward(minutes=1)
    last = await raised(any_store, "L1")
    assert await ids(any_store, open_alerts) == ["L1", "L3", "L2"]
    await any_store.write(lambda unit: RejectLead(last.alert_id, 1, "duplicate").apply(unit, "li.lei"))
    assert await ids(any_store, open_alerts) == ["L3", "L2"]
    assert old.alert_id != last.alert_id


async def test_what_a_person_took_or_put_off_latest_first(any_store: Store, hand: Hand) -> None:
    await have(any_store, Lead("L1"), Lead("L2"), Lead("L3"), Lead("L4"))
    for lead_id, who in (("L1", "li.lei"), ("L2", "li.lei"), ("L3", "han.mei")):
        alert = await raised(any_store, lead_id)
        hand.forward(minutes=1)
        await any_store.write(lambda unit, alert=alert, who=who: ClaimLead(alert.alert_id, 1).apply(unit, who))  # type: ignore[misc]
    later = await raised(any_store, "L4")
    await any_store.write(lambda unit: SnoozeLead(later.alert_id, 1, START + timedelta(days=1)).apply(unit, "li.lei"))
    assert await ids(any_store, lambda reader: alerts_of_person(reader, "li.lei", AlertState.CLAIMED)) == ["L2", "L1"]
    assert await ids(any_store, lambda reader: alerts_of_person(reader, "li.lei", AlertState.SNOOZED)) == ["L4"]


async def test_only_what_was_seen_since(any_store: Store) -> None:
    await have(any_store, Lead("L1", customer_name="Acme"))
    await raised(any_store, "L1")
    assert await ids(any_store, lambda reader: alerts_since(reader, AT, AlertState.OPEN)) == ["L1"]
    assert await ids(any_store, lambda reader: alerts_since(reader, AT, AlertState.CLAIMED)) == []
    after = AT + timedelta(seconds=1)
    assert await ids(any_store, lambda reader: alerts_since(reader, after, AlertState.OPEN)) == []
    known = await any_store.read(lambda reader: some_leads(reader, ["L1", "L9"]))
    assert {key: one.customer_name for key, one in known.items()} == {"L1": "Acme"}
