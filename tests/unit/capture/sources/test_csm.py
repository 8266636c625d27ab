"""Measurements from customer success: pushed in our words or theirs, or fetched; kept by customer and day."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from capture.base import BadRow, FeedTrouble
from capture.sources.csm import SOURCE, read
from config.errors import SettingsError
from config.sections import Where
from knowledge.store.store import Store
from knowledge.store.tables import audit, rejections
from knowledge.success.metrics import metrics_of
from knowledge.success.tables import contracts, metrics
from tests.stores import Hand
from tests.unit.capture.sources.calling import NOW, SHANGHAI, Caller, room
from tests.unit.capture.sources.looking import Looker

WEBHOOKS = Path(__file__).resolve().parents[4] / "examples" / "mappings" / "webhooks"


@pytest.fixture(autouse=True)
def _now(hand: Hand) -> None:
    hand.time = NOW


def usage(event: str = "e", **fields: object) -> dict[str, Any]:
    given = {"customer_id": "C1", "metric": "attendance.usage", "value": 0.28, "measured_on": "2026-01-11"} | fields
    return {"event_id": event, "object": "usage", "fields": given}


async def test_in_our_own_words(any_store: Store, tmp_path: Path) -> None:
    csm = Caller(SOURCE, any_store, {}, tmp_path, "csm")
    contract = {
        "event_id": "k",
        "object": "contracts",
        "fields": {"contract_no": "HT-1", "customer_id": "C1", "sla": "A"},
    }
    told = await csm.call([contract, usage("1"), usage("2", customer_id="", contract_no="HT-1", value="3")])
    assert told == {"ok": True, "accepted": 3, "rejected": []}
    found = await any_store.read(lambda reader: metrics_of(reader, "C1"))
    assert [(one.value.contract_no, one.value.value, one.source["what"]) for one in found] == [
        ("", 0.28, "csm"), ("HT-1", 3, "csm"),
    ]  # fmt: skip
    assert [row["sla"] for row in await csm.rows(contracts)] == ["A"]
    assert csm.outcomes[1]["unknown"] == ["C1"]


async def test_a_corrected_value_supersedes_and_the_same_rests(any_store: Store, tmp_path: Path) -> None:
    csm = Caller(SOURCE, any_store, {}, tmp_path, "csm")
    await csm.call([usage("1"), usage("1"), usage("2"), usage("3", value=0.31)])
    assert [(one["created"], one["changed"], one["unchanged"]) for one in csm.outcomes] == [
        (1, 0, 0),
        (0, 0, 1),
        (0, 1, 0),
    ]
    (row,) = await csm.rows(metrics)
    assert row["value"] == 0.31
    assert [one["details"]["before"] for one in await csm.rows(audit)] == [{"value": 0.28}]


async def test_a_snapshot_of_a_platform_becomes_several_measurements(store: Store, tmp_path: Path) -> None:
    csm = Caller(SOURCE, store, {"mapping": str(WEBHOOKS / "csm.yaml")}, tmp_path, "csm")
    snapshot = {
        "kind": "snapshot", "account": "C1", "date": "2026-01-12", "health": "yellow", "tickets": {"open": 3},
        "usage": {"attendance": 0.28}, "contract": {"number": "HT-1", "renews": "2026-06-30"},
    }  # fmt: skip
    told = await csm.call(snapshot)
    assert told["rejected"] == []
    found = {row["metric"]: (row["value"], row["contract_no"]) for row in await csm.rows(metrics)}
    assert found == {"attendance.usage": (0.28, "HT-1"), "health": (60, ""), "tickets.open": (3, "")}
    assert (await csm.rows(contracts))[0]["ends_on"] == date(2026, 6, 30)


async def test_rows_at_fault_are_named_and_the_rest_is_taken(store: Store, tmp_path: Path) -> None:
    csm = Caller(SOURCE, store, {}, tmp_path, "csm")
    told = await csm.call(
        [
            usage("1", value="much"),
            usage("2", measured_on="2026-13-01"),
            usage("3", metric=""),
            usage("4", customer_id="", contract_no="HT-404"),
            usage("5", measured_on="2027-01-01"),
            {"event_id": "6", "object": "mood", "fields": {}},
            {"event_id": "7", "object": "usage", "fields": {"customer_id": "C1", "metric": "m"}},
            usage("8"),
        ]
    )
    fields = [(one["event"], one["field"]) for one in told["rejected"]]
    assert fields == [(1, "value"), (2, "measured_on"), (3, "metric"), (6, "object"), (7, "value")]
    assert len(await csm.rows(metrics)) == 1
    kept = {row["zh"] for row in await csm.rows(rejections)}
    assert {"measured_on：在将来", "customer_id：没有客户，合同也不认得", "value：不是数字"} <= kept


def table(folder: Path, text: str | bytes, name: str = "usage.csv") -> dict[str, Any]:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return {"path": str(path), "every": 60}


HEADER = "customer_id,contract_no,metric,value,measured_on\n"


async def test_a_table_is_fetched_and_only_what_changed_comes_again(store: Store, tmp_path: Path) -> None:
    section = table(tmp_path, HEADER + "C1,HT-1,login,12,2026-01-11\nC2,,login,x,2026-01-11\nC3,,login,5,2026-01-11\n")
    feed = Looker(SOURCE, store, section, tmp_path, "csm")
    first = await feed.look()
    assert [batch.items for batch in first.batches] == [2]
    assert [(one.where, one.say["zh"]) for one in first.rejected] == [("3 value x", "value：不是数字")]
    assert (await feed.look()).batches == ()
    feed.reopen()
    assert (await feed.look()).batches == ()
    table(tmp_path, HEADER + "C1,HT-1,login,13,2026-01-11\n")
    await feed.look()
    assert [one["changed"] for one in feed.new] == [0, 1]
    table(tmp_path, HEADER + "C1,HT-1,login,12,2026-01-11\n")
    await feed.look()
    assert [(row["customer_id"], row["value"]) for row in await feed.rows(metrics)] == [("C1", 12), ("C3", 5)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
async def test_a_table_in_other_encodings(store: Store, tmp_path: Path, encoding: str) -> None:
    section = table(tmp_path, (HEADER + "C1,,考勤.使用率,0.3,2026-01-11\n").encode(encoding))
    feed = Looker(SOURCE, store, section, tmp_path, "csm")
    await feed.look()
    assert [row["metric"] for row in await feed.rows(metrics)] == ["考勤.使用率"]


async def test_json_rows_under_a_path(store: Store, tmp_path: Path) -> None:
    rows = [{"customer_id": "C1", "metric": "m", "value": 1, "measured_on": "2026-01-11"}, 7]
    section = table(tmp_path, json.dumps({"data": {"rows": rows}})) | {"items": "data.rows"}
    feed = Looker(SOURCE, store, section, tmp_path, "csm")
    found = await feed.look()
    assert len(found.rejected) == 1
    assert len(await feed.rows(metrics)) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "no header"), ("a,a\n", "twice"), ("{", "not JSON"), ('{"rows": 1}', "no list"), (b"\xff\xff\xff", "UTF-8")],
)
async def test_a_table_that_cannot_be_read_is_the_operators_trouble(
    store: Store, tmp_path: Path, text: str | bytes, says: str
) -> None:
    feed = Looker(SOURCE, store, table(tmp_path, text), tmp_path, "csm")
    with pytest.raises(FeedTrouble, match=says) as trouble:
        await feed.look()
    assert trouble.value.say["zh"] != trouble.value.say["en"]


async def test_a_column_with_another_name_is_named(store: Store, tmp_path: Path) -> None:
    section = table(tmp_path, "kunde,metric,value,measured_on\nC1,m,1,2026-01-11\n" + "C1,m,1,2026-01-11\n" * 3)
    section = table(tmp_path, "customer_id,metrik,value,measured_on\nC1,m,1,2026-01-11\n") | section
    feed = Looker(SOURCE, store, section, tmp_path, "csm")
    found = await feed.look()
    assert [one.say["en"] for one in found.rejected] == ["metric: this field is missing"]


async def test_a_file_that_is_gone_or_too_large(store: Store, tmp_path: Path) -> None:
    section = table(tmp_path, HEADER + "x" * 500) | {"most_bytes": 100}
    with pytest.raises(FeedTrouble, match="larger than 100 bytes"):
        await Looker(SOURCE, store, section, tmp_path, "csm").look()
    (tmp_path / "usage.csv").unlink()
    with pytest.raises(FeedTrouble, match="No such file"):
        await Looker(SOURCE, store, section, tmp_path, "csm").look()


async def test_ten_thousand_rows_come_in_pieces(store: Store, tmp_path: Path) -> None:
    day = date(2025, 1, 1)
    rows = "".join(f"C1,,login,{n},{day + timedelta(days=n % 300)}\n" for n in range(1_200))
    feed = Looker(SOURCE, store, table(tmp_path, HEADER + rows), tmp_path, "csm")
    found = await feed.look()
    assert [batch.items for batch in found.batches] == [500, 500, 200]


@pytest.mark.parametrize("body", [b"", b"3", b'[{"object": "usage", "fields": {}}]', b'{"object": "mood"}'])
def test_what_is_no_report_is_refused(body: bytes) -> None:
    with pytest.raises(BadRow) as refused:
        read(body, SHANGHAI)
    assert refused.value.say["zh"] != refused.value.say["en"]


@pytest.mark.parametrize(
    "section", [{}, {"url": "ftp://x"}, {"path": "a", "url": "https://x.example/"}, {"path": "a", "key": "k"}]
)
def test_a_wrong_section_is_said(section: dict[str, Any], tmp_path: Path) -> None:
    assert SOURCE.pull is not None
    assert SOURCE.hook is not None
    with pytest.raises(SettingsError):
        SOURCE.pull(section, Where(), room(tmp_path, "csm")) or SOURCE.hook(section, Where(), room(tmp_path, "csm"))


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("- from: a\n  to: deals.csv\n  columns: {deal_id: x}\n", "to must be one of contracts.csv, usage.csv"),
        ("- from: a\n  to: usage.csv\n  columns: {metric: x, value: y}\n", "columns: measured_on is missing"),
    ],
)
def test_a_mapping_for_something_else_is_said(entry: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(entry, encoding="utf-8")
    assert SOURCE.hook is not None
    with pytest.raises(SettingsError) as refused:
        SOURCE.hook({"key": "k", "mapping": str(tmp_path / "m.yaml")}, Where(), room(tmp_path, "csm"))
    assert says in refused.value.say["en"]
    assert "m.yaml" in refused.value.say["zh"]
