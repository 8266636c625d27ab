"""ask: one question, one answer."""

import asyncio
import json
import sys
from argparse import ArgumentParser, Namespace

from bot.command import Command, Json, Surrounds, reached_bot


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--as", dest="person", default="", metavar="PERSON")
    parser.add_argument("--at", default="", metavar="DATE")
    parser.add_argument("--thread", default="", metavar="ID")
    parser.add_argument("--json", action="store_true")


def _run(given: Namespace, around: Surrounds) -> int:
    answer = asyncio.run(_asked(given, around))
    if given.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(answer["text"])
        if answer["candidates"] and sys.stdout.isatty():
            print("\n".join(f"  - {one['name']} ({one['why']})" for one in answer["candidates"]))
    return 0


async def _asked(given: Namespace, around: Surrounds) -> Json:
    arguments = {
        "text": given.text,
        "as": given.person,
        "at": given.at,
        "thread": given.thread,
        "lang": given.lang or "",
    }
    async with reached_bot(around.settings) as bot:
        return await anext(bot.call("ask", arguments))


COMMAND = Command("ask", {"zh": "问一个问题", "en": "ask one question"}, _arguments, _run)
