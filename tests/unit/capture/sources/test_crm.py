"""A CRM reports its changes: in its own shape, in any order, more than once, and partly wrong."""

import base64
import hmac
import json
from datetime import date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from capture.base import BadRow
from capture.sources.crm import SOURCE, read
from config.errors import SettingsError
from config.sections import Place, Where
from knowledge.deals.tables import deals
from knowledge.graph.tables import contacts, customers, facts
from knowledge.leads.tables import leads
from knowledge.people.tables import persons
from knowledge.store.store import Store
from knowledge.store.tables import audit, rejections
from tests.stores import Hand
from tests.unit.capture.sources.calling import KEY, NOW, SHANGHAI, Caller, room

WEBHOOKS = Path(__file__).resolve().parents[4] / "examples" / "mappings" / "webhooks"
STAMP = int(NOW.timestamp() * 1000)


@pytest.fixture(autouse=True)
def _now(hand: Hand) -> None:
    hand.time = NOW


def caller(store: Store, folder: Path, mapping: str = "", name: str = "crm") -> Caller:
    section = {"mapping": str(WEBHOOKS / mapping)} if mapping else {}
    return Caller(SOURCE, store, section, folder, name)


def ours(table: str, change: str = "updated", event: str = "", at: datetime = NOW, **fields: object) -> dict[str, Any]:
    """An event in our own words."""
    return {"event_id": event or f"{table}-{at.isoformat()}-{len(fields)}", "object": table, "change": change,
            "at": at.isoformat(), "fields": fields}  # fmt: skip


async def holders(crm: Caller) -> list[tuple[str, date | None, date | None]]:
    """Who is believed to own the customer C1, from when to when."""
    rows = [row for row in await crm.rows(facts) if row["subject_id"] == "C1" and row["withdrawn_at"] is None]
    found = [(row["object_id"], row["valid_from"], row["valid_to"]) for row in rows]
    return sorted(found, key=lambda one: one[1] or date.min)


async def team(crm: Caller, *people: str) -> None:
    await crm.call(
        [ours("people", "created", f"team-{one}", person_id=one, name=one, email=f"{one}@x.example") for one in people]
    )


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


async def test_salesforce_flow(store: Store, tmp_path: Path) -> None:
    crm = caller(store, tmp_path, "salesforce-flow.yaml")
    user = {"object": "User", "change": "created", "id": "005A", "at": "2026-01-12T08:00:00.000+0000"}
    fields = {"Name": "Yuanju Wind", "OwnerId": "005A", "NumberOfEmployees": 120, "BillingState": None}
    account = {"event_id": "g-1", "object": "Account", "change": "created", "id": "001A"}
    told = await crm.call([{**user, "fields": {"Name": "Li Lei", "Email": "li@x.example"}},
                           {**account, "at": "2026-01-12T00:30:00.000+0000", "fields": fields}])  # fmt: skip
    assert told["rejected"] == []
    (row,) = await crm.rows(customers)
    assert (row["customer_id"], row["name"], row["employees"], row["region"]) == ("001A", "Yuanju Wind", 120, "")
    (fact,) = await crm.rows(facts)
    assert (fact["object_id"], fact["valid_from"], fact["source"]["said"]) == ("005A", date(2026, 1, 12), "Salesforce")


def cdc(change: str, sequence: int, *records: str, entity: str = "Account", **fields: object) -> dict[str, Any]:
    header = {"entityName": entity, "recordIds": list(records), "changeType": change, "transactionKey": "0002a",
              "sequenceNumber": sequence, "commitTimestamp": STAMP + sequence, "changedFields": list(fields),
              "nulledFields": fields.pop("nulled", [])}  # fmt: skip
    return {"ChangeEventHeader": header, **fields}


