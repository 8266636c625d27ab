"""Small values that a messenger keeps over restarts, the same for all processes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select

from knowledge.store.tables import kept
from knowledge.store.unit import Reader, Unit, insert_or_ignore, upsert

_BEGIN = insert_or_ignore(kept)
_KEEP = upsert(kept, ["messenger", "name"], ["value", "kept_at"])
_KEPT = select(kept.c.value).where(kept.c.messenger == bindparam("of"), kept.c.name == bindparam("called"))
_HELD = _KEPT.with_for_update()
_FORGET = delete(kept).where(kept.c.messenger == bindparam("of"), kept.c.name == bindparam("called"))


def keep_value(unit: Unit, messenger: str, name: str, value: Mapping[str, object]) -> None:
    """Keep a value, instead of an earlier one of that name."""
    unit.run(_KEEP, messenger=messenger, name=name, value=dict(value), kept_at=unit.now)


def kept_value(reader: Reader, messenger: str, name: str) -> Mapping[str, Any] | None:
    """The value kept under a name."""
    found: Mapping[str, Any] | None = reader.value(_KEPT, of=messenger, called=name)
    return found


def held_value(unit: Unit, messenger: str, name: str) -> Mapping[str, Any]:
    """The value kept under a name, {} where there is none. Nobody else holds or changes it until this unit ends."""
    unit.run(_BEGIN, messenger=messenger, name=name, value={}, kept_at=unit.now)
    found: Mapping[str, Any] = unit.value(_HELD, of=messenger, called=name)
    return found


def forget_value(unit: Unit, messenger: str, name: str) -> None:
    """Keep it no longer."""
    unit.run(_FORGET, of=messenger, called=name)
