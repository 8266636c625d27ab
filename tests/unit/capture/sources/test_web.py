"""The web hook's bodies: one signal or an array, all of it or nothing."""

import json
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture.base import BadRow, Batch
from capture.sources.web import CHUNK, SOURCE, read
from knowledge.leads.view import signals_of
from knowledge.store.store import Store

ZONE = ZoneInfo("Asia/Shanghai")
ONE = {"at": "2026-01-12T09:00:00", "kind": "form", "visitor_id": "v1", "lead_id": "L1", "form": "maintenance"}


def raw(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def signals(batch: Batch) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], batch.body["signals"])


def test_one_signal_is_one_row_in_its_visitors_lane() -> None:
    (batch,) = read(raw(ONE), ZONE)
    assert batch.lane == "web:v1"
    (signal,) = signals(batch)
    assert signal["attributes"] == {"form": "maintenance"}
    assert datetime.fromisoformat(signal["at"]) == datetime(2026, 1, 12, 1, 0, tzinfo=UTC)


def test_the_same_signal_has_the_same_id_however_it_is_written() -> None:
    turned = raw(dict(reversed(ONE.items())))
    assert read(raw(ONE), ZONE)[0].event_id == read(turned, ZONE)[0].event_id
    assert signals(read(raw({**ONE, "event_id": "mine"}), ZONE)[0])[0]["event_id"] == "mine"


def test_an_array_is_cut_into_chunks() -> None:
    many = [{**ONE, "n": n} for n in range(2 * CHUNK + 1)]
    batches = read(raw(many), ZONE)
    assert [len(signals(batch)) for batch in batches] == [CHUNK, CHUNK, 1]
    assert len({batch.event_id for batch in batches}) == 3
    assert [batch.event_id for batch in read(raw(many), ZONE)] == [batch.event_id for batch in batches]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"[]", b"3", b'"x"', raw({}), raw({**ONE, "kind": ""}), raw({**ONE, "at": "soon"}),
     raw({"kind": "form", "at": ONE["at"]}), raw([ONE, {"kind": 3}]), b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_signal_is_refused_with_a_reason_in_both_languages(body: bytes) -> None:
    with pytest.raises(BadRow) as refused:
        read(body, ZONE)
    assert refused.value.say["zh"]
    assert refused.value.say["en"]
    assert refused.value.say["zh"] != refused.value.say["en"]


def test_the_place_in_an_array_is_named() -> None:
    with pytest.raises(BadRow) as refused:
        read(raw([ONE, {**ONE, "at": ""}]), ZONE)
    assert "Signal 2" in refused.value.say["en"]
    assert "第 2 条" in refused.value.say["zh"]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        batches = read(body, ZONE)
    except BadRow:
        return
    assert batches


async def test_what_was_read_is_kept(any_store: Store) -> None:
    (batch,) = read(raw(ONE), ZONE)
    body = {**batch.body, "source": "web"}
    assert await any_store.write(lambda unit: SOURCE.take(unit, body)) == {"signals": 1, "new": 1}
    assert await any_store.write(lambda unit: SOURCE.take(unit, body)) == {"signals": 1, "new": 0}
    (kept,) = await any_store.read(lambda reader: signals_of(reader, "L1", ["form"]))
    assert kept.attributes == {"form": "maintenance"}
