"""invite: a personal one-time link to the local messenger's page, made by the bot that runs."""

import asyncio
from argparse import Namespace
from collections.abc import Mapping

from bot.command import Command, Json, Surrounds, reached_bot
from bot.usage import Parser
from knowledge.people.model import Lang

_LINK = {
    "zh": "{url}\n这个链接只能用一次，一天内有效，请私下交给本人。",
    "en": "{url}\nThe link works once, within a day; hand it to that person only.",
}


def _arguments(parser: Parser) -> None:
    parser.add_argument("person", metavar="PERSON", help=parser.say("给谁，编号或姓名", "for whom, by id or name"))


def _run(given: Namespace, around: Surrounds) -> int:
    found = asyncio.run(_invited(given.person, around))
    print(around.say(_LINK).format(url=found["url"]))
    return 0


async def _invited(person: str, around: Surrounds) -> Json:
    async with reached_bot(around.settings) as bot:
        return await anext(bot.call("invite", {"as": person}))


_HELP: Mapping[Lang, str] = {"zh": "给某人一个本地聊天页的一次性链接", "en": "make a personal link to the local page"}
COMMAND = Command("invite", _HELP, _arguments, _run)
