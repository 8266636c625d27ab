"""A CRM reports its changes in our own words: in any order, more than once."""

from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.deals.tables import deals
from knowledge.graph.tables import contacts, customers
from knowledge.leads.tables import leads
from knowledge.people.tables import persons
from knowledge.store.store import Store
from knowledge.store.tables import audit
from tests.stores import Hand
from tests.unit.capture.sources.calling import NOW
from tests.unit.capture.sources.crm_events import caller, holders, ours, team


@pytest.fixture(autouse=True)
def _now(hand: Hand) -> None:
    hand.time = NOW


async def test_in_our_own_words_everything_is_recorded(any_store: Store, tmp_path: Path) -> None:
    crm = caller(any_store, tmp_path)
    told = await crm.call(
        [
            ours("people", "created", "p", person_id="li", name="李雷", role="rep"),
            ours("customers", "created", "c", customer_id="C1", name="远聚风电", region="华东"),
            ours("contacts", "created", "k", contact_id="K1", customer_id="C1", name="贺川"),
            ours("leads", "created", "l", lead_id="L1", customer_name="远聚", email="A@B.example"),
            ours("deals", "created", "d", deal_id="D1", customer_id="C1", amount="1,200", owner_id="li"),
            ours("ownership", "created", "o", customer_id="C1", person_id="li"),
        ]
    )
    assert told == {"ok": True, "accepted": 6, "rejected": []}
    (customer,) = await crm.rows(customers)
    assert (customer["name"], customer["source"]["what"]) == ("远聚风电", "crm")
    assert (await crm.rows(deals))[0]["amount"] == 1200
    assert (await crm.rows(leads))[0]["email"] == "a@b.example"
    assert await holders(crm) == [("li", date(2026, 1, 12), None)]
    assert [one["created"] for one in crm.outcomes] == [1] * 6


async def test_what_an_update_leaves_out_stays(any_store: Store, tmp_path: Path) -> None:
    crm = caller(any_store, tmp_path)
    await crm.call(ours("customers", "created", "1", customer_id="C1", name="远聚", region="华东", status="new"))
    await crm.call(ours("customers", "updated", "2", NOW + timedelta(seconds=1), customer_id="C1", status="won"))
    (row,) = await crm.rows(customers)
    assert (row["name"], row["region"], row["status"]) == ("远聚", "华东", "won")
    await crm.call(ours("customers", "updated", "3", NOW + timedelta(seconds=2), customer_id="C1", region="", name=""))
    (row,) = await crm.rows(customers)
    assert (row["name"], row["region"]) == ("远聚", "")
    superseded = [one for one in await crm.rows(audit) if one["action"] == "superseded"]
    assert [one["details"]["before"] for one in superseded] == [{"status": "new"}, {"region": "华东"}]


async def test_the_same_event_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    crm = caller(store, tmp_path)
    event = ours("customers", "created", "e", customer_id="C1", name="远聚")
    await crm.call([event, event])
    await crm.call(event)
    assert len(crm.outcomes) == 1
    without = {key: value for key, value in event.items() if key != "event_id"}
    await crm.call(without)
    await crm.call(dict(reversed(without.items())))
    assert [one["created"] for one in crm.outcomes] == [1, 0]


async def test_the_events_of_one_record_end_the_same_in_any_order(any_store: Store, hand: Hand, tmp_path: Path) -> None:
    """Each event counts as of its own time there: what is newer stays."""
    hand.forward(days=1)
    crm = caller(any_store, tmp_path)

    def told(record: str, hours: int, **fields: object) -> dict[str, Any]:
        at = NOW + timedelta(hours=hours)
        return ours("customers", "updated", f"{record}-{hours}", at, customer_id=record, **fields)

    for number, order in enumerate(permutations(range(4))):
        record = f"C{number:02}"
        events = [
            told(record, 0, name="远聚", region="华东", status="a"),
            told(record, 1, status="b"),
            told(record, 2, region="华南"),
            told(record, 3, status="c", industry="风电"),
        ]
        await crm.call([events[index] for index in order])
    found = {(row["name"], row["region"], row["status"], row["industry"]) for row in await crm.rows(customers)}
    assert found == {("远聚", "华南", "c", "风电")}
    assert len(await crm.rows(customers)) == 24


async def test_a_new_owner_closes_the_one_before(any_store: Store, hand: Hand, tmp_path: Path) -> None:
    crm = caller(any_store, tmp_path)
    hand.forward(days=60)
    await team(crm, "li", "han", "wu")
    await crm.call(ours("customers", "created", "c", customer_id="C1", name="远聚"))
    days = [NOW, NOW + timedelta(days=10), NOW + timedelta(days=30)]
    for at, person in zip(days, ["li", "han@x.example", "wu"], strict=True):
        await crm.call(ours("ownership", "updated", person, at, customer_id="C1", person_id=person))
    expected = [
        ("li", date(2026, 1, 12), date(2026, 1, 21)),
        ("han", date(2026, 1, 22), date(2026, 2, 10)),
        ("wu", date(2026, 2, 11), None),
    ]
    assert await holders(crm) == expected
    await crm.call(ours("ownership", "updated", "again", days[2], customer_id="C1", person_id="wu"))
    assert await holders(crm) == expected
    await crm.call(ours("ownership", "updated", "none", NOW + timedelta(days=40), customer_id="C1", person_id=""))
    assert await holders(crm) == [*expected[:2], ("wu", date(2026, 2, 11), date(2026, 2, 20))]


