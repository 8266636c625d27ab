"""The adjacency: what can be reached from what in one step, kept beside the facts as they come and go."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, delete

from knowledge.graph.tables import adjacency
from knowledge.store.unit import Unit, upsert

Edge = tuple[str, str, str, str, str]
"""Kind and id at one end, the relation, kind and id at the other."""

REGISTERED = 0
"""The fact of an edge that a register says, not a fact: whose contact somebody is."""

_COLUMNS = ("from_kind", "from_id", "relation", "to_kind", "to_id")
_LINK = upsert(adjacency, _COLUMNS, ["fact_id"])
_UNLINK = delete(adjacency).where(
    *(adjacency.c[name] == bindparam(f"of_{name}") for name in _COLUMNS),
    adjacency.c.fact_id == bindparam("of_fact"),
)


def edge_of(row: Mapping[str, object]) -> Edge:
    """The edge of a fact's row; the kind of a plain relation goes without its "relation:"."""
    subject, object_ = ((str(row[f"{side}_kind"]), str(row[f"{side}_id"])) for side in ("subject", "object"))
    return (*subject, str(row["kind"]).removeprefix("relation:"), *object_)


def link(unit: Unit, edges: Mapping[Edge, int]) -> None:
    """Add edges, readable from both ends; the fact behind each."""
    rows = _both_ways(edges)
    unit.run_many(_LINK, [{**dict(zip(_COLUMNS, ends, strict=True)), "fact_id": fact} for ends, fact in rows])


def unlink(unit: Unit, edges: Mapping[Edge, int]) -> None:
    """Take edges away, where these facts are still behind them."""
    names = [f"of_{name}" for name in _COLUMNS]
    unit.run_many(
        _UNLINK, [{**dict(zip(names, ends, strict=True)), "of_fact": fact} for ends, fact in _both_ways(edges)]
    )


def exchange(unit: Unit, before: Iterable[Edge], after: Iterable[Edge]) -> None:
    """Bring the edges that a register says from what they were to what they are."""
    old, new = set(before), set(after)
    unlink(unit, dict.fromkeys(old - new, REGISTERED))
    link(unit, dict.fromkeys(new - old, REGISTERED))


def _both_ways(edges: Mapping[Edge, int]) -> list[tuple[Edge, int]]:
    """In one order everywhere, so that two writers never wait for each other."""
    back = {(to, to_id, relation, of, of_id): fact for (of, of_id, relation, to, to_id), fact in edges.items()}
    return sorted({**back, **edges}.items())
