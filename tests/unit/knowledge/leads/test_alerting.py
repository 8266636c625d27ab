"""What people do with a hot lead, and that nobody overwrites what they have not seen."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from handlers.base import Command
from knowledge.leads.alerting import (
    ClaimLead,
    ExtendHotLead,
    RejectLead,
    RemindLead,
    SnoozeLead,
    UnclaimLead,
)
from knowledge.leads.events import HotLeadChanged, HotLeadReminded
from knowledge.leads.model import AlertState, HotLead, Lead
from knowledge.leads.view import hot_lead, lead
from knowledge.store.errors import StaleWrite, UserMistake
from knowledge.store.flows import due_flows
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.unit.knowledge.leads.samples import AT, have, raised

LATER = datetime(2026, 1, 8, 1, 0, tzinfo=UTC)


async def done(store: Store, command: Command, actor: str) -> Sequence[object]:
    """Apply a command; what it said happened."""

    def work(unit: Unit) -> list[object]:
        command.apply(unit, actor)
        return list(unit.events)

    return await store.write(work)


async def now(store: Store, alert: HotLead) -> HotLead:
    found = await store.read(lambda reader: hot_lead(reader, alert.alert_id))
    assert found is not None
    return found


async def owner(store: Store) -> str:
    found = await store.read(lambda reader: lead(reader, "L1"))
    assert found is not None
    return found.owner_id


@pytest.fixture
async def alert(any_store: Store) -> HotLead:
    await have(any_store, Lead("L1", owner_id="han.mei"))
    return await raised(any_store)


async def test_an_alert_rises_open_with_its_evidence(alert: HotLead) -> None:
    assert (alert.state, alert.version, alert.last_event_at, alert.owner_before) == (AlertState.OPEN, 1, AT, "han.mei")
    assert alert.evidence[0].attributes == {"form": "maintenance"}


async def test_whoever_claims_it_owns_the_lead(any_store: Store, alert: HotLead) -> None:
    assert await done(any_store, ClaimLead(alert.alert_id, 1), "li.lei") == [HotLeadChanged(alert.alert_id)]
    claimed = await now(any_store, alert)
    assert (claimed.state, claimed.actor_id, claimed.version) == (AlertState.CLAIMED, "li.lei", 2)
    assert await owner(any_store) == "li.lei"


async def test_the_second_claim_of_the_same_version_is_stale(any_store: Store, alert: HotLead) -> None:
    await done(any_store, ClaimLead(alert.alert_id, 1), "li.lei")
    for command in (ClaimLead(alert.alert_id, 1), RejectLead(alert.alert_id, 1, "student")):
        with pytest.raises(StaleWrite):
            await done(any_store, command, "wang.qiang")
    assert await owner(any_store) == "li.lei"


async def test_a_claim_given_back_restores_the_owner_before(any_store: Store, alert: HotLead) -> None:
    await done(any_store, ClaimLead(alert.alert_id, 1), "li.lei")
    await done(any_store, UnclaimLead(alert.alert_id, 2), "li.lei")
    assert (await now(any_store, alert)).state is AlertState.OPEN
    assert await owner(any_store) == "han.mei"
    with pytest.raises(UserMistake, match="not_claimed"):
        await done(any_store, UnclaimLead(alert.alert_id, 3), "li.lei")


async def test_rejected_with_a_reason(any_store: Store, alert: HotLead) -> None:
    await done(any_store, RejectLead(alert.alert_id, 1, "他们是代理商"), "li.lei")
    rejected = await now(any_store, alert)
    assert (rejected.state, rejected.reason) == (AlertState.REJECTED, "他们是代理商")
    assert await owner(any_store) == "han.mei"


async def test_put_off_it_waits_and_comes_back_to_whoever_put_it_off(any_store: Store, alert: HotLead) -> None:
    await done(any_store, SnoozeLead(alert.alert_id, 1, LATER), "li.lei")
    assert (await now(any_store, alert)).remind_at == LATER
    due = await any_store.read(lambda reader: due_flows(reader, LATER, 10))
    assert [(flow["kind"], flow["subject"], flow["body"]) for flow in due] == [
        ("remind_hot_lead", str(alert.alert_id), {"version": 2})
    ]
    said = await done(any_store, RemindLead(alert.alert_id, 2), "system")
    assert HotLeadReminded(alert.alert_id, "li.lei") in said
    assert (await now(any_store, alert)).state is AlertState.OPEN


async def test_no_reminder_once_somebody_acted(any_store: Store, alert: HotLead) -> None:
    await done(any_store, SnoozeLead(alert.alert_id, 1, LATER), "li.lei")
    await done(any_store, ClaimLead(alert.alert_id, 2), "li.lei")
    assert await done(any_store, RemindLead(alert.alert_id, 2), "system") == []
    assert (await now(any_store, alert)).state is AlertState.CLAIMED


async def test_more_of_the_same_makes_the_episode_longer_and_tells_nobody(any_store: Store, alert: HotLead) -> None:
    assert await done(any_store, ExtendHotLead(alert.alert_id, LATER), "system") == []
    longer = await now(any_store, alert)
    assert (longer.last_event_at, longer.version) == (LATER, 1)


async def test_an_alert_that_never_was(any_store: Store) -> None:
    with pytest.raises(UserMistake, match="no_such_alert"):
        await done(any_store, ClaimLead(999, 1), "li.lei")
