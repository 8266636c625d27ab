"""The arrays behind a fixed set of names, made from names or read from a folder."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.graph.names.grams import U32, U64, character_bits, gram_pairs, hashes
from knowledge.graph.names.model import Name
from knowledge.graph.names.normalise import Parts, fold, parts_of, squeeze
from knowledge.graph.names.postings import Postings
from knowledge.graph.names.shapes import initial_keys, sound_keys
from knowledge.graph.names.sounds import syllables, usual_syllables
from knowledge.graph.names.strings import Strings

_Number = TypeVar("_Number", bound=np.generic)

# How far a key is from the name as written; three bits beside the row number.
FULL, LEGAL, BARE, SHORT, BRAND, MADE = range(6)
LEVEL_BITS = 3
_CHUNK = 5_000
_ARRAYS = ("kinds", "roles", "owners", "sizes", "characters", "key_hashes", "key_refs")
_STRINGS, _POSTINGS = ("texts", "folded", "entity_ids"), ("grams", "shapes")


@dataclass(frozen=True, slots=True)
class Columns:
    """Per name: kind and role (as numbers), hash of the owner, length, characters as bits, text as written and folded,
    entity; per key: hash, row and level. Names of one kind stand together.

    `grams` are postings of 2- and 3-grams, `shapes` those of the sounds and initials of Chinese names.
    """

    kind_names: tuple[str, ...]
    role_names: tuple[str, ...]
    kinds: NDArray[np.uint8]
    roles: NDArray[np.uint8]
    owners: U64
    sizes: NDArray[np.float32]
    characters: U64
    key_hashes: U64
    key_refs: U32
    texts: Strings
    folded: Strings
    entity_ids: Strings
    grams: Postings
    shapes: Postings

    def save(self, folder: Path, alive: NDArray[np.bool_]) -> None:
        """Write everything into `folder`, which must exist; `alive` marks the rows that are not removed."""
        arrays: dict[str, NDArray[np.generic]] = {name: getattr(self, name) for name in _ARRAYS}
        for name in (*_STRINGS, *_POSTINGS):
            arrays.update(getattr(self, name).columns(name))
        for name, array in {**arrays, "alive": alive}.items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)
        names = {"kinds": self.kind_names, "roles": self.role_names}
        (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> tuple["Columns", NDArray[np.bool_]]:
        """What `save` wrote, mapped into memory as it is needed. Raises OSError or ValueError where it is damaged."""
        names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        arrays = {
            path.stem: np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
            for path in folder.glob("*.npy")
            if path.stem != "alive"
        }
        strings = {name: Strings.of_columns(arrays, name) for name in _STRINGS}
        postings = {name: Postings.of_columns(arrays, name) for name in _POSTINGS}
        plain = {name: arrays[name] for name in _ARRAYS}
        columns = cls(tuple(names["kinds"]), tuple(names["roles"]), **plain, **strings, **postings)  # type: ignore[arg-type]
        return columns, np.load(folder / "alive.npy", allow_pickle=False)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The arrays of some thousand names."""

    owners: U64
    texts: Strings
    folded: Strings
    entity_ids: Strings
    sizes: NDArray[np.float32]
    characters: U64
    key_hashes: U64
    key_refs: U32
    grams: U64
    shapes: U64


def columns_of(names: Iterable[Name]) -> Columns:
    """The columns of these names, row by row in their order, kind after kind."""
    kinds, roles = _Codes(), _Codes()
    chunks: list[_Chunk] = []
    for number, chunk in enumerate(_chunks(sorted(names, key=attrgetter("kind")))):
        chunks.append(_chunk_columns(chunk, number * _CHUNK))
        kinds.add(name.kind for name in chunk)
        roles.add(name.role for name in chunk)
    key_hashes = _joined([c.key_hashes for c in chunks], np.uint64)
    order = np.argsort(key_hashes)
    return Columns(
        kind_names=kinds.names,
        role_names=roles.names,
        kinds=kinds.numbers(),
        roles=roles.numbers(),
        owners=_joined([c.owners for c in chunks], np.uint64),
        sizes=_joined([c.sizes for c in chunks], np.float32),
        characters=_joined([c.characters for c in chunks], np.uint64),
        key_hashes=key_hashes[order],
        key_refs=_joined([c.key_refs for c in chunks], np.uint32)[order],
        texts=Strings.joined([c.texts for c in chunks]),
        folded=Strings.joined([c.folded for c in chunks]),
        entity_ids=Strings.joined([c.entity_ids for c in chunks]),
        grams=Postings.of(_joined([c.grams for c in chunks], np.uint64)),
        shapes=Postings.of(_joined([c.shapes for c in chunks], np.uint64)),
    )


