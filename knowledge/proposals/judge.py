"""Versions of papers: which word means which, and what lies between two."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

VersionKey = tuple[tuple[int, ...], str]

_NUMBERS = re.compile(r"\d+")


class Versioned(Protocol):
    """A paper that comes in versions."""

    @property
    def version(self) -> str:
        """The team's word for it: "V2.0"."""
        ...

    @property
    def deal_id(self) -> str:
        """The deal that it is for, or nothing."""
        ...


P = TypeVar("P", bound=Versioned)


def version_key(word: str) -> VersionKey:
    """What versions are ordered by: their figures, zeros at the end left out; V2 is V2.0, and comes before V10."""
    figures = [int(found) for found in _NUMBERS.findall(word)]
    while figures and figures[-1] == 0:
        figures.pop()
    return tuple(figures), "" if _NUMBERS.search(word) else word.casefold()


def same_version(one: str, other: str) -> bool:
    """Whether two words mean one version: "V2", "v2.0", "2", "第2版"."""
    return version_key(one) == version_key(other)


def by_deal(papers: Iterable[P]) -> list[list[P]]:
    """Papers of one deal together, in the order given; the deal whose last paper comes last stands last."""
    found: dict[str, list[P]] = {}
    for paper in papers:
        lot = found.pop(paper.deal_id, [])
        found[paper.deal_id] = [*lot, paper]
    return list(found.values())


def steps(papers: Sequence[P], words: Sequence[str]) -> list[tuple[P, P]]:
    """The two versions that `words` name; one word: from the version before to that. No word: from each to the next.

    Nothing where there are no such two.
    """
    if not words:
        return list(pairwise(papers))
    places = [_place(papers, word) for word in words[:2]]
    if len(places) == 1:
        places.insert(0, places[0] - 1)
    first, second = places
    return [(papers[first], papers[second])] if min(places) >= 0 and first != second else []


def _place(papers: Sequence[P], word: str) -> int:
    """The last paper of that version; -1 where there is none."""
    return max((place for place, one in enumerate(papers) if same_version(one.version, word)), default=-1)
