"""Signals from the team's website and other tools: POST /hooks/web with one signal or an array of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from hashlib import sha256
from typing import Any

from capture.base import BadRow, Batch, Signal, Source
from capture.exports.shape import BadCell
from capture.exports.signal_lines import read_signal
from knowledge.leads.ties import take_signals
from knowledge.store.unit import Unit

CHUNK = 500
"""An inbox row holds at most this many signals."""


def read(raw: bytes, zone: tzinfo) -> Sequence[Batch]:
    """The rows that a request body becomes. Raises BadRow where any signal in it is at fault: then none is taken."""
    items = _items(raw)
    signals = [_signal(item, index, zone) for index, item in enumerate(items)]
    if len(signals) == 1:
        only = signals[0]
        lane = only["visitor_id"] or only["lead_id"] or only["customer_id"]
        return [Batch(only["event_id"], f"web:{lane}", {"signals": signals})]
    digest = sha256(raw).hexdigest()[:32]
    chunks = [signals[start : start + CHUNK] for start in range(0, len(signals), CHUNK)]
    return [Batch(f"{digest}-{index}", "web", {"signals": chunk}, len(chunk)) for index, chunk in enumerate(chunks)]


def take(unit: Unit, body: Mapping[str, Any]) -> Mapping[str, object]:
    """Keep the signals and tie them to leads; {"signals", "new"}."""
    source = str(body.get("source", "web"))
    received = [Signal(source, **{**item, "at": datetime.fromisoformat(item["at"])}) for item in body["signals"]]
    return {"signals": len(received), "new": take_signals(unit, received)}


def _items(raw: bytes) -> Sequence[object]:
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadRow("The body is not JSON.", "请求体不是 JSON。") from None
    items = document if isinstance(document, list) else [document]
    if not items:
        raise BadRow("The array is empty.", "数组是空的。")
    return items


def _signal(item: object, index: int, zone: tzinfo) -> dict[str, Any]:
    try:
        return read_signal(json.dumps(item, ensure_ascii=False, sort_keys=True), zone)
    except BadCell as bad:
        where = bad.column or "signal"
        raise BadRow(
            f"Signal {index + 1}, {where}: {bad.phrase.en}", f"第 {index + 1} 条信号，{where}：{bad.phrase.zh}"
        ) from None


SOURCE = Source("web", take, read)
