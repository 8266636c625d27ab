"""The port of a command of the command line, and what every command is given."""

import asyncio
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from bot.clock import Clock, SystemClock
from bot.usage import Parser
from config.settings import Settings
from knowledge.people.model import Lang
from knowledge.store.errors import StoreInUse

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Surrounds:
    """What a command works with: settings, the language to speak, the clock."""

    settings: Settings
    lang: Lang
    clock: Clock

    def say(self, words: Mapping[str, str]) -> str:
        """The sentence in the language of this command."""
        return words[self.lang]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its help, its arguments, and what it does; the result of `run` is the exit code."""

    name: str
    help: Mapping[Lang, str]
    arguments: Callable[[Parser], None]
    run: Callable[[Namespace, Surrounds], int]


class Bot(Protocol):
    """A bot to hand work to, here or in another process."""

    def call(self, name: str, arguments: Json) -> AsyncIterator[Json]:
        """Ask for one of its streams. Raises Trouble."""
        ...


@asynccontextmanager
async def reached_bot(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Bot]:
    """The bot that runs on these settings' database, else one of our own for as long as the command takes."""
    from bot.door import FarBot, NearBot  # only commands that need the whole house pay for its imports
    from bot.wiring import build, door_of

    try:
        runtime = build(settings, clock or SystemClock(), serve=False)
    except StoreInUse:
        door = door_of(settings)
        if door is None or not door.exists():
            raise
        yield FarBot(door)
        return
    await runtime.start()
    try:
        yield NearBot(runtime)
    finally:
        await asyncio.shield(runtime.stop())