async def test_owners_in_the_wrong_order_end_in_the_right_one(store: Store, hand: Hand, tmp_path: Path) -> None:
    crm = caller(store, tmp_path)
    hand.forward(days=60)
    await team(crm, "li", "han")
    await crm.call(ours("customers", "created", "c", customer_id="C1", name="远聚"))
    later, sooner = NOW + timedelta(days=10), NOW
    await crm.call(ours("ownership", "updated", "2", later, customer_id="C1", person_id="han"))
    await crm.call(ours("ownership", "updated", "1", sooner, customer_id="C1", person_id="li"))
    assert await holders(crm) == [("li", date(2026, 1, 12), date(2026, 1, 21)), ("han", date(2026, 1, 22), None)]
    hour = later + timedelta(hours=1)
    await crm.call(ours("ownership", "updated", "4", hour, customer_id="C1", person_id="li"))
    await crm.call(ours("ownership", "updated", "3", later, customer_id="C1", person_id="han"))
    assert (await holders(crm))[-1] == ("li", date(2026, 1, 22), None)


async def test_what_a_person_said_of_the_owner_stays_beside_it(store: Store, tmp_path: Path) -> None:
    from knowledge.graph.commands import Responsibility, record_ownership
    from knowledge.people.model import Role
    from knowledge.store.recording import Claim

    crm = caller(store, tmp_path)
    await team(crm, "li", "han")
    await crm.call(ours("customers", "created", "c", customer_id="C1", name="远聚"))
    said = Claim(Responsibility("C1", "li", Role.REP, date(2026, 1, 1)), {"what": "message", "where": "m1"})
    await store.write(lambda unit: record_ownership(unit, [said]))
    await crm.call(ours("ownership", "updated", "o", customer_id="C1", person_id="han"))
    assert await holders(crm) == [("li", date(2026, 1, 1), None), ("han", date(2026, 1, 12), None)]


async def test_what_is_deleted_there_is_marked_and_kept(store: Store, tmp_path: Path) -> None:
    crm = caller(store, tmp_path)
    later = NOW + timedelta(seconds=1)
    await crm.call([ours("customers", "created", "1", customer_id="C1", name="远聚"),
                    ours("deals", "created", "2", deal_id="D1", customer_id="C1", stage="s"),
                    ours("contacts", "created", "3", contact_id="K1", customer_id="C1", name="贺川", phone="138"),
                    ours("leads", "created", "4", lead_id="L1", customer_name="远聚")])  # fmt: skip
    await crm.call([ours("customers", "deleted", "5", later, customer_id="C1"),
                    ours("deals", "deleted", "6", later, deal_id="D1"),
                    ours("contacts", "deleted", "7", later, contact_id="K1"),
                    ours("leads", "deleted", "8", later, lead_id="L1")])  # fmt: skip
    assert [(row["name"], row["status"]) for row in await crm.rows(customers)] == [("远聚", "deleted")]
    assert [(row["outcome"], row["stage"]) for row in await crm.rows(deals)] == [("deleted", "deleted")]
    (contact,) = await crm.rows(contacts)
    assert (contact["phone"], contact["attributes"]) == ("138", {"deleted": "true"})
    assert (await crm.rows(leads))[0]["status"] == "deleted"


async def test_a_customer_that_was_merged_is_the_one_it_was_merged_into(store: Store, tmp_path: Path) -> None:
    from knowledge.graph.tables import merges

    crm = caller(store, tmp_path)
    await crm.call([ours("customers", "created", "1", customer_id="C1", name="远聚"),
                    ours("people", "created", "2", person_id="li", name="li")])  # fmt: skip
    await store.write(lambda unit: unit.run(merges.insert(), gone_id="OLD", kept_id="C1", key="k"))
    await crm.call(ours("contacts", "created", "3", contact_id="K1", customer_id="OLD", name="贺"))
    assert (await crm.rows(contacts))[0]["customer_id"] == "C1"


async def test_people_of_the_crm_become_people(store: Store, tmp_path: Path) -> None:
    crm = caller(store, tmp_path)
    await team(crm, "li")
    await crm.call(ours("people", "updated", "x", NOW + timedelta(seconds=5), person_id="li", mobile="138"))
    (row,) = await crm.rows(persons)
    assert (row["name"], row["role"], row["mobile"]) == ("li", "rep", "138")
    assert (await store.read(lambda reader: reader.row(select(persons))))["email"] == "li@x.example"  # type: ignore[index]
    assert row["left_on"] is None


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("proposals", {"proposal_id": "P1", "customer_id": "C1", "version": "V1", "sent_at": "2026-01-10"}),
        ("quotes", {"quote_id": "Q1", "customer_id": "C1", "amount": "12.5", "quoted_on": "2026-01-10"}),
        ("contracts", {"contract_no": "HT-1", "customer_id": "C1", "value": 3, "ends_on": "2026-12-31"}),
        ("usage", {"customer_id": "C1", "metric": "m.x", "value": "0.5", "measured_on": "2026-01-10"}),
        ("tasks", {"task_id": "T1", "customer_id": "C1", "title": "t", "due_on": "2026-01-20", "done_at": ""}),
        ("relations", {"from_kind": "customer", "from_id": "C" * 120, "relation": "supplies", "to_kind": "product",
                       "to_id": "p" * 120}),
    ],
)  # fmt: skip
async def test_every_table_of_an_import_can_be_told(
    any_store: Store, tmp_path: Path, table: str, fields: dict[str, Any]
) -> None:
    crm = caller(any_store, tmp_path)
    await crm.call([ours("customers", "created", one, customer_id=one, name=one) for one in ("C1", "C" * 120)])
    told = await crm.call([ours(table, "created", "a", **fields), ours(table, "updated", "b", **fields)])
    assert told["rejected"] == []
    assert [(one["created"], one["unchanged"], one["rejected"]) for one in crm.outcomes[2:]] == [(1, 0, []), (0, 1, [])]
