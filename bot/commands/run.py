"""run: the bot itself."""

import asyncio
import signal
from argparse import Namespace

from bot.collector import collect_nothing_yet, set_aside_what_stays
from bot.command import Command, Surrounds
from bot.cores import keep_to_one_core
from bot.usage import Parser

_WORDS = {
    "ready": {"zh": "搭子已就绪：{url}（Ctrl-C 停止）", "en": "Dazi is ready at {url} (Ctrl-C stops it)"},
    "bye": {"zh": "正在收尾……", "en": "Finishing what is at work …"},
}


def _arguments(parser: Parser) -> None:
    parser.add_argument("--port", type=int, help=parser.say("HTTP 端口", "HTTP port"))


def _run(given: Namespace, around: Surrounds) -> int:
    if given.port is not None:
        changed = around.settings.web.model_copy(update={"port": given.port})
        around = Surrounds(around.settings.model_copy(update={"web": changed}), around.lang, around.clock)
    return asyncio.run(_serve(around))


async def _serve(around: Surrounds) -> int:
    collect_nothing_yet()
    from bot.door import open_door
    from bot.wiring import build, door_of

    keep_to_one_core()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    runtime = build(around.settings, around.clock, serve=True)
    await runtime.start()
    door = door_of(around.settings)
    close_door = await open_door(runtime, door) if door else None
    set_aside_what_stays()
    print(around.say(_WORDS["ready"]).format(url=runtime.base_url), flush=True)
    await stop.wait()
    print(around.say(_WORDS["bye"]), flush=True)
    if close_door:
        await close_door()
    await runtime.stop()
    return 0


COMMAND = Command("run", {"zh": "启动搭子", "en": "run the bot"}, _arguments, _run)