async def test_salesforce_change_data_capture(any_store: Store, tmp_path: Path) -> None:
    crm = caller(any_store, tmp_path, "salesforce-cdc.yaml")
    created = cdc("CREATE", 1, "001A", Name="远聚", Type="Prospect", BillingAddress={"State": "江苏", "City": "苏州"})
    await crm.call(created)
    await crm.call(cdc("CREATE", 2, "001B", Name="临舟"))
    told = await crm.call(cdc("UPDATE", 3, "001A", "001B", Type="Customer", nulled=["BillingAddress.State"]))
    assert told["accepted"] == 2
    rows = {row["customer_id"]: (row["name"], row["status"], row["region"]) for row in await crm.rows(customers)}
    assert rows == {"001A": ("远聚", "Customer", ""), "001B": ("临舟", "Customer", "")}
    contact = cdc("CREATE", 4, "003A", entity="Contact", Name={"LastName": "贺"}, AccountId="001A")
    await crm.call(contact)
    assert (await crm.rows(contacts))[0]["name"] == "贺"
    told = await crm.call(cdc("GAP_UPDATE", 5, "001A"))
    assert told["rejected"][0]["field"] == "ChangeEventHeader.changeType"
    told = await crm.call(cdc("UPDATE", 6, "001*", Type="x"))
    assert told["rejected"][0]["field"] == "ChangeEventHeader.recordIds"
    told = await crm.call(cdc("UPDATE", 7, "001C", Type="x"))
    assert (told["accepted"], crm.outcomes[-1]["waiting"]) == (1, 1)


def hubspot(event: int, kind: str, record: int, name: str = "", value: object = "") -> dict[str, Any]:
    given = {"eventId": event, "subscriptionType": kind, "objectId": record, "occurredAt": STAMP + event, "portalId": 1}
    return given | ({"propertyName": name, "propertyValue": value} if name else {})


async def test_hubspot_tells_one_property_at_a_time_and_the_name_last(store: Store, tmp_path: Path) -> None:
    crm = caller(store, tmp_path, "hubspot.yaml", "hubspot")
    await team(caller(store, tmp_path), "77")
    await crm.call([hubspot(1, "company.creation", 9), hubspot(2, "company.propertyChange", 9, "state", "华东")])
    assert await crm.rows(customers) == []
    assert [one["waiting"] for one in crm.outcomes] == [1, 1]
    await crm.call([hubspot(3, "company.propertyChange", 9, "name", "Yuanju"), hubspot(4, "contact.merge", 5)])
    (row,) = await crm.rows(customers)
    assert (row["customer_id"], row["name"], row["region"]) == ("9", "Yuanju", "华东")
    await crm.call(hubspot(5, "company.propertyChange", 9, "hubspot_owner_id", "77"))
    assert [fact["object_id"] for fact in await crm.rows(facts)] == ["77"]
    await crm.call([hubspot(6, "deal.creation", 3), hubspot(7, "deal.propertyChange", 3, "closedate", str(STAMP)),
                    hubspot(8, "deal.propertyChange", 3, "dealstage", "closedwon")])  # fmt: skip
    (deal,) = await crm.rows(deals)
    assert (deal["expected_close"], deal["outcome"]) == (date(2026, 1, 12), "won")


def signature(secret: str, url: str, body: bytes, stamp: int) -> str:
    signed = b"POST" + url.encode() + body + str(stamp).encode()
    return base64.b64encode(hmac.digest(secret.encode(), signed, "sha256")).decode()


@pytest.mark.parametrize(
    ("secret", "late", "body", "status"),
    [("s3cret", 0, b"[]x", 400), ("other", 0, b"", 401), ("s3cret", 301, b"", 401), ("s3cret", -301, b"", 401)],
)
async def test_hubspots_signature(
    store: Store, tmp_path: Path, secret: str, late: int, body: bytes, status: int
) -> None:
    url = "https://dazi.example.com/hooks/hubspot?team=%2Fa"
    signed = "https://dazi.example.com/hooks/hubspot?team=/a"
    section = {"hubspot_secret": "s3cret", "hubspot_url": url, "key": None, "mapping": str(WEBHOOKS / "hubspot.yaml")}
    crm = Caller(SOURCE, store, section, tmp_path, "hubspot")
    stamp = STAMP - late * 1000
    sent = body or json.dumps([hubspot(1, "company.creation", 9)]).encode()
    headers = {
        "x-hubspot-request-timestamp": str(stamp),
        "x-hubspot-signature-v3": signature(secret, signed, sent, stamp),
    }
    if status == 400:
        with pytest.raises(BadRow):
            crm.response(sent, headers)
        return
    assert crm.response(sent, headers).status == status
    fresh = {**headers, "x-hubspot-signature-v3": signature("s3cret", signed, sent, STAMP)}
    assert crm.response(sent, {**fresh, "x-hubspot-request-timestamp": str(STAMP)}).status == 200


