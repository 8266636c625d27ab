"""What the suite of the sockets needs to know of a messenger: the platform at the far end of its connection."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Protocol

from aiohttp import web

from bot.messengers.base import Admitted, Messenger
from handlers.message import Message
from tests.clocks import START, FakeClock
from tests.contract.messengers.host import FakeHost
from tests.vendors.http.calls import Call


class Outage(StrEnum):
    """Why an attempt to connect comes to nothing."""

    TICKET_REFUSED = "ticket refused"
    SERVER_ERROR = "server error"
    NO_ANSWER = "no answer"


class Platform(ABC):
    """A fake platform, driven by the suite; it takes the messengers that `open` makes.

    `acknowledges`: the bot acknowledges events, and what it does not comes `redelivered`. `moves`: the platform may
    ask for a new connection. `single`: it takes one connection only, and `kick`s the older. `outages` are those that
    can happen. `heartbeat`: where the pace of a heartbeat in real time is set, "module.NAME". `frame` is a genuine
    one as JSON, from which garbage is made. `secrets` must not be logged.
    """

    acknowledges: ClassVar[bool] = True
    moves: ClassVar[bool] = True
    single: ClassVar[bool] = False
    outages: ClassVar[tuple[Outage, ...]] = tuple(Outage)
    heartbeat: ClassVar[str] = ""
    secrets: ClassVar[tuple[str, ...]] = ()
    frame: ClassVar[Mapping[str, Any]] = {}

    @abstractmethod
    def open(self) -> Messenger:
        """One more process of the bot, not started."""

    @abstractmethod
    async def say(self, text: str) -> None:
        """Somebody writes to the bot; nobody waits for what comes of it."""

    @abstractmethod
    def acknowledged(self, text: str) -> int:
        """How often the platform was told that this was taken."""

    @abstractmethod
    def live(self) -> int:
        """How many connections are open, and usable."""

    @abstractmethod
    def attempts(self) -> list[float]:
        """When the bot tried to connect, by the clock."""

    @abstractmethod
    async def close(self) -> None:
        """Close every connection in good order."""

    @abstractmethod
    def abort(self) -> None:
        """Cut every connection."""

    @abstractmethod
    def silence(self) -> None:
        """From now on nothing comes from the connections that are open."""

    @abstractmethod
    def fail(self, outage: Outage, times: int) -> None:
        """The next so many attempts to connect come to nothing."""

    @abstractmethod
    def refuse_credentials(self, times: int) -> None:
        """The next so many attempts are told that the credentials are wrong."""

    @abstractmethod
    async def put(self, frame: str | bytes) -> None:
        """Send this as a text, or a binary, frame on every connection."""

    def wire(self, frame: Mapping[str, Any]) -> str:
        """A frame made like `frame`, as it goes over the wire."""
        return json.dumps(frame)

    async def redeliver(self) -> None:  # noqa: B027  most need no help
        """Do what makes the platform bring again what was not acknowledged, time apart."""

    async def dismiss(self, text: str) -> None:
        """Ask the bot to move; then say something on the connection that it is to leave."""
        raise NotImplementedError

    async def let_go(self) -> None:
        """Close the connection that was dismissed."""
        raise NotImplementedError

    async def kick(self) -> None:
        """Another connection takes over."""
        raise NotImplementedError


class Muted:
    """Connections of which the platform's end hears, and answers, nothing any more."""

    def __init__(self) -> None:
        self._requests: list[web.Request] = []

    def __contains__(self, request: web.Request) -> bool:
        return request in self._requests

    def mute(self, request: web.Request) -> None:
        self._requests.append(request)
        _transport(request).pause_reading()

    def release(self) -> None:
        """Let all of them hear that the bot has gone."""
        for request in self._requests:
            if request.transport is not None:
                _transport(request).resume_reading()


def _transport(request: web.Request) -> asyncio.ReadTransport:
    assert isinstance(request.transport, asyncio.ReadTransport)
    return request.transport


class Line(Protocol):
    """One messenger's way to be tried out."""

    def __call__(self, folder: Path, clock: FakeClock) -> AbstractAsyncContextManager[Platform]:
        """The platform, serving."""
        ...


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

    async def back(self, most: float = 3600.0) -> None:
        """Let time pass until there is a connection."""
        await self.passes(most, lambda: self.platform.live() > 0)
        assert self.platform.live(), f"no connection within {most} s"

    async def passes(self, seconds: float, enough: Callable[[], bool] = lambda: False) -> None:
        """Let so much time pass, or until it is enough; whoever wakes does all it can before it goes on."""
        end = self.clock.monotonic() + seconds
        await settled()
        while not enough() and (left := end - self.clock.monotonic()) > 0:
            await until(lambda: enough() or bool(self.clock.sleeping()))
            self.clock.advance(min(left, *self.clock.sleeping(), left))
            await settled()


async def until(true: Callable[[], bool]) -> None:
    """Wait until it is true, for five real seconds at most."""
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110  nothing tells of all that is waited for here
            await asyncio.sleep(0)


async def settled() -> None:
    """Let what is ready run, over the sockets and back: both ends live in this loop."""
    for _ in range(150):
        await asyncio.sleep(0)


def seconds_of(calls: list[Call]) -> list[float]:
    """When the calls came, by a clock that began at START."""
    return [(call.at - START).total_seconds() for call in calls]
