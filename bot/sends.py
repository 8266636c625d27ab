"""Statements of the relay: which outbox rows leave next, and how a send is settled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, false, func, or_, select

from bot.bursts import MAY_FOLD, MOST_FOLDED, Links, leaving, no_links, step_of
from bot.messengers.base import Pace, Sent
from knowledge.store.lists import padded
from knowledge.store.tables import channel, outbox, receipts
from knowledge.store.unit import Params, Row, Unit, upsert
from notifiers.notice import Address, Notice, ReplyPath
from notifiers.outbox import address_of
from notifiers.plain import from_plain, path_from_plain

Paces = Mapping[str, Callable[[str], Pace]]
"""How fast each messenger's rooms may be written to."""

LEASE = timedelta(seconds=60)
"""Longer than any send may take."""

BATCH = 64
EARLY = 1e-6
"""Seconds by which a send may come too early: times are kept in microseconds."""

_PENDING = outbox.c.state.in_(("waiting", "sending"))
_IDLE = func.max(case((outbox.c.state == "sending", 1), else_=0)) == 0
_BEGUN = or_(outbox.c.part > 0, outbox.c.attempts > 0)
"""What was begun goes on before anything else, also a list, whose row is younger than what waits beside it."""
_PLACE = case((_BEGUN, -outbox.c.id), else_=outbox.c.id)
_HEADS = (
    select(func.abs(func.min(_PLACE)).label("id"), func.count().label("queued"))
    .where(_PENDING)
    .group_by(outbox.c.address)
    .having(_IDLE)
    .subquery()
)
_held = receipts.alias("held")
_HELD = _held.c.receipt.label("held")
_OF_SAME = and_(_held.c.kind == outbox.c.kind, _held.c.subject == outbox.c.subject, _held.c.address == outbox.c.address)
_NEXT = (
    select(outbox, _HEADS.c.queued, MAY_FOLD, channel.c.paid_until, _HELD)
    .join(_HEADS, _HEADS.c.id == outbox.c.id)
    .outerjoin(channel, channel.c.address == outbox.c.address)
    .outerjoin(_held, _OF_SAME)
    .where(outbox.c.state == "waiting", or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now")))
    .order_by(outbox.c.id)
    .limit(BATCH)
    .with_for_update(skip_locked=True, of=outbox)
)
"""With what its address has paid for, and the receipt of the message it changes: asked for apart, row by row, it takes
ten times as long, as each statement may have to wait for the other threads."""
_ROW = select(outbox, _HELD).outerjoin(_held, _OF_SAME).where(outbox.c.id == bindparam("row_id"))
_PAY = upsert(channel, ["address"], ["paid_until"], returning=["address"])
_WAIT = outbox.update().where(outbox.c.id == bindparam("row_id")).values(not_before=bindparam("again_at"))
_SENDING = (
    outbox.update()
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", attempts=outbox.c.attempts + 1, owner=bindparam("me"), lease_until=bindparam("until"))
)
_RECEIPT = select(receipts).where(
    receipts.c.kind == bindparam("kind"),
    receipts.c.subject == bindparam("subject"),
    receipts.c.address == bindparam("address"),
)
_SETTLE = (
    outbox.update()
    .where(outbox.c.id == bindparam("row_id"), outbox.c.state == "sending", outbox.c.owner == bindparam("me"))
    .values(
        state=bindparam("to_state"),
        why=bindparam("reason"),
        not_before=bindparam("again_at"),
        settled_at=bindparam("moment"),
    )
)
_NEXT_PART = (
    outbox.update()
    .where(outbox.c.id == bindparam("row_id"), outbox.c.state == "sending", outbox.c.owner == bindparam("me"))
    .values(state="waiting", part=bindparam("arrived"), attempts=0, not_before=None)
)
_KEEP = upsert(receipts, ["kind", "subject", "address"], ["version", "receipt", "sent_at"])
_STRAY = (
    select(outbox, _HELD)
    .outerjoin(_held, _OF_SAME)
    .where(
        outbox.c.state == "sending",
        or_(outbox.c.lease_until < bindparam("now"), outbox.c.owner != bindparam("alone")),
    )
)
_ADOPT = (
    outbox.update()
    .where(outbox.c.id == bindparam("row_id"), outbox.c.state == "sending", outbox.c.owner == bindparam("of"))
    .values(owner=bindparam("me"), lease_until=bindparam("until"))
)
_SOONEST = select(func.min(outbox.c.not_before)).where(
    outbox.c.state == "waiting", outbox.c.not_before > bindparam("now")
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One send that is due: the notice, where to, and the receipt of the message it changes, if any.

    `part` counts the messages of this notice that have arrived; `path` is the reply path it was put with.
    """

    row_id: int
    address: Address
    notice: Notice
    attempt: int
    created_at: datetime
    receipt: Mapping[str, Any] | None
    part: int = 0
    path: ReplyPath | None = None

    @property
    def key(self) -> str:
        """Names this very send, for platforms that can recognise a repeat."""
        return f"outbox-{self.row_id}.{self.part}" if self.part else f"outbox-{self.row_id}"


def take_due(unit: Unit, me: str, paces: Paces, links: Links = no_links) -> tuple[list[Delivery], datetime | None]:
    """Decide what leaves now, one send an address, and mark it as being sent; and when the next put-off row is due.

    That is at once where so much was folded that the rest is better left to another unit.
    """
    due: list[Delivery] = []
    paid: list[Params] = []
    folded = 0
    for row in unit.rows(_next_of(frozenset(paces)), now=unit.now):
        to = address_of(row["address"])
        free, paid_until = _free(unit, row, paces[to.messenger](to.room_id))
        if free <= 0:
            continue
        if paid_until is not None:
            paid.append({"address": row["address"], "paid_until": paid_until})
        step = step_of(unit, row, free)
        due.append(_chosen(unit, row, leaving(unit, row, step, links)))
        folded += len(step.folded)
        if folded >= MOST_FOLDED // 2:
            break
    _mark_sending(unit, me, due, paid)
    return due, unit.now if folded >= MOST_FOLDED // 2 else unit.value(_SOONEST, now=unit.now)


def _mark_sending(unit: Unit, me: str, due: Sequence[Delivery], paid: Sequence[Params]) -> None:
    if paid:
        unit.returning(_PAY, paid)
    if due:
        unit.run(_SENDING, ids=padded([one.row_id for one in due]), me=me, until=unit.now + LEASE)


def _chosen(unit: Unit, row: Row, chosen: int) -> Delivery:
    """The send of the chosen row; `row` came first."""
    due = row if chosen == row["id"] else unit.rows(_ROW, row_id=chosen)[0]
    return _delivery(due, due["held"], attempt=due["attempts"] + 1)


@lru_cache(maxsize=8)
def _next_of(messengers: frozenset[str]) -> Select[Any]:
    """What leaves next by these messengers; what waits for another process must not crowd it out."""
    ours = [outbox.c.address.startswith(f"{name}:", autoescape=True) for name in sorted(messengers)]
    return _NEXT.where(or_(false(), *ours))


def _free(unit: Unit, row: Row, pace: Pace) -> tuple[int, float | None]:
    """How many sends the address may take now (GCRA), and until when it has paid with one; puts the row off where none.

    None where nothing is to be paid.
    """
    if pace.interval <= 0:
        return MOST_FOLDED, None
    now = unit.now.timestamp()
    paid_until = max(now, row["paid_until"] or 0.0)
    slack = (pace.burst - 1) * pace.interval - (paid_until - now)
    if slack < -EARLY:
        unit.run(_WAIT, row_id=row["id"], again_at=unit.now + timedelta(seconds=-slack))
        return 0, None
    return max(0, int(slack / pace.interval)) + 1, paid_until + pace.interval


def _delivery(row: Row, held: Mapping[str, Any] | None, *, attempt: int) -> Delivery:
    return Delivery(
        row_id=row["id"],
        address=address_of(row["address"], row["thread"]),
        notice=from_plain(row["body"]),
        attempt=attempt,
        created_at=row["created_at"],
        receipt=held if not row["part"] else None,
        part=row["part"],
        path=path_from_plain(row["reply"]) if row["reply"] else None,
    )


def settle_sent(unit: Unit, me: str, delivery: Delivery, sent: Sent) -> None:
    """It arrived: remember the receipt, so that the next version edits this message."""
    if _settle(unit, me, delivery, "sent"):
        unit.run(
            _KEEP,
            kind=delivery.notice.kind,
            subject=delivery.notice.subject,
            address=delivery.address.key,
            version=delivery.notice.version,
            receipt={} if delivery.part else dict(sent.receipt),
            sent_at=unit.now,
        )


def settle_part(unit: Unit, me: str, delivery: Delivery) -> None:
    """One of several messages arrived; the next one goes in its turn."""
    unit.run(_NEXT_PART, row_id=delivery.row_id, me=me, arrived=delivery.part + 1)


def freshen_receipt(unit: Unit, kind: str, subject: str, address: str, fresh: Mapping[str, str]) -> None:
    """Keep with a receipt what the platform handed out later for changing that message."""
    held = unit.row(_RECEIPT, kind=kind, subject=subject, address=address)
    if held is not None and fresh:
        values = {"kind": kind, "subject": subject, "address": address, "version": held["version"]}
        unit.run(_KEEP, **values, receipt={**held["receipt"], **fresh}, sent_at=held["sent_at"])


def settle_waiting(unit: Unit, me: str, delivery: Delivery, why: str, again_at: datetime) -> None:
    """Try again later; the address's order is kept."""
    _settle(unit, me, delivery, "waiting", why, again_at)


def settle_parked(unit: Unit, me: str, delivery: Delivery, state: str, why: str) -> bool:
    """Never sent ("dead") or perhaps sent ("unknown"); whether this process still held the row."""
    return _settle(unit, me, delivery, state, why)


def _settle(
    unit: Unit, me: str, delivery: Delivery, state: str, why: str | None = None, again_at: datetime | None = None
) -> bool:
    return bool(
        unit.run(_SETTLE, row_id=delivery.row_id, me=me, to_state=state, reason=why, again_at=again_at, moment=unit.now)
    )


def adopt_strays(unit: Unit, me: str, *, alone: bool) -> Sequence[Delivery]:
    """Sends that a dead process left undecided. `alone`: nobody else uses this database, so all of them are."""
    rows = unit.rows(_STRAY, now=unit.now, alone=me)
    strays = [row for row in rows if alone or row["lease_until"] < unit.now]
    mine = [row for row in strays if unit.run(_ADOPT, row_id=row["id"], of=row["owner"], me=me, until=unit.now + LEASE)]
    return [_delivery(row, row["held"], attempt=row["attempts"]) for row in mine]
