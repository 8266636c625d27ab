"""worker: does long work for the bots on a PostgreSQL database, on this machine or another one with the same files."""

import asyncio
import signal
from argparse import Namespace

from bot.command import Command, Surrounds
from bot.errors import WrongUse
from bot.usage import Parser
from knowledge.store.opening import open_store, sqlite_file

_WORDS = {
    "ready": {
        "zh": "开始接活：转写、识图等（Ctrl-C 停止）",
        "en": "Taking on work: recordings, photos and the like (Ctrl-C stops it)",
    },
    "bye": {"zh": "正在收尾……", "en": "Finishing what is at work …"},
}


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "--children",
        type=int,
        default=1,
        help=parser.say(
            "每类活同时做几件（默认 %(default)s）", "how many jobs of each pace at a time (default %(default)s)"
        ),
    )


def _run(given: Namespace, around: Surrounds) -> int:
    if sqlite_file(around.settings.database.url) is not None:
        raise WrongUse(
            "worker 用于 PostgreSQL；在 SQLite 上 run 自己就会干这些活。",
            "worker is for PostgreSQL; on SQLite, run does this work itself.",
        )
    if given.children < 1:
        raise WrongUse("--children 至少是 1。", "--children is 1 or more.")
    return asyncio.run(_work(given.children, around))


async def _work(children: int, around: Surrounds) -> int:
    from bot.jobs import JobRunner
    from bot.wake import Wake
    from bot.wiring import plugins

    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    clock, settings = around.clock, around.settings
    store = open_store(settings.database.url, clock.now, clock.monotonic)
    wanted = settings.model_copy(update={"jobs": settings.jobs.model_copy(update={"children": children})})
    runner = JobRunner(store, clock, plugins().jobs, wanted, clock.new_id(), Wake())
    await runner.start()
    running = asyncio.create_task(runner.run())
    print(around.say(_WORDS["ready"]), flush=True)
    await stop.wait()
    print(around.say(_WORDS["bye"]), flush=True)
    await runner.stop()
    await running
    await store.close()
    return 0


COMMAND = Command(
    "worker",
    {"zh": "只做耗时的活（PostgreSQL）", "en": "do long work only (PostgreSQL)"},
    _arguments,
    _run,
)
