"""What was last heard of each record of another system, column by column, so that reports in any order end the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select

from knowledge.store.encoding import fitting
from knowledge.store.tables import mirrored
from knowledge.store.unit import Unit, insert_or_ignore, upsert

_LONGEST = 250
_BEGIN = insert_or_ignore(mirrored)
_HELD = (
    select(mirrored).where(mirrored.c.feed == bindparam("of"), mirrored.c.record == bindparam("called"))
).with_for_update()
_KEEP = upsert(mirrored, ["feed", "record"], ["heard", "waiting", "heard_at"])


@dataclass(frozen=True, slots=True)
class Mirror:
    """A record of another system. `heard` is when each column last changed there (ISO 8601, UTC); `waiting` are values
    that could not be recorded yet, because what a thing cannot do without has not been told.
    """

    heard: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[str, Any] = field(default_factory=dict)


def mirror_of(unit: Unit, feed: str, record: str) -> Mirror:
    """What was last heard of a record. Nobody else holds it until this unit ends."""
    key = fitting(record, _LONGEST)
    unit.run(_BEGIN, feed=feed, record=key, heard={}, waiting={}, heard_at=unit.now)
    row = unit.row(_HELD, of=feed, called=key)
    return Mirror(row["heard"], row["waiting"]) if row else Mirror()


def keep_mirror(unit: Unit, feed: str, record: str, mirror: Mirror) -> None:
    """Keep what is heard now."""
    kept = {"heard": dict(mirror.heard), "waiting": dict(mirror.waiting), "heard_at": unit.now}
    unit.run(_KEEP, feed=feed, record=fitting(record, _LONGEST), **kept)
