"""ask: one question, one answer."""

import asyncio
import json
import sys
from argparse import Namespace

from bot.command import Command, Json, Surrounds, reached_bot
from bot.usage import Parser


def _arguments(parser: Parser) -> None:
    parser.add_argument("text", metavar="TEXT", help=parser.say("问题", "the question"))
    parser.add_argument(
        "--as",
        dest="person",
        default="",
        metavar="PERSON",
        help=parser.say("谁在问，编号或姓名", "who asks, by id or name"),
    )
    parser.add_argument(
        "--at",
        default="",
        metavar="DATE",
        help=parser.say("按哪一天的情况回答，如 2026-01-12", "as things stood that day, such as 2026-01-12"),
    )
    parser.add_argument(
        "--thread",
        default="",
        metavar="ID",
        help=parser.say("会话编号，同一个编号接着聊", "the conversation: the same ID goes on with it"),
    )
    parser.add_argument("--json", action="store_true", help=parser.say("输出 JSON", "print JSON"))


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
