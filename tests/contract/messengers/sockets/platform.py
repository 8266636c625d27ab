"""The platform at the far end of a messenger's connection, as the suite of the sockets drives it."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Protocol

from aiohttp import web

from bot.messengers.base import Messenger
from tests.clocks import START, FakeClock
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

    def notice(self) -> None:  # noqa: B027  some never lost sight of them
        """Learn at last that the bot has left the silent connections."""

    @abstractmethod
    def fail(self, outage: Outage, times: int) -> None:
        """The next so many attempts to connect come to nothing."""

    @abstractmethod
    def refuse_credentials(self, times: int) -> None:
        """The next so many attempts are told that the credentials are wrong."""

    @abstractmethod
    def ends(self) -> Sequence[tuple[web.Request, web.WebSocketResponse]]:
        """The platform's ends of all connections."""

    async def put(self, frame: str | bytes) -> None:
        """Send this as a text, or a binary, frame on every connection."""
        for _, ws in self.ends():
            await (ws.send_str(frame) if isinstance(frame, str) else ws.send_bytes(frame))

    def spoil(self) -> None:
        """Send what is no frame at all on every connection."""
        for request, _ in self.ends():
            if request.transport is not None:
                request.transport.write(b"HTTP/1.1 502 Bad Gateway\r\n\r\n\xff\xff\xff\xff")

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


def seconds_of(calls: list[Call]) -> list[float]:
    """When the calls came, by a clock that began at START."""
    return [(call.at - START).total_seconds() for call in calls]
