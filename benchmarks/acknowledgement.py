"""How soon an event is acknowledged, durably stored: the local messenger through real HTTP."""

from collections.abc import Sequence

from benchmarks.bot_process import prepared_folder, running_bot
from benchmarks.client import in_a_process
from benchmarks.figure import Bar, Effort, Figure, latencies, over_runs
from benchmarks.report import main

RATE = 200
HOW = (
    f"`run` on SQLite (synchronous=FULL); another process posts {RATE} signed events/s over 100 rooms, each a question "
    "that the bot also answers meanwhile; from the moment a request is due to its 200"
)


def run(effort: Effort) -> Sequence[Figure]:
    with prepared_folder() as folder, running_bot(folder) as bot:
        in_a_process("acknowledged", bot.url, rate=50, seconds=2)

        def measure() -> Sequence[Figure]:
            taken = in_a_process("acknowledged", bot.url, rate=RATE, seconds=effort.seconds)["seconds"]
            return latencies(f"acknowledgement at {RATE} events/s", taken, None, Bar(50), HOW)

        return over_runs(effort, measure)


if __name__ == "__main__":
    raise SystemExit(main([("Acknowledgement", run)]))
