"""The same graph and the same questions in networkx, which keeps everything in memory and no sources."""

import gc
import importlib
import importlib.util
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.figure import Figure, latencies
from benchmarks.machine import resident
from knowledge.graph.paths import LONGEST, Node, Step

Edge = tuple[Node, str, Node]
Pair = tuple[Node, Node]
Path = tuple[Step, ...] | None

MISSING = "networkx is not installed (the extra `bench`): paths are not compared"
HOW = "the same edges in one networkx.Graph, without sources and dates, made anew at every start; nothing is durable"
ASKED = "the same pairs by networkx.bidirectional_shortest_path"
ALIKE = f"pairs for which both find a path of the same length, up to {LONGEST} steps, or both none"


def compared(edges: Sequence[Edge], pairs: Sequence[Pair], ours: Sequence[Path]) -> list[Figure]:
    """Loading, memory and paths beside `ours`, found for the same pairs; nothing where networkx is missing."""
    if importlib.util.find_spec("networkx") is None:
        print(f"  {MISSING}")
        return []
    networkx = importlib.import_module("networkx")
    before, began = resident(), time.perf_counter()
    graph = networkx.Graph()
    for of, kind, to in edges:
        graph.add_edge(of, to, relation=kind)
    loaded = time.perf_counter() - began
    gc.collect()
    memory = resident() - before
    found = [_timed(networkx, graph, pair) for pair in pairs]
    same = sum(_steps(path) == steps for path, (steps, _) in zip(ours, found, strict=True))
    return [
        Figure("networkx: load the graph", loaded, "s", None, HOW),
        Figure("networkx: memory", memory, "MB"),
        *latencies("networkx: path", [seconds for _, seconds in found], None, None, ASKED),
        Figure("paths of the same length in both", 100 * same / len(pairs), "%", None, ALIKE),
    ]


def _steps(path: Path) -> int | None:
    return None if path is None else len(path)


def _timed(networkx: Any, graph: Any, pair: Pair) -> tuple[int | None, float]:  # noqa: ANN401  it has no types
    """How many steps the shortest path has, None where it has too many, and how long it took to find."""
    began = time.perf_counter()
    try:
        steps = len(networkx.bidirectional_shortest_path(graph, *pair)) - 1
    except (networkx.NetworkXNoPath, networkx.NodeNotFound):
        steps = LONGEST + 1
    return steps if steps <= LONGEST else None, time.perf_counter() - began