class _Codes:
    """Words as numbers, in the order of their first appearance."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._numbers: list[int] = []

    def add(self, words: Iterable[str]) -> None:
        self._numbers += [self._known.setdefault(word, len(self._known)) for word in words]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._known)

    def numbers(self) -> NDArray[np.uint8]:
        return np.array(self._numbers, dtype=np.uint8)


def keys_of(parts: Parts) -> dict[str, int]:
    """The keys under which a name is found, each with its level, the nearest where they coincide."""
    keys = dict.fromkeys(map(squeeze, parts.made), MADE)
    keys[squeeze(parts.brand)] = BRAND if parts.trade else SHORT
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


def shape_keys(parts: Parts) -> set[int]:
    """The keys of a Chinese name by its sounds and initials; both readings where a character has two."""
    if not parts.han:
        return set()
    text = squeeze(parts.legal)
    found: set[int] = set()
    for sounds in {syllables(text), usual_syllables(text)}:
        found.update(sound_keys(sounds, parts.starts), initial_keys(sounds, parts.starts))
    return found


def owner_hashes(entity_ids: Sequence[str]) -> U64:
    """Hashes of entity ids, apart from those of names."""
    return hashes([f"\x02{entity_id[:400]}" for entity_id in entity_ids])


def _chunk_columns(chunk: Sequence[Name], first: int) -> _Chunk:
    rows = range(first, first + len(chunk))
    parts = [parts_of(fold(name.text)) for name in chunk]
    keys, refs = _keys_and_refs(parts, rows)
    # A name with a place in front begins twice: people leave the place out.
    placed = [(p.bare[p.starts[-1] :], row) for p, row in zip(parts, rows, strict=True) if p.place]
    shaped = [shape_keys(p) for p in parts]
    return _Chunk(
        owners=owner_hashes([name.entity_id for name in chunk]),
        texts=Strings.of(name.text for name in chunk),
        folded=Strings.of(p.full for p in parts),
        entity_ids=Strings.of(name.entity_id for name in chunk),
        characters=character_bits([squeeze(p.legal) or " " for p in parts]),
        sizes=np.array([len(p.bare) for p in parts], dtype=np.float32),
        key_hashes=hashes(keys),
        key_refs=np.array(refs, dtype=np.uint32),
        grams=gram_pairs([p.bare for p in parts] + [t for t, _ in placed], [*rows, *(row for _, row in placed)]),
        shapes=_pairs(shaped, rows),
    )


def _pairs(keys: Sequence[set[int]], rows: Sequence[int]) -> U64:
    sizes = [len(one) for one in keys]
    flat = np.fromiter((key for one in keys for key in one), dtype=np.uint64, count=sum(sizes))
    return (flat << np.uint64(32)) | np.repeat(np.array(rows, dtype=np.uint64), sizes)


def _keys_and_refs(parts: Sequence[Parts], rows: Iterable[int]) -> tuple[list[str], list[int]]:
    """Every key of every row, and beside it row and level in one number."""
    keys: list[str] = []
    refs: list[int] = []
    for row, part in zip(rows, parts, strict=True):
        for key, level in keys_of(part).items():
            keys.append(key)
            refs.append(row << LEVEL_BITS | level)
    return keys, refs


def _chunks(names: Iterable[Name]) -> Iterator[list[Name]]:
    rest = iter(names)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _joined(arrays: Sequence[NDArray[_Number]], dtype: type[_Number]) -> NDArray[_Number]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)
