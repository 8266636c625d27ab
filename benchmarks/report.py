"""Runs benchmarks and prints their figures."""

import sys
from collections.abc import Sequence

from benchmarks.figure import FULL, QUICK, Benchmark, Figure
from benchmarks.machine import OthersWatch, described, wait_for_quiet

PATIENCE = {FULL: 60.0, QUICK: 0.0}


def main(benchmarks: Sequence[tuple[str, Benchmark]], arguments: Sequence[str] | None = None) -> int:
    """Run them one after the other, shorter with --quick; 1 where a bar was missed."""
    effort = QUICK if "--quick" in (sys.argv[1:] if arguments is None else arguments) else FULL
    print(described(), f"· {effort.runs} run(s) each, medians (lowest to highest run)", flush=True)
    figures: list[Figure] = []
    for title, benchmark in benchmarks:
        print(f"\n{title}", flush=True)
        wait_for_quiet(PATIENCE[effort])
        watch = OthersWatch()
        fresh = list(benchmark(effort))
        for figure in fresh:
            print(figure.line())
            if figure.how:
                print(f"      {figure.how}")
        print(f"  {watch.told()}", flush=True)
        figures += fresh
    missed = [figure.what for figure in figures if not figure.met]
    judged = sum(figure.bar is not None for figure in figures)
    print(f"\n{judged - len(missed)} of {judged} bars met" + (f"; missed: {'; '.join(missed)}" if missed else ""))
    return 1 if missed else 0
