"""Jobs: long work that is ordered in the unit that wants it, and done by a child process, here or elsewhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select

from knowledge.store.encoding import fitting
from knowledge.store.tables import files, jobs
from knowledge.store.unit import Reader, Row, Unit, insert_or_ignore

NEW, WORKED, DONE, FAILED = "new", "worked", "done", "failed"
LEASE = timedelta(seconds=90)
"""A worker that is silent for so long has died: somebody else may go on."""

_PUT = insert_or_ignore(jobs)
_FREE = (
    select(jobs.c.id)
    .outerjoin(files, files.c.id == jobs.c.file_id)
    .where(
        jobs.c.state == NEW,
        jobs.c.kind.in_(bindparam("kinds", expanding=True)),
        or_(jobs.c.file_id.is_(None), files.c.state != "wanted"),
        or_(jobs.c.owner.is_(None), jobs.c.lease_until < bindparam("now")),
    )
    .order_by(jobs.c.id)
    .limit(1)
)
_TAKE = (
    jobs.update()
    .where(
        jobs.c.id == bindparam("job_id"),
        jobs.c.state == NEW,
        or_(jobs.c.owner.is_(None), jobs.c.lease_until < bindparam("now")),
    )
    .values(owner=bindparam("me"), lease_until=bindparam("until"), attempts=jobs.c.attempts + 1)
)
_ONE = select(jobs).where(jobs.c.id == bindparam("job_id"))
_KEYED = select(jobs).where(jobs.c.kind == bindparam("of_kind"), jobs.c.key == bindparam("called"))
_ON_FILE = (
    select(jobs)
    .where(jobs.c.kind == bindparam("of_kind"), jobs.c.file_id == bindparam("on_file"))
    .order_by(jobs.c.id.desc())
    .limit(1)
)
_OURS = jobs.update().where(jobs.c.id == bindparam("job_id"), jobs.c.state == NEW, jobs.c.owner == bindparam("me"))
_KEEP = _OURS.values(lease_until=bindparam("until"))
_MOVE = _OURS.values(
    lease_until=bindparam("until"),
    share=bindparam("to_share"),
    moves=jobs.c.moves + 1,
    # Whoever gets further may die again later; who only ever repeats the same stretch may not.
    attempts=case((jobs.c.share < bindparam("to_share"), 0), else_=jobs.c.attempts),
)
_WORKED = _OURS.values(state=WORKED, outcome=bindparam("result"))
_SETTLE = (
    jobs.update()
    .where(jobs.c.id == bindparam("job_id"), jobs.c.state == WORKED)
    .values(state=bindparam("to_state"), settled_at=bindparam("moment"), moves=jobs.c.moves + 1)
)
_LET_GO = (
    jobs.update()
    .where(jobs.c.id.in_(bindparam("ids", expanding=True)), jobs.c.state == NEW, jobs.c.owner == bindparam("me"))
    .values(owner=None)
)
_LET_ALL_GO = jobs.update().where(jobs.c.state == NEW).values(owner=None)
_WAITING = select(func.count()).select_from(jobs).where(jobs.c.state.in_((NEW, WORKED)))


@dataclass(frozen=True, slots=True)
class Order:
    """A job as it stands. `share` is what is done of it (0 to 1), `moves` counts what was told of it so far.

    `tell` says where its progress is told, and with which words (see notifiers.alerts.job_progress).
    """

    job_id: int
    kind: str
    args: Mapping[str, Any]
    file_id: int | None
    tell: Mapping[str, Any]
    state: str
    attempts: int
    share: float
    moves: int
    outcome: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JobMoved:
    """A job has come further, or to its end."""

    job_id: int


def put_job(
    unit: Unit,
    kind: str,
    key: str,
    args: Mapping[str, object],
    *,
    file_id: int | None = None,
    tell: Mapping[str, object] | None = None,
) -> bool:
    """Order a job; False where the same one (`kind` and `key`) was ordered before. With a file it waits for that."""
    made = unit.run(
        _PUT,
        kind=kind,
        key=fitting(key, 250),
        args=dict(args),
        file_id=file_id,
        tell=dict(tell or {}),
        state=NEW,
        attempts=0,
        share=0.0,
        moves=0,
        put_at=unit.now,
    )
    unit.hint("jobs")
    return bool(made)


def claim_job(unit: Unit, me: str, kinds: Collection[str]) -> Order | None:
    """Take the oldest job that can be begun; None where there is none. Its attempts count this one."""
    found = unit.value(_FREE, now=unit.now, kinds=sorted(kinds))
    if found is None or not unit.run(_TAKE, job_id=found, me=me, now=unit.now, until=unit.now + LEASE):
        return None
    return job(unit, found)


def can_begin(reader: Reader, now: datetime, kinds: Collection[str]) -> bool:
    """Whether there is a job to take; cheap, for those who look often."""
    return reader.value(_FREE, now=now, kinds=sorted(kinds)) is not None


def job(reader: Reader, job_id: int) -> Order | None:
    """A job by its id."""
    row = reader.row(_ONE, job_id=job_id)
    return _order(row) if row else None


def job_keyed(reader: Reader, kind: str, key: str) -> Order | None:
    """The job that was ordered with this key."""
    row = reader.row(_KEYED, of_kind=kind, called=fitting(key, 250))
    return _order(row) if row else None


def job_on_file(reader: Reader, kind: str, file_id: int) -> Order | None:
    """The last job of this kind on a file."""
    row = reader.row(_ON_FILE, of_kind=kind, on_file=file_id)
    return _order(row) if row else None


def keep_job(unit: Unit, job_id: int, me: str) -> bool:
    """Keep a job for longer; False where somebody else has it, or it is no more to be done."""
    return bool(unit.run(_KEEP, job_id=job_id, me=me, until=unit.now + LEASE))


def move_job(unit: Unit, job_id: int, me: str, share: float) -> int:
    """Note what is done of a job, and keep it; how often it has moved now, 0 where somebody else has it."""
    if not unit.run(_MOVE, job_id=job_id, me=me, to_share=share, until=unit.now + LEASE):
        return 0
    found = job(unit, job_id)
    return found.moves if found else 0


def job_worked(unit: Unit, job_id: int, me: str, outcome: Mapping[str, object]) -> bool:
    """Keep what came of a job until it is taken; False where somebody else has it."""
    return bool(unit.run(_WORKED, job_id=job_id, me=me, result=dict(outcome)))


def settle_job(unit: Unit, job_id: int, state: str) -> None:
    """What came of a job was taken: it is done, or failed."""
    unit.run(_SETTLE, job_id=job_id, to_state=state, moment=unit.now)


def let_go_of_jobs(unit: Unit, me: str, job_ids: Collection[int]) -> None:
    """Others, or this process itself, may go on with them."""
    unit.run(_LET_GO, me=me, ids=sorted(job_ids))


def let_go_of_all_jobs(unit: Unit) -> None:
    """Whatever an earlier process held is free; for a database that only one process uses."""
    unit.run(_LET_ALL_GO)


def jobs_waiting(reader: Reader) -> int:
    """How many jobs are not settled."""
    return int(reader.value(_WAITING))


def _order(row: Row) -> Order:
    return Order(
        job_id=row["id"],
        kind=row["kind"],
        args=row["args"],
        file_id=row["file_id"],
        tell=row["tell"],
        state=row["state"],
        attempts=row["attempts"],
        share=row["share"],
        moves=row["moves"],
        outcome=row["outcome"] or {},
    )
