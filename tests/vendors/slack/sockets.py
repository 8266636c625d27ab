"""Socket Mode's server side: hello, envelopes, acknowledgements, redelivery, and every way to lose a connection."""

import json
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from aiohttp import WSMsgType, web

from tests.patience import LONG_ENOUGH
from tests.vendors.http.calls import Changes
from tests.vendors.http.delivery import Answer, Delivery
from tests.vendors.slack.model import Json

RESPONDING = frozenset({"interactive", "slash_commands"})


@dataclass(slots=True)
class Pending:
    """A delivery that waits for a socket, and how often it went out before."""

    delivery: Delivery
    attempts: int = 0


@dataclass(slots=True, eq=False)
class Socket:
    """One open connection of the bot. `frames` are what the bot sent on it."""

    request: web.Request
    ws: web.WebSocketResponse
    unanswered: dict[str, Pending] = field(default_factory=dict)
    frames: list[Json] = field(default_factory=list)


class Sockets:
    """All connections of the app; each envelope goes to one of them in turn."""

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id
        self.open: list[Socket] = []
        self.opened = 0
        self.changes = Changes()
        self.refusals = 0
        """So many of the next connections are refused, fresh ticket or not."""
        self._waiting: deque[Pending] = deque()
        self._numbers, self._turns = count(1), count()

    async def connected(self, count: int = 1, within: float = LONG_ENOUGH) -> None:
        """Wait until so many sockets are open."""
        await self.changes.until(lambda: len(self.open) >= count, within)

    async def send(self, delivery: Delivery) -> None:
        """To one of the sockets; where none is open, to the next that opens."""
        self._waiting.append(Pending(delivery))
        await self._flush()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until it ends. What was not acknowledged goes out again on another."""
        if self.refusals:
            self.refusals -= 1
            raise web.HTTPForbidden
        ws = web.WebSocketResponse(heartbeat=None, autoping=True)
        await ws.prepare(request)
        socket = Socket(request, ws)
        try:
            await self._greet(socket)
            await self._listen(socket)
        finally:
            self._lost(socket)
            await self._flush()
        return ws

    async def disconnect(self, reason: Literal["warning", "refresh_requested", "link_disabled"]) -> None:
        """Tell every socket that it will end; after a refresh_requested Slack closes it."""
        for socket in list(self.open):
            await socket.ws.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}})
            if reason != "warning":
                await socket.ws.close()

    async def close(self) -> None:
        """Every connection ends with a proper close frame."""
        for socket in list(self.open):
            await socket.ws.close()

    def abort(self) -> None:
        """Every connection is reset under the bot's feet."""
        for socket in list(self.open):
            if socket.request.transport is not None:
                socket.request.transport.abort()

    async def stop(self) -> None:
        self._waiting.clear()
        await self.close()

    async def _greet(self, socket: Socket) -> None:
        debug = {"host": "fake", "build_number": 1, "approximate_connection_time": 18060}
        hello = {"type": "hello", "num_connections": len(self.open) + 1, "debug_info": debug}
        await socket.ws.send_json({**hello, "connection_info": {"app_id": self._app_id}})
        self.open.append(socket)
        self.opened += 1
        self.changes.tell()
        await self._flush()

    async def _listen(self, socket: Socket) -> None:
        async for message in socket.ws:
            if message.type is WSMsgType.TEXT:
                self._heard(socket, json.loads(message.data))

    def _heard(self, socket: Socket, frame: Json) -> None:
        socket.frames.append(frame)
        if (pending := socket.unanswered.pop(frame.get("envelope_id", ""), None)) is not None:
            payload = frame.get("payload")
            body = b"" if payload is None else json.dumps(payload).encode()
            pending.delivery.answered(Answer(200, body))
        self.changes.tell()

    def _lost(self, socket: Socket) -> None:
        if socket in self.open:
            self.open.remove(socket)
        again = [one for one in socket.unanswered.values() if one.delivery.kind == "events_api"]
        self._waiting.extendleft(reversed(again))
        self.changes.tell()

    async def _flush(self) -> None:
        while self.open and self._waiting:
            pending = self._waiting.popleft()
            socket = self.open[next(self._turns) % len(self.open)]
            await self._send_on(socket, pending)

    async def _send_on(self, socket: Socket, pending: Pending) -> None:
        envelope_id = f"env-{next(self._numbers)}"
        kind = pending.delivery.kind
        frame: Json = {"envelope_id": envelope_id, "type": kind, "payload": pending.delivery.payload}
        frame["accepts_response_payload"] = kind in RESPONDING
        if kind == "events_api":
            frame |= {"retry_attempt": pending.attempts, "retry_reason": "timeout" if pending.attempts else ""}
        pending.attempts += 1
        socket.unanswered[envelope_id] = pending
        with suppress(ConnectionError):
            await socket.ws.send_json(frame)
