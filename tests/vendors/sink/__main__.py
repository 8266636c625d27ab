"""Runs the sink as a process of its own."""

import asyncio
import json
import signal
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from random import Random

from aiohttp import web

from tests.vendors.sink.journal import Journal
from tests.vendors.sink.moods import Mode, Mood, Moods
from tests.vendors.sink.server import Sink


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.vendors.sink")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--token", default="a-token-of-the-tests")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--no-find", action="store_true")
    parser.add_argument("--chance", action="append", default=[], metavar="MODE=P")
    return parser.parse_args()


async def serve(given: Namespace) -> None:
    chances = {Mode(name): float(chance) for name, _, chance in (one.partition("=") for one in given.chance)}
    moods = Moods(Mood(chances, find=not given.no_find), Random(given.seed))
    journal, stop = Journal(given.log), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    runner = web.AppRunner(Sink(journal, moods, given.token).app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", given.port)
    await site.start()
    host, port = runner.addresses[0][:2]
    sys.stdout.write(json.dumps({"url": f"http://{host}:{port}"}) + "\n")
    sys.stdout.flush()
    await stop.wait()
    await runner.cleanup()
    journal.close()


asyncio.run(serve(arguments()))
