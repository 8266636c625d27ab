"""Lists for statements with IN: cut into pieces, and filled up so that few forms of a statement are needed."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

LONGEST = 512
"""No statement is given more values in one list."""

_SIZES = (1, 8, 64, LONGEST)


def pieces(values: Sequence[T], longest: int = LONGEST) -> Iterator[Sequence[T]]:
    """The values in order, at most `longest` at a time."""
    return (values[first : first + longest] for first in range(0, len(values), longest))


def padded(values: Sequence[T]) -> list[T]:
    """The same values, the last repeated until there are 1, 8, 64, 512 or a multiple of it; none stays none.

    A statement over lists is prepared once for each length: with all lengths there are, none would be prepared.
    """
    size = next((size for size in _SIZES if size >= len(values)), -(-len(values) // LONGEST) * LONGEST)
    return [*values, *[values[-1]] * (size - len(values))] if values else []
