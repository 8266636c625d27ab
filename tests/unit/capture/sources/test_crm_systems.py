"""CRMs report in their own shapes: Salesforce, HubSpot, 纷享销客."""

import base64
import hmac
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from capture.base import BadRow
from capture.sources.crm import SOURCE
from knowledge.deals.tables import deals
from knowledge.graph.tables import contacts, customers, facts
from knowledge.store.store import Store
from tests.stores import Hand
from tests.unit.capture.sources.calling import NOW, Caller
from tests.unit.capture.sources.crm_events import WEBHOOKS, caller, team

STAMP = int(NOW.timestamp() * 1000)


@pytest.fixture(autouse=True)
def _now(hand: Hand) -> None:
    hand.time = NOW


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
