"""Many texts in one block of bytes, so that they load at once and take little room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
I64 = NDArray[np.int64]


class Strings:
    """Texts by number; any text, lone surrogates too."""

    __slots__ = ("_fast_block", "_fast_ends", "block", "ends")

    def __init__(self, block: Bytes, ends: I64) -> None:
        self.block, self.ends = block, ends
        # Single numbers and short stretches come faster from these.
        self._fast_block, self._fast_ends = block.data, ends.data

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Strings":
        """The texts in this order."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.fromiter(accumulate(map(len, encoded), initial=0), dtype=np.int64, count=len(encoded) + 1)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), ends)

    @classmethod
    def joined(cls, parts: Sequence["Strings"]) -> "Strings":
        """The texts of all parts, one after the other."""
        sizes = np.concatenate([np.zeros(1, dtype=np.int64), *(np.diff(one.ends) for one in parts)])
        blocks = [one.block for one in parts]
        return cls(np.concatenate(blocks) if blocks else np.empty(0, dtype=np.uint8), np.cumsum(sizes))

    @classmethod
    def of_columns(cls, columns: Mapping[str, NDArray[np.generic]], name: str) -> "Strings":
        """From arrays that `columns` gave."""
        return cls(columns[f"{name}_block"].view(np.uint8), columns[f"{name}_ends"].view(np.int64))

    def columns(self, name: str) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """The arrays, to be saved under these names."""
        yield from ((f"{name}_block", self.block), (f"{name}_ends", self.ends))

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> str:
        stretch = self._fast_block[self._fast_ends[number] : self._fast_ends[number + 1]]
        return str(stretch, "utf-8", "surrogatepass")
