"""Runs benchmarks and prints their figures."""

import argparse
from collections.abc import Sequence

from benchmarks.figure import FULL, QUICK, Benchmark, Figure
from benchmarks.machine import OthersWatch, described, wait_for_quiet

PATIENCE = {FULL: 60.0, QUICK: 0.0}


def main(benchmarks: Sequence[tuple[str, Benchmark]], arguments: Sequence[str] | None = None) -> int:
    """Run all, or those asked for by name, one after the other, shorter with --quick; 1 where a bar was missed."""
    asked = _asked([_name(benchmark) for _, benchmark in benchmarks], arguments)
    effort = QUICK if asked.quick else FULL
    print(described(), f"· {effort.runs} run(s) each, medians (lowest to highest run)", flush=True)
    figures: list[Figure] = []
    for title, benchmark in benchmarks:
        if asked.names and _name(benchmark) not in asked.names:
            continue
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


def _asked(names: Sequence[str], arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measure, and print the figures.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these, of: {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="one short run each")
    asked = parser.parse_args(arguments)
    if strange := [name for name in asked.names if name not in names]:
        parser.error(f"there is no benchmark {strange[0]}; there are: {', '.join(names)}")
    return asked


def _name(benchmark: Benchmark) -> str:
    """What to type for it: its module."""
    return benchmark.__module__.rpartition(".")[2]
