"""Rows of a CSM feed, recorded: measurements of customers, and contracts."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from capture.sources.export import take as take_chunk
from knowledge.graph.commands import unknown_customers
from knowledge.graph.merged import standing
from knowledge.store.recording import Claim
from knowledge.store.unit import Unit
from knowledge.success.metrics import Metric, customer_of_contract, record_metrics

Json = Mapping[str, Any]
_FUTURE = {"zh": "在将来", "en": "lies in the future"}
_NOBODY = {"zh": "没有客户，合同也不认得", "en": "names no customer, and its contract is not recorded"}


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
    values = row["values"]
    contract = str(values.get("contract_no") or "")
    customer = str(values.get("customer_id") or "") or customer_of_contract(unit, contract)
    day = date.fromisoformat(values["measured_on"])
    if not customer:
        outcome["rejected"].append(_rejected("customer_id", contract, _NOBODY))
        return None
    if day > unit.now.date() + timedelta(days=1):  # somewhere it may be tomorrow already
        outcome["rejected"].append(_rejected("measured_on", day.isoformat(), _FUTURE))
        return None
    customer = standing(unit, {customer}).get(customer, customer)
    attributes = {name: str(value) for name, value in values.get("attributes", {}).items() if value}
    return Metric(customer, str(values["metric"]), day, float(values["value"]), contract, attributes)


def _contract(unit: Unit, body: Json, row: Json, outcome: dict[str, Any]) -> None:
    chunk = {"file": str(body["where"]), "table": "contracts", "columns": list(row["given"]), "lines": [0]}
    found = take_chunk(unit, {**chunk, "rows": [row["values"]], "what": "csm"})
    for name in ("created", "changed", "unchanged"):
        outcome[name] += int(str(found[name]))
    notes = found["notes"]
    for note in notes if isinstance(notes, list) else ():
        outcome["unknown"] += note["names"] if note["code"] == "unknown_customer" else []


def _rejected(column: str, value: str, why: Mapping[str, str]) -> dict[str, object]:
    return {"field": column, "value": value, **why}
