"""A row of usage.csv, imported or reported, as a measurement: whose it is, and whether it can be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from knowledge.graph.merged import standing
from knowledge.store.unit import Unit
from knowledge.success.metrics import Metric, customer_of_contract


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A row that is no measurement: the column and value at fault, and a word for why (capture.exports.reasons)."""

    column: str
    value: str
    why: str


def measured(unit: Unit, values: Mapping[str, Any]) -> Metric | Unmeasured:
    """The measurement; one that names only its contract is of that contract's customer. `measured_on` is a date."""
    contract, day = str(values.get("contract_no") or ""), values["measured_on"]
    customer = str(values.get("customer_id") or "") or customer_of_contract(unit, contract)
    if not customer:
        return Unmeasured("customer_id", contract, "names_nobody")
    if day > unit.now.date() + timedelta(days=1):  # somewhere it may be tomorrow already
        return Unmeasured("measured_on", day.isoformat(), "in_future")
    customer = standing(unit, {customer}).get(customer, customer)
    attributes = {name: str(value) for name, value in values.get("attributes", {}).items() if value}
    return Metric(customer, str(values["metric"]), day, float(values["value"]), contract, attributes)