async def test_fxiaoke(store: Store, tmp_path: Path) -> None:
    crm = caller(store, tmp_path, "fxiaoke.yaml")
    await team(caller(store, tmp_path), "1000")
    event = {"event": "object.created", "objectApiName": "AccountObj", "objectId": "68fa", "timestamp": STAMP}
    data = {"name": "远聚风电", "owner": ["1000"], "deal_status": "1", "unused": {"deep": [1, {"x": 2}]}}
    await crm.call({**event, "eventId": "a", "data": data})
    deal = {"account_id": "68fa", "name": "风场运维", "amount": "350000.00", "create_time": STAMP, "sales_status": "2"}
    await crm.call({**event, "eventId": "b", "objectApiName": "NewOpportunityObj", "objectId": "70bb", "data": deal})
    assert (await crm.rows(customers))[0]["name"] == "远聚风电"
    (row,) = await crm.rows(deals)
    assert (row["amount"], row["outcome"], row["created_at"], row["currency"]) == (350000, "won", NOW, "CNY")
    assert [fact["object_id"] for fact in await crm.rows(facts)] == ["1000"]
    await crm.call({**event, "event": "object.invalid", "eventId": "c", "timestamp": STAMP + 1})
    assert (await crm.rows(customers))[0]["status"] == "deleted"


async def test_a_malformed_row_is_rejected_by_name_and_the_rest_is_taken(store: Store, tmp_path: Path) -> None:
    crm = caller(store, tmp_path)
    told = await crm.call(
        [
            ours("customers", "created", "1", customer_id="C1", name="远聚", employees="many"),
            ours("customers", "created", "2", customer_id="", name="x"),
            ours("customers", "created", "3", name="x"),
            ours("deals", "created", "4", deal_id="D1", amount="much", expected_close="2026-02-30"),
            ours("customers", "renamed", "5", customer_id="C2", name="y"),
            ours("ownership", "updated", "6", customer_id="C9", person_id="nobody"),
            ours("customers", "created", "7", customer_id="C3", name="临舟"),
            "no event",
            {**ours("customers", "created", "9", customer_id="C4", name="z"), "at": "yesterday"},
        ]
    )
    found = [(one["event"], one["field"]) for one in told["rejected"]]
    assert found == [
        (1, "employees"),
        (2, "customer_id"),
        (3, "customer_id"),
        (4, "amount"),
        (5, "change"),
        (8, ""),
        (9, "at"),
    ]
    assert all(one["zh"] != one["en"] for one in told["rejected"])
    assert [row["customer_id"] for row in await crm.rows(customers)] == ["C3"]
    late = [one for outcome in crm.outcomes for one in outcome["rejected"] if one["field"] == "customer_id"]
    assert "there is no such customer" in [one["en"] for one in late]
    kept = await crm.rows(rejections)
    assert {row["feed"] for row in kept} == {"crm"}
    assert any("employees: not a whole number" in row["en"] for row in kept)
    assert any("没有这个客户" in row["zh"] for row in kept)
    assert len(kept) == 8 - 1  # what is no event at all has no id to be kept under


async def test_an_unknown_customer_is_kept_and_listed(store: Store, tmp_path: Path) -> None:
    crm = caller(store, tmp_path)
    await crm.call(ours("deals", "created", "1", deal_id="D1", customer_id="C404"))
    assert (await crm.rows(deals))[0]["customer_id"] == "C404"
    assert [(note["code"], note["names"]) for note in crm.outcomes[0]["notes"]] == [("unknown_customer", ["C404"])]


