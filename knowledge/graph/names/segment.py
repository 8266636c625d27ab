"""A fixed set of names with its lookup arrays: keys by hash, and postings of 2- and 3-grams."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.graph.names.grams import U32, U64, gram_pairs, hashes
from knowledge.graph.names.model import Name
from knowledge.graph.names.normalise import Parts, fold, parts_of, squeeze

I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
_Number = TypeVar("_Number", bound=np.generic)

# How far a key is from the name as written; three bits beside the row number.
FULL, LEGAL, BARE, SHORT, BRAND = range(5)
_LEVEL_BITS = 3

POSTINGS = 60_000
_KEYS_PER_LOOKUP = 200
_CHUNK = 5_000


def keys_of(parts: Parts) -> dict[str, int]:
    """The keys under which a name is found, each with its level, the nearest where they coincide."""
    keys = {squeeze(parts.brand): BRAND}
    for text in parts.short:
        if text != parts.brand:
            keys[squeeze(text)] = SHORT
    for text in parts.between:
        keys[squeeze(text)] = BARE
    keys[squeeze(parts.bare)] = BARE
    keys[squeeze(parts.legal)] = LEGAL
    keys[squeeze(parts.full)] = FULL
    keys.pop("", None)
    return keys


@dataclass(frozen=True, slots=True)
class _Columns:
    """The arrays of one chunk of names: per name, per key, per gram."""

    kinds: NDArray[np.uint8]
    owners: U64
    sizes: NDArray[np.float32]
    key_hashes: U64
    key_refs: U32
    pairs: U64


class Segment:
    """Names in columns, row by row; never changes except that rows may be removed."""

    __slots__ = (
        "_codes",
        "_gram_starts",
        "_grams",
        "_key_hashes",
        "_key_refs",
        "_kind_names",
        "_kinds",
        "_owners",
        "_postings",
        "_sizes",
        "alive",
        "entity_ids",
        "roles",
        "texts",
    )

    def __init__(self, names: Iterable[Name]) -> None:
        self.texts: list[str] = []
        self.entity_ids: list[str] = []
        self.roles: list[str] = []
        self._codes: dict[str, int] = {}
        self._kind_names: list[str] = []
        columns = [self._take(chunk) for chunk in _chunks(names)]
        self._kinds = _joined([c.kinds for c in columns], np.uint8)
        self._owners = _joined([c.owners for c in columns], np.uint64)
        self._sizes = _joined([c.sizes for c in columns], np.float32)
        self._set_keys(columns)
        self._set_postings(_joined([c.pairs for c in columns], np.uint64))
        self.alive = np.ones(len(self.texts), dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.texts)

    def names(self) -> Iterator[Name]:
        """Every name that is not removed."""
        for row in np.flatnonzero(self.alive).tolist():
            yield Name(self.kind(row), self.entity_ids[row], self.texts[row], self.roles[row])

    def kind(self, row: int) -> str:
        """The kind of the entity named in `row`."""
        return self._kind_names[int(self._kinds[row])]

    def remove(self, kind: str, entity_id: str) -> int:
        """Take out all names of an entity; returns how many there were."""
        if kind not in self._codes:
            return 0
        suspects = np.flatnonzero((self._owners == hashes([_owner(entity_id)])[0]) & self.alive).tolist()
        rows = [row for row in suspects if self.entity_ids[row] == entity_id and self.kind(row) == kind]
        self.alive[rows] = False
        return len(rows)

    def with_key(self, key_hash: int, kinds: Collection[str] | None) -> list[tuple[int, int]]:
        """(row, level) of the names that have the key with this hash, nearest level first, at most 200."""
        wanted = np.uint64(key_hash)
        low, high = self._key_hashes.searchsorted(wanted, "left"), self._key_hashes.searchsorted(wanted, "right")
        refs = self._key_refs[low:high]
        if not len(refs):
            return []
        rows = refs >> _LEVEL_BITS
        kept = self._wanted(rows, kinds)
        levels = refs & np.uint32((1 << _LEVEL_BITS) - 1)
        order = np.argsort(levels[kept], kind="stable")[:_KEYS_PER_LOOKUP]
        return list(zip(rows[kept][order].tolist(), levels[kept][order].tolist(), strict=True))

    def has_keys(self, key_hashes: U64) -> Bools:
        """Which of the hashes belong to a key, of a removed name or not."""
        if not len(self._key_hashes):
            return np.zeros(len(key_hashes), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self._key_hashes, key_hashes), len(self._key_hashes) - 1)
        found: Bools = self._key_hashes[places] == key_hashes
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
        touched = np.flatnonzero(scores > 0)
        touched = touched[self._wanted(touched, kinds)]
        worth = scores[touched] / (self._sizes[touched] + np.float32(12))
        if len(touched) > limit:
            best = np.argpartition(-worth, limit)[:limit]
            touched, worth = touched[best], worth[best]
        ranked: list[int] = touched[np.argsort(-worth, kind="stable")].tolist()
        return ranked

    def _weighted_postings(self, grams: U64) -> list[tuple[U32, np.float32]]:
        wanted = grams.astype(np.uint32)
        if not len(self._grams):
            return []
        places = np.minimum(np.searchsorted(self._grams, wanted), len(self._grams) - 1)
        places = places[self._grams[places] == wanted]
        counts = self._gram_starts[places + 1] - self._gram_starts[places]
        weights = np.log1p(len(self) / counts).astype(np.float32)
        found: list[tuple[U32, np.float32]] = []
        left = POSTINGS
        for at in np.argsort(counts, kind="stable"):
            start = self._gram_starts[places[at]]
            found.append((self._postings[start : start + min(counts[at], left)], weights[at]))
            left -= counts[at]
            if left <= 0:
                break
        return found

    def _wanted(self, rows: NDArray[np.integer], kinds: Collection[str] | None) -> Bools:
        alive: NDArray[np.bool_] = self.alive[rows]
        if kinds is None:
            return alive
        asked = np.zeros(len(self._codes), dtype=np.bool_)
        asked[[self._codes[kind] for kind in kinds if kind in self._codes]] = True
        of_kind: Bools = asked[self._kinds[rows]]
        return alive & of_kind

    def _take(self, chunk: Sequence[Name]) -> _Columns:
        rows = range(len(self.texts), len(self.texts) + len(chunk))
        parts = [parts_of(fold(name.text)) for name in chunk]
        keys, refs = _keys_and_refs(parts, rows)
        for name in chunk:
            self._append(name)
        # A name with a place in front begins twice: people leave the place out.
        placed = [(p.short[0], row) for p, row in zip(parts, rows, strict=True) if p.place]
        return _Columns(
            kinds=np.array([self._codes[name.kind] for name in chunk], dtype=np.uint8),
            owners=hashes([_owner(name.entity_id) for name in chunk]),
            sizes=np.array([len(p.bare) for p in parts], dtype=np.float32),
            key_hashes=hashes(keys),
            key_refs=np.array(refs, dtype=np.uint32),
            pairs=gram_pairs([p.bare for p in parts] + [t for t, _ in placed], [*rows, *(row for _, row in placed)]),
        )

    def _append(self, name: Name) -> None:
        self.texts.append(name.text)
        self.entity_ids.append(name.entity_id)
        self.roles.append(name.role)
        if name.kind not in self._codes:
            self._codes[name.kind] = len(self._codes)
            self._kind_names.append(name.kind)

    def _set_keys(self, columns: Sequence[_Columns]) -> None:
        unsorted = _joined([c.key_hashes for c in columns], np.uint64)
        order = np.argsort(unsorted)
        self._key_hashes: U64 = unsorted[order]
        self._key_refs: U32 = _joined([c.key_refs for c in columns], np.uint32)[order]

    def _set_postings(self, pairs: U64) -> None:
        """Compressed rows: `_postings[_gram_starts[i]:_gram_starts[i + 1]]` are the rows with gram `_grams[i]`."""
        pairs.sort()
        pairs = pairs[_first_of_each(pairs)]
        grams = (pairs >> np.uint64(32)).astype(np.uint32)
        starts = np.flatnonzero(_first_of_each(grams))
        self._grams: U32 = grams[starts]
        self._gram_starts: I64 = np.append(starts, len(pairs)).astype(np.int64)
        self._postings: U32 = pairs.astype(np.uint32)


def _keys_and_refs(parts: Sequence[Parts], rows: Iterable[int]) -> tuple[list[str], list[int]]:
    """Every key of every row, and beside it row and level in one number."""
    keys: list[str] = []
    refs: list[int] = []
    for row, part in zip(rows, parts, strict=True):
        for key, level in keys_of(part).items():
            keys.append(key)
            refs.append(row << _LEVEL_BITS | level)
    return keys, refs


def _owner(entity_id: str) -> str:
    return f"\x02{entity_id[:400]}"


def _chunks(names: Iterable[Name]) -> Iterator[list[Name]]:
    rest = iter(names)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _joined(arrays: Sequence[NDArray[_Number]], dtype: type[_Number]) -> NDArray[_Number]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)


def _first_of_each(ordered: NDArray[_Number]) -> Bools:
    """Marks the first of each run of equal values."""
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first
