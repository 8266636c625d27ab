"""demo: a sample team in a temporary folder, its local messenger open, and a day that plays itself."""

import asyncio
import os
import signal
import sys
import tempfile
import webbrowser
from argparse import Namespace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.clock import new_secret
from bot.command import Command, Surrounds
from bot.errors import InputAtFault
from bot.usage import Parser
from config.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.demo import Day

SAMPLE = Path(__file__).parents[2] / "examples" / "sample_team"
MORNING = datetime(2026, 1, 12, 8, 30, tzinfo=timezone(timedelta(hours=8)))
"""The demo's day begins here: a Monday in Shanghai."""

PAUSE = 0.6

_WORDS = {
    "team": {
        "zh": "示例团队已导入：{rows} 行，没有被拒的。",
        "en": "The sample team is imported: {rows} rows, none rejected.",
    },
    "open": {"zh": "打开 {url}，可以扮演任何人。Ctrl-C 结束。", "en": "Open {url} and be anybody. Ctrl-C ends it."},
    "over": {
        "zh": "这一天演完了，接下来你来说。",
        "en": "The day is over; now it is your turn.",
    },
    "played": {
        "zh": "这一天演完了：{steps} 步，都走真实链路。",
        "en": "The day is played: {steps} steps on the real road.",
    },
    "missing": {"zh": "找不到示例团队：{where}", "en": "The sample team is missing: {where}"},
}


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "--headless", action="store_true", help=parser.say("在终端里演完就结束", "play the day in the terminal and end")
    )
    parser.add_argument(
        "--port",
        type=int,
        default=8787,
        help=parser.say("HTTP 端口（默认 %(default)s）", "HTTP port (default %(default)s)"),
    )


def _run(given: Namespace, around: Surrounds) -> int:
    if not SAMPLE.exists():
        where = str(SAMPLE)
        raise InputAtFault(_WORDS["missing"]["zh"].format(where=where), _WORDS["missing"]["en"].format(where=where))
    with tempfile.TemporaryDirectory(prefix="dazi-demo-") as folder:
        settings = _settings(Path(folder), 0 if given.headless else given.port)
        return asyncio.run(_demo(settings, around, headless=given.headless))


def _settings(folder: Path, port: int) -> Settings:
    """The sample team's own settings, on a database in `folder`; nothing of the environment."""
    settings = load_settings(SAMPLE / "dazi.toml", {"DAZI_DATA_DIR": str(folder)})
    web = settings.web.model_copy(update={"port": port, "hook_key": SecretStr(new_secret())})
    return settings.model_copy(update={"web": web, "operator": "gao.yuan"})


async def _demo(settings: Settings, around: Surrounds, *, headless: bool) -> int:
    from bot.demo import Day, DayClock
    from bot.feeding import import_folder
    from bot.messengers.local.messenger import LocalMessenger
    from bot.wiring import build

    clock = DayClock(MORNING)
    runtime = build(settings, clock, serve=True)
    await runtime.start()
    try:
        async for piece in import_folder(runtime, SAMPLE, None):
            if "summary" in piece:
                rows = sum(sum(counts.values()) for counts in piece["summary"]["tables"].values())
                print(around.say(_WORDS["team"]).format(rows=rows))
        local = runtime.messengers["local"]
        key = settings.web.hook_key
        if isinstance(local, LocalMessenger) and local.hub is not None and key is not None:
            day = Day(runtime, local.hub, clock, key.get_secret_value(), SAMPLE / "recordings", _tell)
            await (_headless(day, around) if headless else _in_browser(day, runtime.base_url, around))
    finally:
        await runtime.stop()
    return 0


def _tell(line: str) -> None:
    print(line, flush=True)


async def _headless(day: "Day", around: Surrounds) -> None:
    steps = await day.play(SAMPLE / "day.jsonl", pause=0.0)
    print(around.say(_WORDS["played"]).format(steps=steps))


async def _in_browser(day: "Day", url: str, around: Surrounds) -> None:
    """Show the page while the day plays itself, then leave it to whoever sits there."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    print(around.say(_WORDS["open"]).format(url=url), flush=True)
    if sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        await asyncio.to_thread(webbrowser.open, url)  # without a screen, a text browser would take the terminal
    playing = asyncio.create_task(day.play(SAMPLE / "day.jsonl", pause=PAUSE))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({playing, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if playing.done():
        playing.result()
        print(around.say(_WORDS["over"]), flush=True)
        await stopping
    playing.cancel()


COMMAND = Command("demo", {"zh": "示例团队的一天", "en": "a sample team's day"}, _arguments, _run)
