"""What a conversation remembers: its subject, and the question that waits for an answer."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from knowledge.store.tables import threads
from knowledge.store.unit import Reader, Unit, upsert

_READ = select(threads.c.memory).where(threads.c.key == bindparam("key"))
_WRITE = upsert(threads, ["key"], ["memory", "updated_at"])


def recall(reader: Reader, key: str) -> Mapping[str, object]:
    """The memory of conversation `key`; empty where there is none."""
    memory: Mapping[str, object] = reader.value(_READ, key=key) or {}
    return memory


def remember(unit: Unit, key: str, memory: Mapping[str, object]) -> None:
    """Replace the memory of conversation `key`."""
    unit.run(_WRITE, key=key, memory=memory, updated_at=unit.now)
