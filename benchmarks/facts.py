"""Facts: taking them in, answers about owners, and paths, on a graph of 100,000 customers and 1,000,000 facts.

The graph is made in memory and written to a SQLite file once, through the commands that the import uses; every figure
is measured on it. The last tenth of the facts comes in random order, onto all the others. Where networkx is
installed, it looks for the same paths in the same graph.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path as File
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.facts_networkx import Edge, Pair, Path, compared
from benchmarks.figure import Bar, Effort, Figure, latencies
from benchmarks.machine import resident
from benchmarks.report import main
from bot.clock import SystemClock
from knowledge.graph.commands import Responsibility, record_customers, record_ownership, record_relations
from knowledge.graph.model import Customer, Relation
from knowledge.graph.paths import Node, shortest_path
from knowledge.graph.view import facts_about, ownerships
from knowledge.people.commands import Member, record_people
from knowledge.people.model import Person, Role
from knowledge.store.opening import open_store
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Reader, Unit

CUSTOMERS, PEOPLE, FACTS = 100_000, 20_000, 1_000_000
BATCH, CALLERS, SEED = 500, 16, 11
ALONE, QUESTIONS, PATHS = 4_000, 5_000, 1_000
CLOCK = SystemClock()
SOURCE = {"what": "import", "where": "ownership.csv line 2", "at": "2026-01-03T01:00:00+00:00"}
DAY = date(2026, 1, 1)
HOW = {
    "batches": f"record_ownership and record_relations in units of {BATCH}, in the order of customers; SQLite, WAL, "
    "synchronous=FULL, returned after COMMIT",
    "random": "the same in random order, as the last tenth of the facts; each touches other pages of the file",
    "alone": f"{CALLERS} callers, each waits for its fact to be durable",
    "answers": "who owns a customer now; as we believed a month ago; all that is known of it; one read each",
    "paths": "two random people or customers, up to 4 steps, with the facts behind each",
    "opened": "a file of {size:,.0f} MB opened, first fact read; sources and dates included",
    "memory": "what opening, all the questions and all the paths added to the process",
}


def run(effort: Effort) -> Sequence[Figure]:
    with TemporaryDirectory(prefix="dazi-bench-") as folder:
        return asyncio.run(_measured(File(folder) / "facts.db", effort))


@dataclass(frozen=True, slots=True)
class _Graph:
    """Who and what there is, in counts."""

    customers: int
    people: int
    facts: int

    def edges(self, rng: Random) -> Iterator[Edge]:
        """Nine in ten facts say who answers for whom, the others who supplies or knows whom."""
        for number in range(self.facts):
            customer = ("customer", f"C{rng.randrange(self.customers)}")
            if number % 10 < 9:
                role = ("rep", "presales", "csm", "delivery")[rng.randrange(4)]
                yield customer, f"owner:{role}", ("person", f"P{rng.randrange(self.people)}")
            elif number % 20 < 10:
                yield customer, "supplies", ("customer", f"C{rng.randrange(self.customers)}")
            else:
                yield ("person", f"P{rng.randrange(self.people)}"), "knows", customer

    def node(self, rng: Random) -> Node:
        """Somebody or something."""
        if rng.random() < 0.5:
            return "customer", f"C{rng.randrange(self.customers)}"
        return "person", f"P{rng.randrange(self.people)}"


async def _measured(file: File, effort: Effort) -> list[Figure]:
    graph = _Graph(effort.count(CUSTOMERS), effort.count(PEOPLE), effort.count(FACTS))
    edges = list(graph.edges(Random(SEED)))
    pairs = _pairs(graph, effort.count(PATHS))
    more = list(_Graph(graph.customers, graph.people, effort.count(ALONE)).edges(Random(SEED + 1)))
    taken_in = await _filled(file, graph, edges, more)
    asked, found = await _asked(file, graph, pairs, effort)
    return [*taken_in, *asked, *compared([*edges, *more], pairs, found)]


async def _filled(file: File, graph: _Graph, edges: Sequence[Edge], more: Sequence[Edge]) -> list[Figure]:
    """The whole graph is taken in; then `more`, one by one."""
    store = open_store(f"sqlite:///{file}", CLOCK.now, CLOCK.monotonic)
    last = len(edges) * 9 // 10
    try:
        await _peopled(store, graph)
        ordered = await _in_batches(store, sorted(edges[:last], key=_customer_of))
        random = await _in_batches(store, edges[last:])
        alone = await _one_by_one(store, more)
    finally:
        await store.close()
    size = f"; {graph.customers:,} customers, {graph.people:,} people, {graph.facts:,} facts"
    many, one = Bar(5_000, at_least=True), Bar(500, at_least=True)
    return [
        Figure("facts taken in, in batches", ordered, "facts/s", many, HOW["batches"] + size),
        Figure("facts taken in, in batches, random order", random, "facts/s", many, HOW["random"]),
        Figure("facts taken in, one by one", alone, "facts/s", one, HOW["alone"]),
    ]


async def _asked(file: File, graph: _Graph, pairs: Sequence[Pair], effort: Effort) -> tuple[list[Figure], list[Path]]:
    """Questions and paths, as after a start; the paths found, too."""
    before, size, began = resident(), _megabytes(file), time.perf_counter()
    store = open_store(f"sqlite:///{file}", CLOCK.now, CLOCK.monotonic)
    try:
        await store.read(lambda reader: ownerships(reader, "C0"))
        opened = time.perf_counter() - began
        answers = await store.read(lambda reader: _answers(reader, graph, effort.count(QUESTIONS)))
        paths = await store.read(lambda reader: [_path(reader, pair) for pair in pairs])
        memory = resident() - before
    finally:
        await store.close()
    figures = [
        *latencies("answer about facts", answers, Bar(5), Bar(30), HOW["answers"]),
        *latencies("path", [seconds for _, seconds in paths], None, Bar(50), HOW["paths"]),
        Figure("ours: open the graph", opened, "s", None, HOW["opened"].format(size=size)),
        Figure("ours: memory", memory, "MB", None, HOW["memory"]),
    ]
    return figures, [found for found, _ in paths]


def _megabytes(file: File) -> float:
    return file.stat().st_size / 1e6


def _path(reader: Reader, pair: Pair) -> tuple[Path, float]:
    began = time.perf_counter()
    return shortest_path(reader, *pair), time.perf_counter() - began


async def _peopled(store: Store, graph: _Graph) -> None:
    for first in range(0, graph.people, BATCH):
        members = [
            Claim(Member(Person(f"P{n}", f"Rep {n}", Role.REP)), SOURCE)
            for n in range(first, min(first + BATCH, graph.people))
        ]
        await store.write(partial(record_people, members=members))
    for first in range(0, graph.customers, BATCH):
        named = [
            Claim(Customer(f"C{n}", f"Customer {n}"), SOURCE) for n in range(first, min(first + BATCH, graph.customers))
        ]
        await store.write(partial(record_customers, claims=named))


async def _in_batches(store: Store, edges: Sequence[Edge]) -> float:
    """Facts per second."""
    units = [partial(_record, edges=edges[first : first + BATCH]) for first in range(0, len(edges), BATCH)]
    began = time.perf_counter()
    for unit in units:
        await store.write(unit)
    return len(edges) / (time.perf_counter() - began)


def _customer_of(edge: Edge) -> str:
    """An export is in the order of its customers."""
    of, _, to = edge
    return of[1] if of[0] == "customer" else to[1]


def _record(unit: Unit, edges: Sequence[Edge]) -> None:
    owned = [
        Claim(Responsibility(of[1], to[1], Role(kind.removeprefix("owner:")), DAY, None, "CRM"), SOURCE)
        for of, kind, to in edges
        if kind.startswith("owner:")
    ]
    related = [
        Claim(Relation(*of, kind, *to, DAY, "report"), SOURCE)
        for of, kind, to in edges
        if not kind.startswith("owner:")
    ]
    if owned:
        record_ownership(unit, owned)
    if related:
        record_relations(unit, related)


async def _one_by_one(store: Store, edges: Sequence[Edge]) -> float:
    """Facts per second, new ones, from all callers together."""

    async def caller(first: int) -> None:
        for edge in edges[first::CALLERS]:
            await store.write(partial(_record, edges=[edge]))

    began = time.perf_counter()
    async with asyncio.TaskGroup() as callers:
        for first in range(CALLERS):
            callers.create_task(caller(first))
    return len(edges) / (time.perf_counter() - began)


def _answers(reader: Reader, graph: _Graph, count: int) -> list[float]:
    rng = Random(SEED + 2)
    then = CLOCK.now() - timedelta(days=30)
    asked: list[Callable[[str], object]] = [
        lambda customer: ownerships(reader, customer),
        lambda customer: ownerships(reader, customer, then),
        lambda customer: facts_about(reader, "customer", customer, CLOCK.now()),
    ]
    customers = [f"C{rng.randrange(graph.customers)}" for _ in range(count)]
    return [_timed(partial(asked[number % 3], customer)) for number, customer in enumerate(customers)]


def _pairs(graph: _Graph, count: int) -> list[tuple[Node, Node]]:
    rng = Random(SEED + 3)
    return [(graph.node(rng), graph.node(rng)) for _ in range(count)]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main([("Facts", run)]))
