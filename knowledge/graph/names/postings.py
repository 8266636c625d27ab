"""Compressed rows: for each 32-bit key, the rows that have it, in order."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.graph.names.grams import U32, U64

I64 = NDArray[np.int64]
Span = tuple[int, int]
"""Rows from here on, up to there."""


class Postings:
    """`rows[starts[i]:starts[i + 1]]` are the rows with key `keys[i]`, ascending."""

    __slots__ = ("keys", "rows", "starts")

    def __init__(self, keys: U32, starts: I64, rows: U32) -> None:
        self.keys, self.starts, self.rows = keys, starts, rows

    @classmethod
    def of(cls, pairs: U64) -> "Postings":
        """From (key << 32 | row), in any order and with repeats; `pairs` is sorted in place."""
        pairs.sort()
        pairs = pairs[first_of_each(pairs)]
        keys = (pairs >> np.uint64(32)).astype(np.uint32)
        starts = np.flatnonzero(first_of_each(keys))
        return cls(keys[starts], np.append(starts, len(pairs)).astype(np.int64), pairs.astype(np.uint32))

    @classmethod
    def of_columns(cls, columns: Mapping[str, NDArray[np.generic]], name: str) -> "Postings":
        """From arrays that `columns` gave."""
        keys, rows = columns[f"{name}_keys"].view(np.uint32), columns[f"{name}_rows"].view(np.uint32)
        return cls(keys, columns[f"{name}_starts"].view(np.int64), rows)

    def columns(self, name: str) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """The arrays, to be saved under these names."""
        yield from ((f"{name}_keys", self.keys), (f"{name}_starts", self.starts), (f"{name}_rows", self.rows))

    def places(self, wanted: U32) -> I64:
        """Where the wanted keys stand, those that are there."""
        if not len(self.keys):
            return np.empty(0, dtype=np.int64)
        places: I64 = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1).astype(np.int64)
        found: I64 = places[self.keys[places] == wanted]
        return found

    def counts(self, places: I64) -> I64:
        """How many rows each of these keys has."""
        counted: I64 = self.starts[places + 1] - self.starts[places]
        return counted

    def at(self, place: int, within: Span | None = None) -> U32:
        """The rows of a key, those within a span of rows."""
        rows = self.rows[int(self.starts[place]) : int(self.starts[place + 1])]
        if within is None:
            return rows
        low, high = np.searchsorted(rows, np.array(within, dtype=np.uint32)).tolist()
        return rows[low:high]

    def with_all(self, wanted: Sequence[int], within: Span | None = None) -> U32:
        """The rows that have every one of these keys, ascending, those within a span of rows."""
        keys = np.unique(np.array(wanted, dtype=np.uint32))
        places = self.places(keys)
        if len(places) < len(keys) or not len(keys):
            return np.empty(0, dtype=np.uint32)
        places = places[np.argsort(self.counts(places), kind="stable")]
        rows = self.at(int(places[0]), within)
        for place in places[1:].tolist():
            if not len(rows):
                break
            rows = rows[among(rows, self.at(place))]
        return rows


def among(wanted: U32, rows: U32) -> NDArray[np.bool_]:
    """Which of the wanted rows are among some ascending ones (not none)."""
    places = np.minimum(np.searchsorted(rows, wanted), len(rows) - 1)
    found: NDArray[np.bool_] = rows[places] == wanted
    return found


def first_of_each(ordered: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Marks the first of each run of equal values."""
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first
