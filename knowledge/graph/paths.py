"""How two people, contacts or customers are related: the shortest chain of edges between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import bindparam, select

from knowledge.graph.edges import REGISTERED
from knowledge.graph.tables import adjacency
from knowledge.store.lists import padded, pieces
from knowledge.store.unit import Reader

LONGEST = 4
"""Chains of more steps than this say nothing."""

MOST_SEEN = 60_000
"""A search that has met so many neighbours gives up: it began at something that everybody is related to."""

__all__ = ["LONGEST", "REGISTERED", "Node", "Step", "shortest_path"]

Node = tuple[str, str]
"""A kind and an id: ("person", "li.lei")."""

_NEIGHBOURS = select(adjacency.c.from_id, adjacency.c.to_kind, adjacency.c.to_id).where(
    adjacency.c.from_kind == bindparam("kind"), adjacency.c.from_id.in_(bindparam("ids", expanding=True))
)
_BETWEEN = (
    select(adjacency.c.relation, adjacency.c.fact_id)
    .where(*(adjacency.c[name] == bindparam(f"of_{name}") for name in ("from_kind", "from_id", "to_kind", "to_id")))
    .order_by(adjacency.c.fact_id.desc(), adjacency.c.relation)
)


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a chain; `fact_id` is the fact behind it, 0 where a register says it."""

    of: Node
    relation: str
    to: Node
    fact_id: int


class _Side:
    """What can be reached from one end: each node met, with the node it was met from. `avoid` counts as met before."""

    def __init__(self, start: Node, avoid: frozenset[Node]) -> None:
        self.met: dict[Node, Node | None] = {**dict.fromkeys(avoid), start: None}
        self.front = [start]

    def grow(self, reader: Reader) -> None:
        """One step further."""
        fresh = []
        for of, to in _neighbours(reader, self.front):
            if to not in self.met:
                self.met[to] = of
                fresh.append(to)
        self.front = fresh

    def back_from(self, node: Node) -> list[Node]:
        """From a node that was met back to the end."""
        chain = [node]
        while (before := self.met[chain[-1]]) is not None:
            chain.append(before)
        return chain


def shortest_path(
    reader: Reader, start: Node, end: Node, longest: int = LONGEST, avoid: frozenset[Node] = frozenset()
) -> tuple[Step, ...] | None:
    """The shortest chain from `start` to `end`, in their order; None where there is none of up to `longest` steps.

    It does not lead over `avoid`.

    Searched from both ends in turn, always from where fewer wait, so that neither gets far.
    """
    nodes = _chain(reader, start, end, longest, avoid)
    return None if nodes is None else tuple(_step(reader, of, to) for of, to in pairwise(nodes))


def _chain(
    reader: Reader, start: Node, end: Node, longest: int, avoid: frozenset[Node] = frozenset()
) -> list[Node] | None:
    here, there = _Side(start, avoid), _Side(end, avoid)
    if start == end:
        return [start]
    for _ in range(longest):
        less, more = (here, there) if len(here.front) <= len(there.front) else (there, here)
        less.grow(reader)
        common = [node for node in less.front if node in more.met]
        if common:
            meeting = min(common)
            return [*reversed(here.back_from(meeting)), *there.back_from(meeting)[1:]]
        if not less.front or len(here.met) + len(there.met) > MOST_SEEN:
            return None
    return None


def _neighbours(reader: Reader, front: Sequence[Node]) -> list[tuple[Node, Node]]:
    found = []
    for kind, ids in _by_kind(front).items():
        for piece in pieces(ids):
            rows = reader.rows(_NEIGHBOURS, kind=kind, ids=padded(piece))
            found += [((kind, row["from_id"]), (row["to_kind"], row["to_id"])) for row in rows]
    return found


def _by_kind(nodes: Sequence[Node]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, name in nodes:
        found.setdefault(kind, []).append(name)
    return found


def _step(reader: Reader, of: Node, to: Node) -> Step:
    """The edge between two neighbours; of several, the one said last."""
    ends = {"of_from_kind": of[0], "of_from_id": of[1], "of_to_kind": to[0], "of_to_id": to[1]}
    found = reader.row(_BETWEEN, **ends)
    return Step(of, found["relation"] if found else "", to, found["fact_id"] if found else 0)
