"""Many texts in one block of bytes, so that they load at once and take little room."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
I64 = NDArray[np.int64]


class Strings:
    """Texts by number; any text, lone surrogates too."""

    __slots__ = ("_block", "_ends")

    def __init__(self, block: Bytes, ends: I64) -> None:
        self._block, self._ends = block, ends

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Strings":
        """The texts in this order."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.fromiter(accumulate(map(len, encoded), initial=0), dtype=np.int64, count=len(encoded) + 1)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), ends)

    @classmethod
    def of_columns(cls, columns: Mapping[str, NDArray[np.generic]], name: str) -> "Strings":
        """From arrays that `columns` gave."""
        return cls(columns[f"{name}_block"].view(np.uint8), columns[f"{name}_ends"].view(np.int64))

    def columns(self, name: str) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """The arrays, to be saved under these names."""
        yield from ((f"{name}_block", self._block), (f"{name}_ends", self._ends))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        return bytes(self._block[self._ends[number] : self._ends[number + 1]]).decode("utf-8", "surrogatepass")
