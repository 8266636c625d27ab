"""From a signal to the alert that it raises, seen at the hub."""

from collections.abc import Sequence

from benchmarks.bot_process import prepared_folder, running_bot
from benchmarks.client import in_a_process
from benchmarks.figure import Bar, Effort, Figure, latencies, over_runs
from benchmarks.report import main

RATE = 20
STORED = 10_000


def run(effort: Effort) -> Sequence[Figure]:
    stored = effort.count(STORED)
    how = (
        f"`run` on SQLite with {stored:,} more signals stored; another process posts {RATE} signals/s to /hooks/web, "
        "each third visitor's fifth makes a lead hot; from when that request is due to the card in the page's stream"
    )
    with prepared_folder() as folder, running_bot(folder) as bot:
        in_a_process("filled", bot.url, signals=stored)
        in_a_process("alerted", bot.url, rate=RATE, seconds=3)

        def measure() -> Sequence[Figure]:
            found = in_a_process("alerted", bot.url, rate=RATE, seconds=2 * effort.seconds)
            return [
                *latencies("signal to alert", found["seconds"], None, Bar(1_000), how),
                *latencies("web hook acknowledged", found["acks"], None, None, "the same requests, to their 200"),
            ]

        return over_runs(effort, measure)


if __name__ == "__main__":
    raise SystemExit(main([("Signal to alert", run)]))
