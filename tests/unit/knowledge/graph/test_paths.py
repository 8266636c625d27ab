from collections import deque
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.graph.edges import link
from knowledge.graph.paths import Node, _chain, shortest_path
from tests.stores import opened
from tests.unit.capture.sources.importing import desk
from tests.unit.knowledge.graph.stories import graph


async def test_the_shortest_chain_with_the_facts_behind_it(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.write(graph)
        found = await store.read(lambda reader: shortest_path(reader, ("person", "han"), ("customer", "C3")))
        near = await store.read(lambda reader: shortest_path(reader, ("person", "li"), ("customer", "C3")))
        none = await store.read(lambda reader: shortest_path(reader, ("person", "wang"), ("customer", "C3")))
    assert found is None  # five steps: han, C2, C1, K1, K3, C3
    assert none is None
    assert near is not None
    assert [(step.of[1], step.relation, step.to[1]) for step in near] == [
        ("li", "owner:rep", "C1"),
        ("C1", "works_at", "K1"),
        ("K1", "knows", "K3"),
        ("K3", "works_at", "C3"),
    ]
    assert [step.fact_id > 0 for step in near] == [True, False, True, False]


async def test_one_and_the_same_is_no_step_away(database_url: str) -> None:
    async with opened(database_url) as store:
        assert await store.read(lambda reader: shortest_path(reader, ("person", "li"), ("person", "li"))) == ()


def distance(edges: set[tuple[int, int]], start: int, end: int) -> int | None:
    """By looking at everything."""
    far, queue = {start: 0}, deque([start])
    while queue:
        at = queue.popleft()
        for one, other in edges:
            for of, to in ((one, other), (other, one)):
                if of == at and to not in far:
                    far[to] = far[at] + 1
                    queue.append(to)
    return far.get(end)


def node(number: int) -> Node:
    return ("person" if number % 2 else "customer"), str(number)


PAIRS = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=18)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAIRS, st.integers(0, 9), st.integers(0, 9))
async def test_as_long_as_a_search_that_looks_at_everything(
    tmp_path_factory: object, pairs: set[tuple[int, int]], start: int, end: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("graph")  # type: ignore[attr-defined]
    async with desk(folder) as at:
        await at.store.write(lambda unit: link(unit, {(*node(a), "knows", *node(b)): 1 for a, b in pairs}))
        chain = await at.store.read(lambda reader: _chain(reader, node(start), node(end), 4))
    far = distance(pairs, start, end)
    assert (None if chain is None else len(chain) - 1) == (far if far is not None and far <= 4 else None)
