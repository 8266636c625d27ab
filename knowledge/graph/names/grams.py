"""Texts as numbers, vectorised: hashes of whole keys, and 2- and 3-grams of many texts at once.

Arithmetic is modulo 2**64. Hashes do not depend on the process, so an index can be saved.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

U32 = NDArray[np.uint32]
U64 = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_MASK = (1 << 64) - 1
_HEAD, _TAIL = "\x02", "\x03"
_END = np.uint32(3)


_POWERS = np.array([*accumulate([_BASE] * 511, lambda p, base: p * base & _MASK, initial=1)], dtype=np.uint64)


def code_points(text: str) -> U32:
    """The code points of a text; lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _mixed(points: U32) -> U64:
    wide = (points.astype(np.uint64) + np.uint64(1)) * _MIX
    return wide ^ (wide >> np.uint64(29))


def hashes(texts: Sequence[str]) -> U64:
    """One 64-bit hash per text. Texts are not empty and have at most 512 characters."""
    if not texts:
        return np.empty(0, dtype=np.uint64)
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    ends = np.cumsum(sizes)
    places = np.repeat(ends, sizes) - 1 - np.arange(ends[-1])
    values = _mixed(code_points("".join(texts))) * _POWERS[places]
    return np.add.reduceat(values, ends - sizes)


def substring_hashes(text: str, longest: int) -> tuple[NDArray[np.int64], NDArray[np.int64], U64]:
    """Start, end and hash of every substring of 2 to `longest` characters."""
    values = _mixed(code_points(text)).tolist()
    sums = np.array(list(accumulate(values, lambda h, v: (h * _BASE + v) & _MASK, initial=0)), dtype=np.uint64)
    starts, sizes = np.meshgrid(np.arange(len(text)), np.arange(2, longest + 1), indexing="ij")
    kept = starts + sizes <= len(text)
    start, size = starts[kept], sizes[kept]
    return start, start + size, sums[start + size] - sums[start] * _POWERS[size]


def gram_pairs(texts: Sequence[str], text_rows: Sequence[int]) -> U64:
    """(gram hash << 32 | row) of every 2- and 3-gram of the texts, each with its row; unsorted, with repeats."""
    if not texts:
        return np.empty(0, dtype=np.uint64)
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 2
    rows = np.repeat(np.array(text_rows, dtype=np.uint64), sizes)
    points = code_points(_HEAD + f"{_TAIL}{_HEAD}".join(texts) + _TAIL)
    two, three, kept2, kept3 = _grams(points)
    pairs2 = (two[kept2] << np.uint64(32)) | rows[:-1][kept2]
    pairs3 = (three[kept3] << np.uint64(32)) | rows[:-2][kept3]
    return np.concatenate((pairs2, pairs3))


def gram_hashes(text: str) -> U64:
    """The distinct gram hashes of one text."""
    two, three, _, _ = _grams(code_points(f"{_HEAD}{text}{_TAIL}"))
    return np.unique(np.concatenate((two, three)))


def character_bits(texts: Sequence[str]) -> U64:
    """For each text 64 bits, one of them set for each of its characters: what lacks a bit lacks the character."""
    if not texts:
        return np.empty(0, dtype=np.uint64)
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    bits = np.uint64(1) << (_mixed(code_points("".join(texts))) >> np.uint64(58))
    found: U64 = np.bitwise_or.reduceat(bits, np.cumsum(sizes) - sizes)
    return found


def _grams(points: U32) -> tuple[U64, U64, NDArray[np.bool_], NDArray[np.bool_]]:
    """32-bit hashes of 2- and 3-grams, and which of them lie within one text."""
    values = _mixed(points)
    pairs = values[:-1] * _MIX + values[1:]
    triples = pairs[:-1] * _MIX + values[2:] + np.uint64(1)
    ends = points == _END
    within = ~ends[:-1]
    return _top32(pairs), _top32(triples), within, within[:-1] & within[1:]


def _top32(values: U64) -> U64:
    return (values ^ (values << np.uint64(17))) >> np.uint64(32)
