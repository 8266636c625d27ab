"""A fixed set of names with its lookups: keys by hash, grams for what is spelt alike, shapes for what sounds alike."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.graph.names.columns import LEVEL_BITS, Columns, columns_of, owner_hashes
from knowledge.graph.names.grams import U32, U64
from knowledge.graph.names.model import Name

Bools = NDArray[np.bool_]

POSTINGS = 60_000
_KEYS_PER_LOOKUP = 200


class Segment:
    """Names in columns, row by row; never changes except that rows may be removed."""

    __slots__ = ("_codes", "_columns", "alive")

    def __init__(self, columns: Columns, alive: Bools) -> None:
        self._columns, self.alive = columns, alive
        self._codes = {name: code for code, name in enumerate(columns.kind_names)}

    @classmethod
    def of(cls, names: Iterable[Name]) -> "Segment":
        """A segment of these names."""
        columns = columns_of(names)
        return cls(columns, np.ones(len(columns.texts), dtype=np.bool_))

    @classmethod
    def load(cls, folder: Path) -> "Segment":
        """A saved segment. Raises OSError or ValueError where it is damaged."""
        return cls(*Columns.load(folder))

    def save(self, folder: Path) -> None:
        """Write it into a folder that exists."""
        self._columns.save(folder, self.alive)

    def __len__(self) -> int:
        return len(self.alive)

    def names(self) -> Iterator[Name]:
        """Every name that is not removed."""
        return map(self.name, np.flatnonzero(self.alive).tolist())

    def name(self, row: int) -> Name:
        """The name in `row`."""
        columns = self._columns
        role = columns.role_names[int(columns.roles[row])]
        return Name(columns.kind_names[int(columns.kinds[row])], columns.entity_ids[row], columns.texts[row], role)

    def text(self, row: int) -> str:
        """The name in `row` as written."""
        return self._columns.texts[row]

    def remove(self, kind: str, entity_id: str) -> int:
        """Take out all names of an entity; returns how many there were."""
        if kind not in self._codes:
            return 0
        suspects = np.flatnonzero((self._columns.owners == owner_hashes([entity_id])[0]) & self.alive).tolist()
        names = {row: self.name(row) for row in suspects}
        rows = [row for row, name in names.items() if (name.kind, name.entity_id) == (kind, entity_id)]
        self.alive[rows] = False
        return len(rows)

    def with_key(self, key_hash: int, kinds: Collection[str] | None) -> list[tuple[int, int]]:
        """(row, level) of the names that have the key with this hash, nearest level first, at most 200."""
        wanted, key_hashes = np.uint64(key_hash), self._columns.key_hashes
        low, high = key_hashes.searchsorted(wanted, "left"), key_hashes.searchsorted(wanted, "right")
        refs = self._columns.key_refs[low:high]
        if not len(refs):
            return []
        rows = refs >> LEVEL_BITS
        kept = self._wanted(rows, kinds)
        levels = refs & np.uint32((1 << LEVEL_BITS) - 1)
        order = np.argsort(levels[kept], kind="stable")[:_KEYS_PER_LOOKUP]
        return list(zip(rows[kept][order].tolist(), levels[kept][order].tolist(), strict=True))

    def has_keys(self, key_hashes: U64) -> Bools:
        """Which of the hashes belong to a key, of a removed name or not."""
        known = self._columns.key_hashes
        if not len(known):
            return np.zeros(len(key_hashes), dtype=np.bool_)
        places = np.minimum(np.searchsorted(known, key_hashes), len(known) - 1)
        found: Bools = known[places] == key_hashes
        return found

    def sharing(self, grams: U64, kinds: Collection[str] | None, limit: int) -> list[int]:
        """The rows that share most with a text of these gram hashes, best first.

        Rare grams count more and are read first; reading stops after POSTINGS entries.
        """
        found = self._weighted_postings(grams)
        if not found:
            return []
        scores = np.zeros(len(self), dtype=np.float32)
        for rows, weight in found:
            scores[rows] += weight
        # With repeats, one for each gram shared: sorting the few best is cheaper than going through all names.
        touched = np.concatenate([rows for rows, _ in found])
        touched = touched[self._wanted(touched, kinds)]
        worth = scores[touched] / (self._columns.sizes[touched] + np.float32(12))
        most = limit * len(found)
        if len(touched) > most:
            best = np.argpartition(-worth, most)[:most]
            touched, worth = touched[best], worth[best]
        order = np.lexsort((touched, -worth))
        ranked: list[int] = list(dict.fromkeys(touched[order].tolist()))[:limit]
        return ranked

    def shaped(self, keys: Sequence[int], kinds: Collection[str] | None, limit: int) -> list[int]:
        """The rows that have all these shape keys, the shortest names first, at most `limit`."""
        rows = self._columns.shapes.with_all(keys)
        rows = rows[self._wanted(rows, kinds)]
        if len(rows) > limit:
            rows = rows[np.argsort(self._columns.sizes[rows], kind="stable")[:limit]]
        found: list[int] = rows.tolist()
        return found

    def _weighted_postings(self, grams: U64) -> list[tuple[U32, np.float32]]:
        postings = self._columns.grams
        places = postings.places(grams.astype(np.uint32))
        counts = postings.counts(places)
        weights = np.log1p(len(self) / counts).astype(np.float32)
        found: list[tuple[U32, np.float32]] = []
        left = POSTINGS
        for at in np.argsort(counts, kind="stable").tolist():
            found.append((postings.at(int(places[at]), left), weights[at]))
            left -= int(counts[at])
            if left <= 0:
                break
        return found

    def _wanted(self, rows: NDArray[np.integer], kinds: Collection[str] | None) -> Bools:
        alive: Bools = self.alive[rows]
        if kinds is None:
            return alive
        asked = np.zeros(len(self._codes), dtype=np.bool_)
        asked[[self._codes[kind] for kind in kinds if kind in self._codes]] = True
        of_kind: Bools = asked[self._columns.kinds[rows]]
        return alive & of_kind
