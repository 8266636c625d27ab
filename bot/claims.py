"""Statements of the dispatcher: which inbox rows this process takes, and how it settles them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from knowledge.store.errors import StaleWrite
from knowledge.store.tables import inbox
from knowledge.store.unit import Reader, Unit

LEASE = timedelta(seconds=60)
BATCH = 200

_other = inbox.alias("other")
_FREE = or_(inbox.c.owner.is_(None), inbox.c.lease_until < bindparam("now"))
_CLAIMABLE = (
    select(inbox.c.id, inbox.c.source, inbox.c.event_id, inbox.c.kind, inbox.c.lane, inbox.c.body, inbox.c.attempts)
    .where(inbox.c.state == "new", _FREE)
    .order_by(inbox.c.id)
    .limit(BATCH)
)
_ELSEWHERE = (
    select(_other.c.id)
    .where(
        _other.c.lane == inbox.c.lane,
        _other.c.state == "new",
        and_(_other.c.owner != bindparam("me"), _other.c.lease_until >= bindparam("now")),
    )
    .exists()
)
_UNDERSTOOD = or_(
    inbox.c.kind.not_in(("said", "pressed", "noticed")), inbox.c.source.in_(bindparam("messengers", expanding=True))
)
_ANY = {"sqlite": _CLAIMABLE, "postgresql": _CLAIMABLE.where(~_ELSEWHERE)}
_OURS = {dialect: found.where(_UNDERSTOOD) for dialect, found in _ANY.items()}
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(0x0DA21))
_CLAIM = (
    inbox.update()
    .where(inbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(owner=bindparam("me"), lease_until=bindparam("until"))
)
_RELEASE = inbox.update().where(inbox.c.state == "new").values(owner=None, lease_until=None)
_RELEASE_MINE = _RELEASE.where(inbox.c.owner == bindparam("me"))
_SETTLE = (
    inbox.update()
    .where(inbox.c.id == bindparam("row_id"), inbox.c.state == "new", inbox.c.owner == bindparam("me"))
    .values(state=bindparam("to_state"), outcome=bindparam("result"), done_at=bindparam("moment"))
)
_TRIED = inbox.update().where(inbox.c.id == bindparam("row_id")).values(attempts=inbox.c.attempts + 1)
_OUTCOME = select(inbox.c.state, inbox.c.outcome).where(inbox.c.id == bindparam("row_id"))


@dataclass(frozen=True, slots=True)
class Claimed:
    """An inbox row that this process holds."""

    row_id: int
    source: str
    event_id: str
    kind: str
    lane: str
    body: Mapping[str, Any]
    attempts: int


def claim(unit: Unit, me: str, messengers: Collection[str] | None = None) -> Sequence[Claimed]:
    """Take rows that nobody holds, oldest first; never one of a lane that another process is busy with.

    What people said is taken for these `messengers` only (None: for all): who cannot decode a row leaves it to others.
    """
    if unit.dialect == "postgresql":
        unit.value(_ONE_AT_A_TIME)
    if messengers is None:
        rows = unit.rows(_ANY[unit.dialect], now=unit.now, me=me)
    else:
        rows = unit.rows(_OURS[unit.dialect], now=unit.now, me=me, messengers=list(messengers))
    if rows:
        unit.run(_CLAIM, ids=[row["id"] for row in rows], me=me, until=unit.now + LEASE)
    return [Claimed(*row.values()) for row in rows]


def release_all(unit: Unit) -> None:
    """Let go of whatever an earlier process held; for a database that only one process uses."""
    unit.run(_RELEASE)


def release_mine(unit: Unit, me: str) -> None:
    """Let go of what this process holds, for others to take at once."""
    unit.run(_RELEASE_MINE, me=me)


def settle(unit: Unit, row_id: int, me: str, state: str, result: Mapping[str, Any]) -> None:
    """Finish a row in the unit that did its work. Raises StaleWrite where another process took the row over."""
    if not unit.run(_SETTLE, row_id=row_id, me=me, to_state=state, result=dict(result), moment=unit.now):
        raise StaleWrite(f"inbox row {row_id}")


def count_attempt(unit: Unit, row_id: int) -> None:
    """Note that handling failed once more."""
    unit.run(_TRIED, row_id=row_id)


def outcome_of(reader: Reader, row_id: int) -> tuple[str, Mapping[str, Any]]:
    """State and outcome of a row."""
    row = reader.row(_OUTCOME, row_id=row_id)
    return (row["state"], row["outcome"] or {}) if row else ("", {})
