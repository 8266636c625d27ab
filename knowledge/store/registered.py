"""Rows of a Register read back as the values they were recorded from, each with its source."""

from collections.abc import Iterable
from typing import TypeVar

from knowledge.store.recording import Claim
from knowledge.store.unit import Row

T = TypeVar("T")


def claims_of(rows: Iterable[Row], kind: type[T]) -> list[Claim[T]]:
    """Each row as a `kind`, a slotted dataclass whose fields are columns of the same names."""
    names = tuple(getattr(kind, "__slots__", ()))
    return [Claim(kind(**{name: row[name] for name in names}), row["source"]) for row in rows]
