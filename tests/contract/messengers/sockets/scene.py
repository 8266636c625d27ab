"""The bot's processes on one end of a socket, its platform on the other, and time that passes by hand."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog

from bot.log import set_up_logging
from bot.messengers.base import Admitted, Messenger
from handlers.message import Message
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.sockets.platform import Platform
from tests.patience import LONG_ENOUGH


@dataclass(slots=True)
class SlowHost(FakeHost):
    """A host whose `take` waits while `gate` is closed; `asked` counts how often it was called."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    async def take(self, admitted: Admitted) -> int | None:
        self.asked += 1
        await self.gate.wait()
        return await FakeHost.take(self, admitted)


@dataclass(slots=True)
class Process:
    """One process of the bot: a messenger and its host."""

    messenger: Messenger
    host: SlowHost

    async def start(self) -> None:
        await self.messenger.start(self.host)

    async def stop(self) -> None:
        await self.messenger.hang_up()
        await self.messenger.close()

    def heard(self) -> list[str]:
        """The texts that were stored, in order."""
        found = [self.messenger.decode(row.body) for row in self.host.taken]
        return [one.text for one in found if isinstance(one, Message)]


@dataclass(slots=True)
class Scene:
    """The platform, a clock, and the bot's first process."""

    platform: Platform
    clock: FakeClock
    first: Process

    def another(self, name: str) -> Process:
        """One more process, which shares the leases."""
        return Process(self.platform.open(), SlowHost(self.clock, name, leases=self.first.host.leases))

    async def connected(self) -> None:
        """Wait until there is a connection; no time passes."""
        await until(lambda: self.platform.live() > 0)

    async def serves(self, text: str = "still there?") -> None:
        """What is said now is stored, once."""
        await self.platform.say(text)
        await until(lambda: text in self.first.heard())
        assert self.first.heard().count(text) == 1

    async def back(self, most: float = 3600.0) -> None:
        """Let time pass until there is a connection."""
        await self.passes(most, lambda: self.platform.live() > 0)
        assert self.platform.live(), f"no connection within {most} s"

    async def passes(self, seconds: float, enough: Callable[[], bool] = lambda: False) -> None:
        """Let so much time pass, or until it is enough; whoever wakes does all it can before it goes on."""
        end = self.clock.monotonic() + seconds
        await settled()
        while not enough() and (left := end - self.clock.monotonic()) > 0:
            await until(lambda: enough() or bool(self.clock.sleeping()) or self.platform.live() > 0)
            self.clock.advance(min(left, *self.clock.sleeping(), left))
            await settled()


@contextmanager
def logging_all() -> Iterator[None]:
    """Our log on stderr, from debug up. In the test itself: fixtures are set up before `capsys` captures."""
    set_up_logging("debug", "json")
    try:
        yield
    finally:
        structlog.reset_defaults()


async def until(true: Callable[[], bool]) -> None:
    """Wait until it is true, but not for ever."""
    async with asyncio.timeout(LONG_ENOUGH):
        while not true():  # noqa: ASYNC110  nothing tells of all that is waited for here
            await asyncio.sleep(0)


async def settled() -> None:
    """Let what is ready run, over the sockets and back: both ends live in this loop."""
    for _ in range(150):
        await asyncio.sleep(0)
