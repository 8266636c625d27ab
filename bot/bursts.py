"""What waits for one address: what may be folded, and the one list that tells it."""

from collections.abc import Callable, Sequence

from sqlalchemy import and_, bindparam, case, exists, not_, or_, select

from knowledge.store.tables import outbox, receipts
from knowledge.store.unit import Row, Unit
from notifiers.folding import FOLDED, Entry, folded_notice
from notifiers.notice import Urgency
from notifiers.plain import from_plain, to_plain
from notifiers.policy import Reason, Step, Waiting, next_step

Links = Callable[[Unit], Callable[[int], str]]
"""Where the notice of an outbox row is shown whole ("": nowhere), for what is told in this unit."""

MOST_FOLDED = 500
"""How many notices one list tells, and about how many one unit folds: it holds up all other writing."""

_EARLIER = outbox.alias("earlier")
_FOLLOWS_UP = exists().where(
    _EARLIER.c.kind == outbox.c.kind,
    _EARLIER.c.subject == outbox.c.subject,
    _EARLIER.c.address == outbox.c.address,
    _EARLIER.c.version < outbox.c.version,
    _EARLIER.c.foldable == 1,
)
_HAS_MESSAGE = exists().where(
    receipts.c.kind == outbox.c.kind,
    receipts.c.subject == outbox.c.subject,
    receipts.c.address == outbox.c.address,
)
_MAY_FOLD = and_(outbox.c.part == 0, or_(outbox.c.foldable == 1, _FOLLOWS_UP), not_(_HAS_MESSAGE))
"""What may be folded, and what follows up on it; but what has a message of its own changes that message."""
MAY_FOLD = case((_MAY_FOLD, 1), else_=0).label("may_fold")
_WAITING = select(outbox.c.id, outbox.c.kind, outbox.c.subject, outbox.c.version, outbox.c.urgency, MAY_FOLD).where(
    outbox.c.address == bindparam("address"), outbox.c.state == "waiting"
)
_VERSION = and_(outbox.c.kind == bindparam("kind"), outbox.c.subject == bindparam("subject"))
_HEAD_FIRST = case((outbox.c.id == bindparam("head"), 0), (_VERSION, 1), else_=2)
_VERSIONS = _WAITING.where(_VERSION).order_by(_HEAD_FIRST, outbox.c.id)
_QUEUE = (
    _WAITING.where(or_(_VERSION, _MAY_FOLD))
    .order_by(_HEAD_FIRST, outbox.c.urgency.desc(), outbox.c.id)
    .limit(MOST_FOLDED)
)
_TOLD = select(outbox.c.id, outbox.c.body, outbox.c.created_at).where(outbox.c.id.in_(bindparam("ids", expanding=True)))
_FOLD = (
    outbox.update()
    .where(outbox.c.id == bindparam("row_id"))
    .values(state="folded", why=bindparam("reason"), settled_at=bindparam("moment"))
)
_OUTDATE = (
    outbox.update()
    .where(
        outbox.c.kind == bindparam("named"),
        outbox.c.subject == bindparam("about"),
        outbox.c.version < bindparam("newer"),
        outbox.c.address == bindparam("of"),
        outbox.c.state == "waiting",
    )
    .values(state="folded", why=bindparam("reason"), settled_at=bindparam("moment"))
)
_BUNDLE = outbox.insert().returning(outbox.c.id)
_SAYS = (
    outbox.update()
    .where(outbox.c.id == bindparam("row_id"))
    .values(body=bindparam("notice"), urgency=bindparam("how_urgent"), in_doubt=bindparam("doubted"))
)


def no_links(unit: Unit) -> Callable[[int], str]:  # noqa: ARG001  there is nothing to look up
    """Notices are shown nowhere."""
    return lambda row_id: ""  # noqa: ARG005


def step_of(unit: Unit, row: Row, free: int) -> Step:
    """What leaves next where `row` comes first, with so many sends allowed now.

    The rest of the queue is looked at only where a list may be made of it. `row` has "queued" and `MAY_FOLD` beside
    the columns of the outbox.
    """
    if row["queued"] <= 1:
        return Step(_waiting(row), (), Reason.ALONE)
    beside = _QUEUE if row["may_fold"] and free < MOST_FOLDED else _VERSIONS
    head = {"address": row["address"], "kind": row["kind"], "subject": row["subject"], "head": row["id"]}
    rows = unit.rows(beside, **head)
    return next_step([_waiting(one) for one in rows], free)


def _waiting(row: Row) -> Waiting:
    urgency = Urgency(row["urgency"])
    return Waiting(row["id"], row["kind"], row["subject"], row["version"], urgency, bool(row["may_fold"]))


def leaving(unit: Unit, row: Row, step: Step, links: Links) -> int:
    """The outbox row that the step sends; of what it folds, write down where it is told."""
    chosen = _bundle(unit, row, step, links) if step.reason is Reason.BURST else step.lead.row
    if step.reason is Reason.BURST:
        burst = f"in {chosen}: {Reason.BURST}"
        unit.run_many(_FOLD, [{"row_id": one.row, "reason": burst, "moment": unit.now} for one in step.told])
    _outdate(unit, row["address"], step.told, f"in {chosen}: {Reason.NEWER_VERSION}")
    return chosen


def _outdate(unit: Unit, address: str, told: Sequence[Waiting], reason: str) -> None:
    """Fold what older versions still wait of what is told, also those that the step did not look at."""
    older = {"of": address, "reason": reason, "moment": unit.now}
    newer = [one for one in told if one.version > 1]
    unit.run_many(_OUTDATE, [{**older, "named": one.kind, "about": one.subject, "newer": one.version} for one in newer])


def _bundle(unit: Unit, row: Row, step: Step, links: Links) -> int:
    """Write one notice that tells what all the folded ones would have told; its row, which it names itself."""
    link = links(unit)
    values = {**row, "kind": FOLDED, "subject": str(step.lead.row), "version": 1, "body": {}, "created_at": unit.now}
    values |= {"foldable": 0, "attempts": 0, "not_before": None, "reply": None, "part": 0}
    fresh = {name: values[name] for name in outbox.c.keys() if name != "id"}  # noqa: SIM118  a column collection
    bundle: int = unit.returning(_BUNDLE, fresh)[0]["id"]
    notice = folded_notice(_entries(unit, step, link), str(step.lead.row), unit.now, link(bundle))
    says = {"notice": to_plain(notice), "how_urgent": int(notice.urgency), "doubted": notice.in_doubt.value}
    unit.run(_SAYS, row_id=bundle, **says)
    return bundle


def _entries(unit: Unit, step: Step, link: Callable[[int], str]) -> list[Entry]:
    """What the step tells, in its order."""
    rows = {row["id"]: row for row in unit.rows(_TOLD, ids=[one.row for one in step.told])}
    told = [rows[one.row] for one in step.told]
    return [Entry(from_plain(row["body"]), row["created_at"], link(row["id"])) for row in told]
