"""How long functions and files are. A function counts from its def line to its last, docstring included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from tests.architecture.tree import Function, Source

LONGEST_FUNCTION = 50
LONGEST_FILE = 400


@dataclass(frozen=True, slots=True)
class Spread:
    """Middle and ninth decile of some sizes, in lines (nearest rank; 0 where there are none)."""

    median: int
    p90: int


def lines_of(function: Function) -> int:
    """The length of a function in lines."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def function_sizes(sources: Iterable[Source]) -> list[int]:
    """The length of every function."""
    return [lines_of(function) for source in sources for function in source.functions()]


def file_sizes(sources: Iterable[Source]) -> list[int]:
    """The length of every file that holds anything; an empty __init__.py would flatter the figures."""
    return [len(source.text.splitlines()) for source in sources if source.text.strip()]


def spread(sizes: Sequence[int]) -> Spread:
    """The two figures that the tests bound."""
    ranked = sorted(sizes) or [0]
    return Spread(ranked[ceil(0.5 * len(ranked)) - 1], ranked[ceil(0.9 * len(ranked)) - 1])


def too_long(sources: Iterable[Source]) -> list[str]:
    """Functions and files over the hard limits."""
    found = []
    for source in sources:
        if (size := len(source.text.splitlines())) > LONGEST_FILE:
            found.append(f"{source.path}: {size} lines")
        long = [function for function in source.functions() if lines_of(function) > LONGEST_FUNCTION]
        found += [source.at(function, f"{function.name} has {lines_of(function)} lines") for function in long]
    return found
