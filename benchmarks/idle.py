"""What the bot takes of the machine: start-up time, memory, processor time while nobody says anything."""

import time
from collections.abc import Sequence

from benchmarks.bot_process import prepared_folder, running_bot
from benchmarks.figure import Bar, Effort, Figure, over_runs
from benchmarks.report import main

STARTED = 'process started to "ready" printed, server listening; sample team in the database, local messenger only'


def run(effort: Effort) -> Sequence[Figure]:
    with prepared_folder() as folder:

        def measure() -> Sequence[Figure]:
            with running_bot(folder) as bot:
                time.sleep(2)
                before, began = bot.cpu_seconds(), time.perf_counter()
                time.sleep(effort.seconds)
                share = 100 * (bot.cpu_seconds() - before) / (time.perf_counter() - began)
                return [
                    Figure("start-up until ready", bot.ready_after, "s", Bar(2), STARTED),
                    Figure("idle processor use", share, "%", Bar(1), f"user and system over {effort.seconds:g} s"),
                    Figure("memory, resident", bot.memory("VmRSS"), "MB", Bar(150), "VmRSS after that time"),
                    Figure("memory, peak", bot.memory("VmHWM"), "MB", Bar(150), "VmHWM, start-up included"),
                ]

        return over_runs(effort, measure)


if __name__ == "__main__":
    raise SystemExit(main([("Start-up, memory, idling", run)]))
