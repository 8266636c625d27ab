"""A CRM that is partly wrong, or nobody we know: rejected by name, refused, or told."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.base import BadRow
from capture.sources.crm import SOURCE, read
from config.errors import SettingsError
from config.sections import Place, Where
from knowledge.deals.tables import deals
from knowledge.graph.tables import customers
from knowledge.store.store import Store
from knowledge.store.tables import rejections
from tests.stores import Hand
from tests.unit.capture.sources.calling import KEY, NOW, SHANGHAI, room
from tests.unit.capture.sources.crm_events import caller, ours


@pytest.fixture(autouse=True)
def _now(hand: Hand) -> None:
    hand.time = NOW


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


@pytest.mark.parametrize("value", ["[" * 600 + "]" * 600, '{"a":' * 600 + "1" + "}" * 600])
def test_json_that_is_nested_without_end_is_refused(value: str) -> None:
    event = f'{{"object": "customers", "change": "updated", "fields": {{"customer_id": "C1", "name": {value}}}}}'
    with pytest.raises(BadRow, match="nested"):
        read(event.encode(), SHANGHAI)


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
