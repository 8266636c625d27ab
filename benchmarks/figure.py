"""A measured figure, its bar, and how it is printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure has to reach: below `limit`, or at least as much."""

    limit: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value < self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '<'} {self.limit:,g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `runs` are the values of which it is the median; `how` says what was measured."""

    what: str
    value: float
    unit: str
    bar: Bar | None = None
    how: str = ""
    runs: tuple[float, ...] = ()

    @property
    def met(self) -> bool:
        """Whether it reaches its bar; a figure without one always does."""
        return self.bar is None or self.bar.met(self.value)

    def line(self) -> str:
        """The figure with its bar and verdict, in one line."""
        bar = f"{self.bar} {'met' if self.met else 'MISSED'}" if self.bar else ""
        spread = f"({plain(min(self.runs))} to {plain(max(self.runs))})" if len(self.runs) > 1 else ""
        return f"  {self.what:50} {plain(self.value):>9} {self.unit:8} {bar:16} {spread}".rstrip()


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how often is measured. `volume` scales counts; 1 is the full measurement."""

    runs: int
    seconds: float
    volume: float

    def count(self, full: int) -> int:
        """A count of the full measurement, scaled."""
        return max(1, int(full * self.volume))


FULL = Effort(runs=3, seconds=15.0, volume=1.0)
QUICK = Effort(runs=1, seconds=4.0, volume=0.2)

Benchmark = Callable[[Effort], Sequence[Figure]]


def over_runs(effort: Effort, measure: Callable[[], Sequence[Figure]]) -> list[Figure]:
    """The figures of several measurements as medians."""
    taken = [measure() for _ in range(effort.runs)]
    return [_median([figures[place] for figures in taken]) for place in range(len(taken[0]))]


def _median(same: Sequence[Figure]) -> Figure:
    values = tuple(figure.value for figure in same)
    first = same[0]
    return Figure(first.what, median(values), first.unit, first.bar, first.how, values)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that at least `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def latencies(what: str, seconds: Sequence[float], p50: Bar | None, p99: Bar | None, how: str) -> list[Figure]:
    """Median and 99th percentile of some durations, in milliseconds."""
    return [
        Figure(f"{what}: p50", 1000 * quantile(seconds, 0.50), "ms", p50, f"{how}; n = {len(seconds):,}"),
        Figure(f"{what}: p99", 1000 * quantile(seconds, 0.99), "ms", p99),
    ]


def plain(value: float) -> str:
    """Three digits that matter, so that a share just below its bar does not look like it."""
    for least, digits in ((100, 0), (10, 1), (1, 2)):
        if abs(value) >= least:
            return f"{value:,.{digits}f}"
    return f"{value:.3f}"
