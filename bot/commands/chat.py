"""chat: talk to the bot in the terminal. A number presses a button of the last message that had any."""

import asyncio
import sys
from argparse import Namespace
from contextlib import suppress

from bot.command import Bot, Command, Json, Surrounds, reached_bot
from bot.usage import Parser

_HELLO = {
    "zh": "直接打字和搭子说话；输入数字按按钮；空行或 Ctrl-D 结束。",
    "en": "Type to talk to Dazi; a number presses a button; an empty line or Ctrl-D ends.",
}


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "--as",
        dest="person",
        required=True,
        metavar="PERSON",
        help=parser.say("谁在聊，编号或姓名", "who talks, by id or name"),
    )


def _run(given: Namespace, around: Surrounds) -> int:
    return asyncio.run(_chat(given.person, around))


async def _chat(person: str, around: Surrounds) -> int:
    room = f"chat:{person}:{around.clock.new_id()[-8:]}"
    async with reached_bot(around.settings) as bot:
        terminal = _Terminal(bot, room, person, around)
        listener = asyncio.create_task(terminal.listen())
        print(around.say(_HELLO))
        try:
            while line := await asyncio.to_thread(_read_line):
                await terminal.enter(line)
        finally:
            await asyncio.sleep(0.2)
            listener.cancel()
            with suppress(asyncio.CancelledError):
                await listener
    return 0


def _read_line() -> str:
    if sys.stdin.isatty():
        print("> ", end="", flush=True)
    return sys.stdin.readline().strip()


class _Terminal:
    """One conversation: prints what the bot says, remembers the buttons it offered."""

    def __init__(self, bot: Bot, room: str, person: str, around: Surrounds) -> None:
        self._bot, self._room, self._person, self._around = bot, room, person, around
        self._offered: Json = {"choices": [], "version": 0}
        self._heard = asyncio.Event()

    async def listen(self) -> None:
        """Print what arrives."""
        async for payload in self._bot.call("listen", {"room": self._room}):
            print("\n".join(payload["lines"]), flush=True)
            if payload["choices"]:
                self._offered = payload
            self._heard.set()

    async def enter(self, line: str) -> None:
        """Say a line, or press the button with that number; wait a moment for the answer."""
        self._heard.clear()
        said = {"room": self._room, "as": self._person, "text": line, "press": self._pressed(line)}
        async for _ in self._bot.call("say", said):
            pass
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                await self._heard.wait()

    def _pressed(self, line: str) -> Json | None:
        choices = self._offered["choices"]
        if not line.isdecimal() or not 1 <= int(line) <= len(choices):
            return None
        return {**choices[int(line) - 1], **{name: self._offered[name] for name in ("version", "kind", "subject")}}


COMMAND = Command("chat", {"zh": "在终端里和搭子聊", "en": "talk to the bot in the terminal"}, _arguments, _run)
