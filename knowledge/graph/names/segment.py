"""A fixed set of names with its lookups: keys by hash, grams for what is spelt alike, shapes for what sounds alike."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.graph.names.columns import LEVEL_BITS, Columns, columns_of, owner_hashes
from knowledge.graph.names.grams import U32, U64
from knowledge.graph.names.model import Name
from knowledge.graph.names.postings import Span, among, first_of_each

Bools = NDArray[np.bool_]
_Weighted = tuple[U32, np.float32]

# So many entries of the rarest grams are read; so many of the names found are then looked up in further grams.
POSTINGS = 20_000
_PROBED, _PROBES = 256, 16
_KEYS_PER_LOOKUP = 200
# A character that may be missing weighs more than any length of a name.
_MISSING = np.float32(1000)
_GRAM_BITS = np.uint64(16)


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

    def folded(self, row: int) -> str:
        """The same without differences that do not matter."""
        return self._columns.folded[row]

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

        Rare grams count more and are read first, to POSTINGS entries; the best names so far are looked up in the rest.
        """
        found = self._weighted_postings(grams, self._within(kinds))
        rows, scores, rest = _read(found)
        kept = self._wanted(rows, kinds)
        rows, scores = rows[kept], scores[kept]
        sizes = self._columns.sizes[rows] + np.float32(12)
        if len(rows) > _PROBED:
            best = np.sort(np.argpartition(-scores / sizes, _PROBED)[:_PROBED])
            rows, scores, sizes = rows[best], scores[best], sizes[best]
        for postings, weight in rest[:_PROBES]:
            scores[among(rows, postings)] += weight
        order = np.lexsort((rows, -scores / sizes))
        ranked: list[int] = rows[order[:limit]].tolist()
        return ranked

    def shaped(self, keys: Sequence[int], kinds: Collection[str] | None, limit: int, characters: int = 0) -> list[int]:
        """The rows that have all these shape keys, at most `limit`: first those that have most of these characters
        (as bits), then the shortest."""
        rows = self._columns.shapes.with_all(keys, self._within(kinds))
        rows = rows[self._wanted(rows, kinds)]
        if len(rows) > limit:
            missing = np.bitwise_count(np.uint64(characters) & ~self._columns.characters[rows])
            far = missing * _MISSING + self._columns.sizes[rows]
            best = np.argpartition(far, limit)[:limit]
            rows = rows[best[np.lexsort((rows[best], far[best]))]]
        found: list[int] = rows.tolist()
        return found

    def _weighted_postings(self, grams: U64, within: Span | None) -> list[_Weighted]:
        """The rows of each gram that has any, with its weight, rarest first."""
        postings = self._columns.grams
        places = postings.places(grams.astype(np.uint32))
        counts = postings.counts(places)
        weights = np.log1p(len(self) / counts).astype(np.float32)
        order = np.argsort(counts, kind="stable").tolist()
        found = [(postings.at(int(places[at]), within), weights[at]) for at in order]
        return [one for one in found if len(one[0])]

    def _within(self, kinds: Collection[str] | None) -> Span | None:
        """Where the rows of these kinds stand; None for all rows."""
        if kinds is None:
            return None
        codes = [self._codes[kind] for kind in kinds if kind in self._codes]
        if not codes:
            return 0, 0
        low = self._columns.kinds.searchsorted(np.uint8(min(codes)), "left")
        return int(low), int(self._columns.kinds.searchsorted(np.uint8(max(codes)), "right"))

    def _wanted(self, rows: NDArray[np.integer], kinds: Collection[str] | None) -> Bools:
        alive: Bools = self.alive[rows]
        if kinds is None:
            return alive
        asked = np.zeros(len(self._codes), dtype=np.bool_)
        asked[[self._codes[kind] for kind in kinds if kind in self._codes]] = True
        of_kind: Bools = asked[self._columns.kinds[rows]]
        return alive & of_kind


def _read(found: Sequence[_Weighted]) -> tuple[U32, NDArray[np.float32], Sequence[_Weighted]]:
    """The rows of the first postings, up to POSTINGS entries, with the sum of their weights; and what was not read."""
    packed: list[U64] = []
    left = POSTINGS
    for number, (rows, _) in enumerate(found):
        if left <= 0:
            break
        packed.append((rows[:left].astype(np.uint64) << _GRAM_BITS) | np.uint64(number))
        left -= len(rows)
    if not packed:
        return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.float32), ()
    entries = np.sort(np.concatenate(packed))
    rows = (entries >> _GRAM_BITS).astype(np.uint32)
    starts = np.flatnonzero(first_of_each(rows))
    weights = np.array([weight for _, weight in found[: len(packed)]], dtype=np.float32)
    scores = np.add.reduceat(weights[entries & np.uint64(0xFFFF)], starts)
    return rows[starts], scores, found[len(packed) :]
