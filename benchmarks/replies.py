"""From a message to its reply on an open page of the local messenger."""

from collections.abc import Sequence

from benchmarks.bot_process import prepared_folder, running_bot
from benchmarks.client import in_a_process
from benchmarks.figure import Bar, Effort, Figure, latencies, over_runs
from benchmarks.report import main

RATE = 20
SIGNED = (
    f"`run` on SQLite; another process posts {RATE} signed questions/s (who owns X, 100 rooms) and listens to the "
    "page's event stream; from when a request is due to the answer in the stream"
)
PAGE = "the same, said at the page: its server keeps the message and brings it to the bot first"


def run(effort: Effort) -> Sequence[Figure]:
    with prepared_folder() as folder, running_bot(folder) as bot:
        in_a_process("replied", bot.url, rate=RATE, seconds=2, way="signed")

        def measure() -> Sequence[Figure]:
            signed, page = (
                in_a_process("replied", bot.url, rate=RATE, seconds=effort.seconds, way=way)["seconds"]
                for way in ("signed", "page")
            )
            return [
                *latencies(f"message to reply at {RATE}/s", signed, Bar(60), Bar(250), SIGNED),
                *latencies(f"said at the page to reply at {RATE}/s", page, Bar(60), Bar(250), PAGE),
            ]

        return over_runs(effort, measure)


if __name__ == "__main__":
    raise SystemExit(main([("Message to reply", run)]))
