"""Rows of a CSM feed, recorded: measurements of customers, and contracts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from capture.csm.measured import measured
from capture.exports.reasons import refused
from capture.sources.export import take as take_chunk
from knowledge.graph.commands import unknown_customers
from knowledge.store.recording import Claim
from knowledge.store.unit import Unit
from knowledge.success.metrics import Metric, record_metrics

Json = Mapping[str, Any]


def record_rows(unit: Unit, body: Json) -> dict[str, Any]:
    """Record every row of {"feed", "where", "rows"}; {"created", "changed", "unchanged", "rejected", "unknown"}.

    A customer that nobody recorded is kept and listed under "unknown".
    """
    outcome: dict[str, Any] = {"created": 0, "changed": 0, "unchanged": 0, "rejected": [], "unknown": []}
    claims = []
    for row in body["rows"]:
        if row["table"] == "contracts":
            _contract(unit, body, row, outcome)
        elif (found := _metric(unit, row, outcome)) is not None:
            source = {"what": "csm", "where": str(body["where"]), "at": unit.now.isoformat()}
            claims.append(Claim(found, source))
    recorded = record_metrics(unit, claims)
    for name in ("created", "changed", "unchanged"):
        outcome[name] += getattr(recorded, name)
    ids = {claim.value.customer_id for claim in claims}
    outcome["unknown"] = sorted({*outcome["unknown"], *unknown_customers(unit, ids)})
    return outcome


def _metric(unit: Unit, row: Json, outcome: dict[str, Any]) -> Metric | None:
    values = {**row["values"], "measured_on": date.fromisoformat(row["values"]["measured_on"])}
    found = measured(unit, values)
    if isinstance(found, Metric):
        return found
    why = refused(found.why)
    outcome["rejected"].append({"field": found.column, "value": found.value, "zh": why.zh, "en": why.en})
    return None


def _contract(unit: Unit, body: Json, row: Json, outcome: dict[str, Any]) -> None:
    chunk = {"file": str(body["where"]), "table": "contracts", "columns": list(row["given"]), "lines": [0]}
    found = take_chunk(unit, {**chunk, "rows": [row["values"]], "what": "csm"})
    for name in ("created", "changed", "unchanged"):
        outcome[name] += int(str(found[name]))
    notes = found["notes"]
    for note in notes if isinstance(notes, list) else ():
        outcome["unknown"] += note["names"] if note["code"] == "unknown_customer" else []
