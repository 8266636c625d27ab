"""Flows: something that waits for its moment is a row, so that a restart forgets nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from knowledge.store.tables import flows
from knowledge.store.unit import Reader, Row, Unit

_START = flows.insert()
_DUE = (
    select(flows)
    .where(flows.c.state == "waiting", flows.c.due_at <= bindparam("now"))
    .order_by(flows.c.due_at, flows.c.id)
    .limit(bindparam("most"))
)
_MARK = flows.update().where(flows.c.id == bindparam("flow_id")).values(state=bindparam("to"))


def start_flow(unit: Unit, kind: str, subject: str, body: Mapping[str, object], *, due_at: datetime) -> None:
    """Let the step `kind` happen for `subject` at `due_at`."""
    unit.run(_START, kind=kind, subject=subject, body=dict(body), due_at=due_at, state="waiting")


def due_flows(reader: Reader, now: datetime, most: int) -> Sequence[Row]:
    """What has come due, longest overdue first."""
    return reader.rows(_DUE, now=now, most=most)


def mark_flow(unit: Unit, flow_id: int, state: str) -> None:
    """Note that a flow was handed over or is done."""
    unit.run(_MARK, flow_id=flow_id, to=state)
