"""Stream mode: the connection that the bot opens, kept open, and changed for a new one when the gateway asks."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from urllib.parse import quote

import aiohttp
import structlog
from aiohttp import ClientWebSocketResponse, WSMsgType

from bot.clock import Clock
from bot.messengers.dingtalk.fields import text_in
from bot.messengers.dingtalk.frames import BOT_TOPIC, CARD_TOPIC, Frame, frame_in
from bot.messengers.dingtalk.settings import DingTalkSettings
from bot.wire.http import Answer, Http, NoAnswer
from bot.wire.socket import Ended, Report, keep_connected, watched
from bot.wire.tasks import Tasks
from bot.wire.watchdog import Watchdog

OPEN_PATH = "/v1.0/gateway/connections/open"
OPENING_SECONDS = 20.0
SILENT_SECONDS = 120.0
"""A connection without a frame for so long is taken for dead: the gateway pings more often."""

LEAVING_SECONDS = 30.0
"""How long a dismissed connection is still read; the gateway closes it after 10."""

HEARTBEAT_SECONDS = 30.0
ACK_SECONDS = 3.0
"""How long the last acknowledgements may take when the bot stops."""

AGENT = "dazi/1"

log = structlog.get_logger(__name__)

Reply = Callable[[Frame], Awaitable[str | None]]


class Line:
    """One open connection. Every frame is answered on the connection that brought it, whatever comes after it."""

    def __init__(self, socket: ClientWebSocketResponse, clock: Clock, reply: Reply) -> None:
        self._socket, self._clock, self._reply = socket, clock, reply
        self._answering = Tasks()
        self._watchdog = Watchdog(clock, SILENT_SECONDS)

    async def lived(self) -> Ended:
        """Take frames until the connection ends, falls silent, or is dismissed (ASKED: it is still open then)."""
        self._watchdog = Watchdog(self._clock, SILENT_SECONDS)
        return await watched(self._listen(), self._watchdog)

    async def emptied(self) -> None:
        """Take what still comes on a dismissed connection until it ends, then close it."""
        try:
            await watched(self._listen(), Watchdog(self._clock, LEAVING_SECONDS))
        finally:
            await self.close()

    async def close(self) -> None:
        """Send the acknowledgements that are due, and close."""
        await self._answering.drain(ACK_SECONDS)
        await self._socket.close()

    async def _listen(self) -> Ended:
        async for message in self._socket:
            self._watchdog.heard()
            frame = frame_in(message.data) if message.type is WSMsgType.TEXT else None
            if frame is None:
                continue
            if frame.type == "SYSTEM" and frame.topic == "disconnect":
                return Ended.ASKED
            self._answering.start(self._answered(frame))
        return Ended.LOST

    async def _answered(self, frame: Frame) -> None:
        answer = await self._reply(frame)
        if answer is not None:
            with suppress(ConnectionError, aiohttp.ClientError):
                await self._socket.send_str(answer)


class Stream:
    """The application's side of Stream mode. `reply` answers frames, `report` tells the operator."""

    def __init__(self, settings: DingTalkSettings, http: Http, clock: Clock, reply: Reply, report: Report) -> None:
        self._settings, self._http, self._clock = settings, http, clock
        self._reply, self._report = reply, report
        self._leaving = Tasks()
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Connect, and stay connected."""
        about = {"messenger": "dingtalk", "over": "Stream"}
        self._running = asyncio.create_task(keep_connected(self._session, self._clock, self._report, about))

    async def stop(self) -> None:
        """Take nothing more in; what was taken is acknowledged."""
        running, self._running = self._running, None
        if running is not None:
            running.cancel()
            await asyncio.wait([running])
        await self._leaving.cancel()

    async def open(self) -> Answer | NoAnswer:
        """Ask the gateway for an address and a ticket; the ticket is good once, for 90 seconds."""
        body = {
            "clientId": self._settings.client_id,
            "clientSecret": self._settings.client_secret.get_secret_value(),
            "subscriptions": [{"type": kind, "topic": topic} for kind, topic in self._topics()],
            "ua": AGENT,
        }
        return await self._http.call("POST", OPEN_PATH, json=body, headers={"Accept": "application/json"})

    def _topics(self) -> list[tuple[str, str]]:
        """Only what is served here."""
        cards = [("CALLBACK", CARD_TOPIC)] if self._settings.card_template_id else []
        return [("CALLBACK", BOT_TOPIC), *cards, *([("EVENT", "*")] if self._settings.events else [])]

    async def _session(self) -> Ended:
        """One connection from its ticket to its end. A dismissed one is read on beside the next."""
        async with asyncio.timeout(OPENING_SECONDS):
            socket = await self._connected()
        if isinstance(socket, Ended):
            return socket
        line, ended = Line(socket, self._clock, self._reply), Ended.LOST
        try:
            ended = await line.lived()
        finally:
            if ended is not Ended.ASKED:
                await line.close()
        if ended is Ended.ASKED:
            self._leaving.start(line.emptied())
        return ended

    async def _connected(self) -> ClientWebSocketResponse | Ended:
        answer = await self.open()
        if isinstance(answer, NoAnswer):
            log.info("gateway not reached", why=answer.why)
            return Ended.LOST
        if is_refused(answer):
            return Ended.REFUSED
        address = _address(answer.json or {})
        if not address:
            log.info("gateway gave no ticket", status=answer.status)
            return Ended.LOST
        return await self._http.open_socket(address, heartbeat=HEARTBEAT_SECONDS)


def is_refused(answer: Answer) -> bool:
    """Whether the gateway says that client_id or client_secret are wrong."""
    code = text_in(answer.json or {}, "code")
    return answer.status == 401 or (answer.status in (400, 403) and "client" in code.lower())


def _address(told: Mapping[str, object]) -> str:
    endpoint, ticket = text_in(told, "endpoint"), text_in(told, "ticket")
    return f"{endpoint}?ticket={quote(ticket, safe='')}" if endpoint and ticket else ""
