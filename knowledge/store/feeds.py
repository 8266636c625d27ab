"""How far each feed has been read, and what of it was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, func, select

from knowledge.store.encoding import fitting
from knowledge.store.errors import StaleWrite
from knowledge.store.inbox import Arrival
from knowledge.store.tables import inbox, rejections, source_cursors
from knowledge.store.unit import Reader, Unit, insert_or_ignore, upsert

_LONGEST = 2_000

_ARRIVE = insert_or_ignore(inbox)
_BEGIN = insert_or_ignore(source_cursors)
_HELD = select(source_cursors.c.cursor).where(source_cursors.c.feed == bindparam("of")).with_for_update()
_STATE = select(source_cursors).where(source_cursors.c.feed == bindparam("of"))
_ADVANCE = upsert(source_cursors, ["feed"], ["cursor", "looked_at", "newest"])
_REFUSE = insert_or_ignore(rejections)
_REFUSED = (
    select(rejections)
    .where(rejections.c.feed == bindparam("of"), rejections.c.at >= bindparam("since"))
    .order_by(rejections.c.id.desc())
    .limit(20)
)
_COUNT = (
    select(func.count())
    .select_from(rejections)
    .where(rejections.c.feed == bindparam("of"), rejections.c.at >= bindparam("since"))
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something of a feed that was not taken: what it was, and why."""

    item: str
    say: Mapping[Any, str]


@dataclass(frozen=True, slots=True)
class FeedState:
    """How far a feed has been read, when that was, and the time of the newest thing it brought."""

    cursor: str
    looked_at: datetime
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A look at a feed to be kept: the cursor it began at (`since`) and the one to go on from."""

    feed: str
    since: str
    cursor: str
    newest: datetime | None = None


def feed_state(reader: Reader, feed: str) -> FeedState | None:
    """How far a feed has been read; None where it never was."""
    row = reader.row(_STATE, of=feed)
    return FeedState(row["cursor"], row["looked_at"], row["newest"]) if row else None


def advance(unit: Unit, progress: Progress, arrivals: Sequence[Arrival], refused: Sequence[Refusal]) -> int:
    """Store what a look brought, with its cursor; how many rows are new.

    Raises StaleWrite where another process has read on from the same cursor meanwhile.
    """
    unit.run(_BEGIN, feed=progress.feed, cursor="", looked_at=unit.now, newest=None)
    if unit.value(_HELD, of=progress.feed) != progress.since:
        raise StaleWrite(f"{progress.feed} was read on by another process")
    new = sum(unit.run(_ARRIVE, **arrival.values()) for arrival in arrivals)
    refuse(unit, progress.feed, refused)
    before = feed_state(unit, progress.feed)
    newest = max((one for one in (progress.newest, before.newest if before else None) if one), default=None)
    unit.run(_ADVANCE, feed=progress.feed, cursor=progress.cursor, looked_at=unit.now, newest=newest)
    if new:
        unit.hint("inbox")
    return new


def refuse(unit: Unit, feed: str, refused: Sequence[Refusal]) -> None:
    """Keep what was not taken, as a database can hold it; the same thing refused again for the same reason is kept
    once.
    """
    for one in refused:
        key = sha256(f"{one.item}\0{one.say['en']}".encode(errors="replace")).hexdigest()
        said = {lang: fitting(one.say[lang], _LONGEST) for lang in ("zh", "en")}
        unit.run(_REFUSE, feed=feed, key=key, item=fitting(one.item, _LONGEST), at=unit.now, **said)


def refusals_since(reader: Reader, feed: str, since: datetime) -> tuple[int, list[Refusal]]:
    """How many things a feed brought since a moment that were not taken, and the latest twenty of them."""
    rows = reader.rows(_REFUSED, of=feed, since=since)
    found = [Refusal(row["item"], {"zh": row["zh"], "en": row["en"]}) for row in rows]
    return int(reader.value(_COUNT, of=feed, since=since) or 0), found
