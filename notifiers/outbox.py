"""Puts notices into the outbox, in the transaction that caused them."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from knowledge.store.tables import outbox
from knowledge.store.unit import Reader, Unit, insert_or_ignore
from notifiers.notice import Address, Notice, ReplyPath
from notifiers.plain import path_to_plain, to_plain

_PUT = insert_or_ignore(outbox)
_TOLD = (
    select(outbox.c.address, outbox.c.thread)
    .where(outbox.c.kind == bindparam("kind"), outbox.c.subject == bindparam("subject"))
    .distinct()
    .order_by(outbox.c.address)
)
_TOLD_AGAIN = (
    select(outbox.c.subject, outbox.c.address, outbox.c.thread)
    .where(outbox.c.kind == bindparam("kind"), outbox.c.subject.startswith(bindparam("stem"), autoescape=False))
    .distinct()
    .order_by(outbox.c.subject, outbox.c.address)
)
_TOLD_OF = (
    select(outbox.c.id)
    .where(outbox.c.address == bindparam("address"), outbox.c.state == "waiting")
    .where(outbox.c.caused_by == bindparam("cause"))
    .limit(1)
)


def put(
    unit: Unit,
    notice: Notice,
    to: Address,
    *,
    caused_by: int | None = None,
    state: str = "waiting",
    path: ReplyPath | None = None,
) -> None:
    """Let `notice` go to `to`, by `path` while that is open. The same kind, subject, version and address goes once."""
    unit.run(
        _PUT,
        kind=notice.kind,
        subject=notice.subject,
        version=notice.version,
        address=to.key,
        thread=to.thread,
        body=to_plain(notice),
        urgency=int(notice.urgency),
        foldable=int(notice.foldable),
        in_doubt=notice.in_doubt.value,
        state=state,
        attempts=0,
        caused_by=caused_by,
        reply=path_to_plain(path) if path else None,
        part=0,
        created_at=unit.now,
    )
    unit.hint("outbox")


def told(reader: Reader, kind: str, subject: str) -> Sequence[Address]:
    """Where a notice of this kind and subject has gone or will go: whoever saw it sees it change."""
    rows = reader.rows(_TOLD, kind=kind, subject=subject)
    return [address_of(row["address"], row["thread"]) for row in rows]


def is_told_of(reader: Reader, cause: int, to: Address) -> bool:
    """Whether anything waits to go to `to` because of that inbox row, in any thread there."""
    return reader.value(_TOLD_OF, cause=cause, address=to.key) is not None


def again(subject: str, number: int) -> str:
    """The subject of a notice that comes once more as a message of its own, instead of changing the earlier one."""
    return f"{subject}@{number}"


def told_again(reader: Reader, kind: str, subject: str) -> Sequence[tuple[str, Address]]:
    """The same as `told` for subjects made by `again`, each with the subject it went under."""
    rows = reader.rows(_TOLD_AGAIN, kind=kind, stem=f"{subject}@")
    return [(row["subject"], address_of(row["address"], row["thread"])) for row in rows]


def address_of(key: str, thread: str = "") -> Address:
    """The address that `Address.key` wrote."""
    messenger, _, room_id = key.partition(":")
    return Address(messenger, room_id, thread)
