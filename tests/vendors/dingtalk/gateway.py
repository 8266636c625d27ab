"""The gateway of Stream mode: tickets, open connections, and what comes back on them."""

import asyncio
import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.clocks import FakeClock
from tests.patience import LONG_ENOUGH
from tests.vendors.dingtalk import frames
from tests.vendors.dingtalk.errors import ApiError
from tests.vendors.dingtalk.frames import Ack, BadAck, Topic
from tests.vendors.dingtalk.gate import Args
from tests.vendors.dingtalk.limits import Tokens
from tests.vendors.http.calls import Changes

TICKET_SECONDS = 90.0
GRACE_SECONDS = 10.0


@dataclass(eq=False, slots=True)
class Connection:
    """One open socket. `leaving`: told to go, gets nothing new. `silent`: half open, nothing comes from it any more."""

    id: str
    topics: tuple[Topic, ...]
    socket: web.WebSocketResponse
    request: web.Request
    leaving: bool = False
    silent: bool = False

    async def send(self, text: str) -> None:
        if not self.silent and not self.socket.closed:
            with suppress(ConnectionError):
                await self.socket.send_str(text)

    def abort(self) -> None:
        """Gone without a word: the TCP connection is cut."""
        if self.request.transport is not None:
            self.request.transport.abort()


@dataclass(slots=True)
class Gateway:
    """`url` is set once the server listens. `refused_tickets`: so many handshakes more are refused."""

    clock: FakeClock
    tokens: Tokens
    chance: random.Random
    url: str = ""
    connections: list[Connection] = field(default_factory=list)
    opened: int = 0
    refused_tickets: int = 0
    acks: list[Ack] = field(default_factory=list)
    late: list[Ack] = field(default_factory=list)
    bad_frames: list[str] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
    _tickets: dict[str, tuple[float, tuple[Topic, ...]]] = field(default_factory=dict)
    _waiting: dict[str, "asyncio.Future[Ack]"] = field(default_factory=dict)
    _count: int = 0

    def open(self, args: Args) -> dict[str, Any]:
        """gateway/connections/open: who may connect, to what, with which ticket."""
        if not self.tokens.genuine(args.get("clientId"), args.get("clientSecret")):
            raise ApiError(401, "authFailed", "clientId 或 clientSecret 不合法")
        ticket = self._new_id("ticket-")
        self._tickets[ticket] = (self.clock.monotonic() + TICKET_SECONDS, _topics(args.get("subscriptions")))
        return {"endpoint": f"{self.url.replace('http', 'ws', 1)}/connect", "ticket": ticket}

    async def connect(self, request: web.Request) -> web.StreamResponse:
        until, topics = self._tickets.pop(request.query.get("ticket", ""), (0.0, ()))
        if self.refused_tickets or self.clock.monotonic() >= until:
            self.refused_tickets = max(0, self.refused_tickets - 1)
            return web.Response(status=401, text="ticket is invalid")
        socket = web.WebSocketResponse(autoping=False, timeout=1.0)
        await socket.prepare(request)
        connection = Connection(self._new_id("conn-"), topics, socket, request)
        self.connections.append(connection)
        self.opened += 1
        self.changes.tell()
        try:
            await self._listen(connection)
        finally:
            self.connections.remove(connection)
            self.changes.tell()
        return socket

    async def connected(self, count: int = 1, within: float = LONG_ENOUGH) -> list[Connection]:
        """Wait until exactly so many connections are open."""
        await self.changes.until(lambda: len(self.connections) == count, within)
        return list(self.connections)

    def pick(self, topic: Topic) -> Connection | None:
        """One of the connections that take this topic, at random."""
        fit = [one for one in self.connections if not one.leaving and any(each.takes(topic) for each in one.topics)]
        return self.chance.choice(fit) if fit else None

    async def ask(self, on: Connection, topic: Topic, data: str, extra: Mapping[str, str], within: float) -> Ack | None:
        """Send one frame and wait for its acknowledgement; None where none came in so many seconds of the clock."""
        message_id = self._new_id("m-")
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting[message_id] = answer
        over = asyncio.ensure_future(self.clock.sleep(within))
        try:
            await on.send(frames.frame(topic, message_id, self._now_ms(), data, extra))
            both: set[asyncio.Future[Any]] = {answer, over}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            return answer.result() if answer.done() else None
        finally:
            over.cancel()
            del self._waiting[message_id]

    async def ping(self, connection: Connection, opaque: str, within: float = LONG_ENOUGH) -> Ack:
        """Ping a connection; its acknowledgement. TimeoutError after so many real seconds."""
        message_id = self._new_id("p-")
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting[message_id] = answer
        try:
            await connection.send(frames.ping(message_id, self._now_ms(), opaque))
            return await asyncio.wait_for(answer, within)
        finally:
            del self._waiting[message_id]

    async def dismiss(self, connection: Connection, reason: str) -> None:
        """Tell a connection to go; ten seconds of the clock later the socket is closed."""
        connection.leaving = True
        await connection.send(frames.disconnect(self._new_id("d-"), self._now_ms(), reason))
        await self.clock.sleep(GRACE_SECONDS)
        await connection.socket.close()

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is WSMsgType.PING and not connection.silent:
                await connection.socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._take(message.data)
            elif message.type is WSMsgType.BINARY:
                self.bad_frames.append(repr(message.data[:200]))

    def _take(self, text: str) -> None:
        try:
            ack = frames.parse_ack(text)
        except BadAck:
            self.bad_frames.append(text)
        else:
            waiting = self._waiting.get(ack.message_id)
            if waiting is None or waiting.done():
                self.late.append(ack)
            else:
                self.acks.append(ack)
                waiting.set_result(ack)
        self.changes.tell()

    def _new_id(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}{self._count:06d}_{self.chance.getrandbits(32):08x}"

    def _now_ms(self) -> int:
        return int(self.clock.now().timestamp() * 1000)


def _topics(told: object) -> tuple[Topic, ...]:
    if not isinstance(told, list) or not told:
        raise ApiError(400, "invalidParameter.subscriptions.invalid", "subscriptions are required")
    try:
        topics = tuple(Topic(one["type"], one["topic"]) for one in told)
    except (KeyError, TypeError) as wrong:
        raise ApiError(400, "invalidParameter.subscriptions.invalid", "type and topic are required") from wrong
    if not all(one.type in ("EVENT", "CALLBACK", "SYSTEM") for one in topics):
        raise ApiError(400, "invalidParameter.subscriptions.invalid", "type is EVENT or CALLBACK")
    return topics
