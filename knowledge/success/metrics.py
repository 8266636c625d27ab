"""What is measured about customers and their contracts: usage, health, tickets. One value a day, as last said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from knowledge.store import tables
from knowledge.store.recording import Claim, Recorded, plain
from knowledge.store.unit import Reader, Row, Unit, upsert
from knowledge.success.tables import contracts, metrics

_KEY = ("customer_id", "contract_no", "metric", "measured_on")
_STORED = select(metrics).where(*(metrics.c[name] == bindparam(f"of_{name}") for name in _KEY))
_KEEP = upsert(metrics, _KEY, ["value", "attributes", "recorded_at", "source"])
_OF_CUSTOMER = select(metrics).where(metrics.c.customer_id == bindparam("customer"))
_ORDERED = _OF_CUSTOMER.order_by(metrics.c.metric, metrics.c.measured_on, metrics.c.contract_no)
_WHOSE = select(contracts.c.customer_id).where(contracts.c.contract_no == bindparam("number"))
_AUDIT = tables.audit.insert()


@dataclass(frozen=True, slots=True)
class Metric:
    """A value of a metric on a day. `contract_no` is "" where it is the whole customer's; shares are 0 to 1."""

    customer_id: str
    metric: str
    measured_on: date
    value: float
    contract_no: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def record_metrics(unit: Unit, claims: Sequence[Claim[Metric]]) -> Recorded:
    """Store values as they are now said to be; what a changed one said before goes to the audit."""
    created = changed = 0
    for claim in claims:
        value = claim.value
        before = unit.row(_STORED, **{f"of_{name}": getattr(value, name) for name in _KEY})
        if before is not None and (before["value"], before["attributes"]) == (value.value, dict(value.attributes)):
            continue
        created += before is None
        changed += before is not None
        row = {name: getattr(value, name) for name in _KEY}
        unit.run(
            _KEEP,
            **row,
            value=value.value,
            attributes=dict(value.attributes),
            recorded_at=unit.now,
            source=dict(claim.source),
        )
        if before is not None:
            _superseded(unit, before, claim)
    return Recorded(created, changed, len(claims) - created - changed)


def metrics_of(reader: Reader, customer_id: str) -> list[Claim[Metric]]:
    """Everything measured about a customer, by metric, oldest first."""
    return [Claim(_metric(row), row["source"]) for row in reader.rows(_ORDERED, customer=customer_id)]


def customer_of_contract(reader: Reader, contract_no: str) -> str:
    """Whose contract it is; "" where it is not recorded."""
    return str(reader.value(_WHOSE, number=contract_no) or "") if contract_no else ""


def _metric(row: Row) -> Metric:
    return Metric(
        row["customer_id"], row["metric"], row["measured_on"], row["value"], row["contract_no"], row["attributes"]
    )


def _superseded(unit: Unit, before: Mapping[str, Any], claim: Claim[Metric]) -> None:
    value = claim.value
    subject = f"metric:{value.customer_id}/{value.contract_no}/{value.metric}/{value.measured_on.isoformat()}"
    details = {
        "before": {"value": plain(before["value"])},
        "after": {"value": value.value},
        "source": dict(claim.source),
    }
    actor = str(claim.source.get("what", ""))
    unit.run(_AUDIT, at=unit.now, actor=actor, action="superseded", subject=subject[:250], details=details)
