"""replay: recorded events through the real road."""

import asyncio
import sys
from argparse import Namespace
from pathlib import Path

from bot.command import Command, Json, Surrounds, reached_bot
from bot.usage import Parser

_WORDS = {
    "done": {
        "zh": "{events} 条事件，其中 {new} 条是新的；触发了 {notices} 条提醒。",
        "en": "{events} events, {new} of them new; {notices} notices followed.",
    },
    "held": {
        "zh": "发往外部平台的提醒已扣下（加 --send 才发）。",
        "en": "Notices to outside platforms are held back (--send sends them).",
    },
    "rejected": {"zh": "有 {count} 行没有收：", "en": "{count} lines were not taken:"},
}


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, help=parser.say("录下的事件，JSON Lines", "recorded events, JSON Lines")
    )
    parser.add_argument(
        "--send", action="store_true", help=parser.say("真的发到外部平台", "send to outside platforms, too")
    )


def _run(given: Namespace, around: Surrounds) -> int:
    summary = asyncio.run(_replayed(given, around))
    print(around.say(_WORDS["done"]).format(**summary))
    outside = set(around.settings.messengers) - {"local", "terminal"}
    if outside and not given.send and summary["notices"]:
        print(around.say(_WORDS["held"]))
    if summary["rejected"]:
        print(around.say(_WORDS["rejected"]).format(count=summary["rejected"]), file=sys.stderr)
        for one in summary["reasons"][:20]:
            print(f"  {one['line']}: {one['reason'][around.lang]}", file=sys.stderr)
    return 1 if summary["rejected"] else 0


async def _replayed(given: Namespace, around: Surrounds) -> Json:
    async with reached_bot(around.settings) as bot:
        async for piece in bot.call("replay", {"file": str(given.file.absolute()), "send": given.send}):
            if "summary" in piece:
                summary: Json = piece["summary"]
                return summary
    return {}


COMMAND = Command("replay", {"zh": "重放录下的事件", "en": "replay recorded events"}, _arguments, _run)