async def test_a_time_in_the_future_counts_as_now(store: Store, tmp_path: Path) -> None:
    crm = caller(store, tmp_path)
    far = NOW + timedelta(days=400)
    await crm.call(ours("customers", "created", "1", far, customer_id="C1", name="远聚", status="a"))
    await crm.call(ours("customers", "updated", "2", NOW + timedelta(minutes=1), customer_id="C1", status="b"))
    assert (await crm.rows(customers))[0]["status"] == "b"


async def test_a_customer_that_was_merged_is_the_one_it_was_merged_into(store: Store, tmp_path: Path) -> None:
    from knowledge.graph.tables import merges

    crm = caller(store, tmp_path)
    await crm.call([ours("customers", "created", "1", customer_id="C1", name="远聚"),
                    ours("people", "created", "2", person_id="li", name="li")])  # fmt: skip
    await store.write(lambda unit: unit.run(merges.insert(), gone_id="OLD", kept_id="C1", key="k"))
    await crm.call(ours("contacts", "created", "3", contact_id="K1", customer_id="OLD", name="贺"))
    assert (await crm.rows(contacts))[0]["customer_id"] == "C1"


def test_whoever_has_no_key_is_refused(tmp_path: Path) -> None:
    hook = SOURCE.hook
    assert hook is not None
    receive = hook({"key": KEY}, Where(), room(tmp_path, "crm"))
    assert receive is not None
    from capture.base import Call

    body = json.dumps(ours("customers", customer_id="C1", name="x")).encode()
    for headers in ({}, {"x-dazi-key": "wrong"}, {"x-dazi-key": "错"}, {"authorization": "Bearer wrong"}):
        assert receive(Call("POST", headers, {}, body, NOW)).status == 401
    assert receive(Call("POST", {"authorization": f"Bearer {KEY}"}, {}, body, NOW)).status == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"3", b"\xff\xfe\x00", b"[" * 100_000, json.dumps([{}] * 1001).encode()],
    ids=range(7),
)
def test_what_is_no_report_is_refused_in_both_languages(body: bytes) -> None:
    with pytest.raises(BadRow) as refused:
        read(body, SHANGHAI)
    assert refused.value.say["zh"] != refused.value.say["en"]


def test_gb18030_is_understood() -> None:
    body = json.dumps(ours("customers", customer_id="C1", name="远聚风电"), ensure_ascii=False).encode("gb18030")
    (batch,) = read(body, SHANGHAI)
    assert "远聚风电" in json.dumps(batch.body, ensure_ascii=False)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)
       | st.dictionaries(st.sampled_from(["object", "change", "at", "id", "fields", "customer_id", "name", "x"]), inner,
                         max_size=4), max_leaves=12))  # fmt: skip
def test_any_json_is_read_or_refused(document: object) -> None:
    try:
        batches = read(json.dumps(document).encode(), SHANGHAI)
    except BadRow:
        return
    for batch in batches:
        json.dumps(batch.body, ensure_ascii=False, allow_nan=False).encode()


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ({}, "key or hubspot_secret"),
        ({"hubspot_secret": "x"}, "both hubspot_secret and hubspot_url"),
        ({"key": "k", "colour": 1}, "nearest valid key"),
        ({"key": "k", "mapping": "gone.yaml"}, "gone.yaml"),
    ],
)
def test_a_wrong_section_is_said(section: dict[str, Any], says: str, tmp_path: Path) -> None:
    assert SOURCE.hook is not None
    where = Where({("sources", "crm"): Place("dazi.toml", 3)}, ("sources", "crm"))
    with pytest.raises(SettingsError) as refused:
        SOURCE.hook(section, where, room(tmp_path, "crm"))
    assert says in refused.value.say["en"]
    assert refused.value.say["zh"].startswith("dazi.toml")


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
