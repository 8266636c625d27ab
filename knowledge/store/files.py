"""Files that people shared: a row says where each one is to be had, and once it was brought here, where it lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select

from knowledge.store.encoding import fitting
from knowledge.store.tables import files
from knowledge.store.unit import Reader, Row, Unit, insert_or_ignore

WANTED, HERE, GONE = "wanted", "here", "gone"
LINK = "link"
"""The holder of files that are fetched by their address: `file_id` is the address."""

LEASE = timedelta(minutes=30)
"""A file is being brought for at most so long before another process may try."""

_KEEP = insert_or_ignore(files)
_BY_KEY = select(files.c.id).where(files.c.key == bindparam("key"))
_ONE = select(files).where(files.c.id == bindparam("file_id"))
_TO_BRING = (
    files.c.state == WANTED,
    or_(files.c.not_before.is_(None), files.c.not_before <= bindparam("now")),
    or_(files.c.owner.is_(None), files.c.lease_until < bindparam("now")),
)
_FREE = select(files).where(*_TO_BRING).order_by(files.c.id).limit(bindparam("most")).with_for_update(skip_locked=True)
_ANY = select(files.c.id).where(*_TO_BRING).limit(1)
_CLAIM = (
    files.update()
    .where(files.c.id.in_(bindparam("ids", expanding=True)))
    .values(owner=bindparam("me"), lease_until=bindparam("until"))
)
_SETTLE = (
    files.update()
    .where(files.c.id == bindparam("file_id"))
    .values(
        state=bindparam("to_state"),
        path=bindparam("at_path"),
        sha256=bindparam("digest"),
        size=bindparam("bytes"),
        settled_at=bindparam("moment"),
        why=bindparam("reason"),
        owner=None,
    )
)
_LATER = (
    files.update()
    .where(files.c.id == bindparam("file_id"))
    .values(attempts=files.c.attempts + 1, not_before=bindparam("later"), owner=None, why=bindparam("reason"))
)
_LET_GO = files.update().where(files.c.owner == bindparam("me")).values(owner=None)


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file as it was shared. `holder` has it: a messenger's or a feed's name; `ref` is what the holder needs to hand
    it out: {"file_id", "name", "size" (bytes, 0: not told), "media_type", "access"}. One `file_id` of a holder is one
    file, however often it is shared.
    """

    holder: str
    file_id: str
    name: str
    size: int = 0
    media_type: str = "application/octet-stream"
    access: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file as it is kept: `state` is wanted, here or gone; `path` is below the data folder; `why` it is gone."""

    row_id: int
    shared: SharedFile
    state: str
    attempts: int
    path: str = ""
    sha256: str = ""
    size: int = 0
    why: str = ""


def keep_file(unit: Unit, shared: SharedFile) -> int:
    """Have a file brought here; its row's id, the same one where it is known already."""
    key = fitting(f"{shared.holder}:{shared.file_id}", 250)
    ref = {"file_id": shared.file_id, "access": dict(shared.access)}
    unit.run(
        _KEEP,
        key=key,
        holder=shared.holder,
        ref=ref,
        name=shared.name,
        size=shared.size,
        media_type=fitting(shared.media_type, 120),
        state=WANTED,
        attempts=0,
        path="",
        sha256="",
        kept_at=unit.now,
    )
    unit.hint("jobs")
    return int(unit.value(_BY_KEY, key=key))


def file_kept(reader: Reader, file_id: int) -> KeptFile | None:
    """A file by its row's id."""
    row = reader.row(_ONE, file_id=file_id)
    return _kept(row) if row else None


def any_wanted(reader: Reader, now: datetime) -> bool:
    """Whether there is anything to bring; cheap, for those who look often."""
    return reader.value(_ANY, now=now) is not None


def claim_files(unit: Unit, me: str, most: int) -> Sequence[KeptFile]:
    """Take files to bring here that nobody else is bringing, oldest first."""
    rows = unit.rows(_FREE, now=unit.now, most=most)
    if rows:
        unit.run(_CLAIM, ids=[row["id"] for row in rows], me=me, until=unit.now + LEASE)
    return [_kept(row) for row in rows]


def file_is_here(unit: Unit, file_id: int, path: str, sha256: str, size: int) -> None:
    """A file was brought: where it lies below the data folder, its digest and its size in bytes."""
    _settle(unit, file_id, HERE, path, sha256, size, None)


def file_is_gone(unit: Unit, file_id: int, why: str) -> None:
    """A file can never be had."""
    _settle(unit, file_id, GONE, "", "", 0, why)


def file_later(unit: Unit, file_id: int, why: str, again_at: datetime) -> None:
    """A file could not be had this time."""
    unit.run(_LATER, file_id=file_id, later=again_at, reason=why)


def let_go_of_files(unit: Unit, me: str) -> None:
    """Others may bring what this process was about to."""
    unit.run(_LET_GO, me=me)


def _settle(unit: Unit, file_id: int, state: str, path: str, digest: str, size: int, why: str | None) -> None:
    facts: dict[str, Any] = {"at_path": path, "digest": digest, "bytes": size, "reason": why}
    unit.run(_SETTLE, file_id=file_id, to_state=state, moment=unit.now, **facts)
    unit.hint("jobs")


def _kept(row: Row) -> KeptFile:
    ref = row["ref"]
    shared = SharedFile(
        row["holder"], ref["file_id"], row["name"], row["size"], row["media_type"], ref.get("access", {})
    )
    return KeptFile(
        row["id"], shared, row["state"], row["attempts"], row["path"], row["sha256"], row["size"], row["why"] or ""
    )
