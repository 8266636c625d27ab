"""Socket Mode: Slack brings its events over a WebSocket that we open, through the same admission as HTTP.

slack_bolt's own client is not used: when a ticket is refused it tries the same one for ever.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import aiohttp
import structlog

from bot.clock import Clock
from bot.messengers.base import Admitted, BadPayload, Host, Ignored, Retry
from bot.messengers.slack.api import Refusal, WebApi
from bot.wire.http import Http
from bot.wire.socket import Ended, keep_connected
from bot.wire.tasks import Tasks
from knowledge.store.errors import StoreTrouble

HELLO_SECONDS = 10.0
HEARTBEAT_SECONDS = 20.0
"""We ping Slack this often; half of it without an answer, and the connection counts as lost."""

LINGER_SECONDS = 30.0
"""So long an old connection is read on after Slack has asked us to move: what it still brings is not lost."""

ANSWER_SECONDS = 3.0
"""Slack waits no longer for what comes of a form."""

ENVELOPES = frozenset({"events_api", "slash_commands", "interactive"})

Admit = Callable[[Mapping[str, Any]], Admitted | Ignored | BadPayload]
log = structlog.get_logger(__name__)


class SocketMode:
    """One connection kept open. What comes in is stored before it is acknowledged."""

    def __init__(self, api: WebApi, http: Http, clock: Clock, app_token: str, admit: Admit) -> None:
        self._api, self._http, self._clock, self._token, self._admit = api, http, clock, app_token, admit
        self._host: Host | None = None
        self._running: asyncio.Task[None] | None = None
        self._answers, self._old = Tasks(), Tasks()
        self._hung_up, self._storing = False, asyncio.Lock()

    def start(self, host: Host) -> None:
        """Connect, and stay connected."""
        self._host = host
        about = {"messenger": "Slack", "why": "Socket Mode"}
        self._running = asyncio.create_task(keep_connected(self._session, self._clock, self._report, about))

    async def hang_up(self) -> None:
        """Take nothing more in; what was stored is acknowledged, what comes meanwhile Slack sends again elsewhere."""
        self._hung_up = True
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_SECONDS), self._storing:
                pass
        await self._answers.drain(ANSWER_SECONDS)
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait([self._running])
        await self._old.cancel()

    async def ticket(self) -> str | Ended:
        """The address of a fresh connection, or how it ended before it began."""
        found = await self._api.call_with(self._token, "apps.connections.open", {})
        if isinstance(found, Refusal):
            log.warning("Slack opens no connection", code=found.code)
            return Ended.REFUSED
        return Ended.LOST if isinstance(found, Retry) else str(found.data.get("url") or "")

    async def _report(self, trouble: str, about: Mapping[str, str]) -> None:
        names = {"connection_refused": "messenger_refused", "connection_kicked": "messenger_kicked"}
        if self._host is None or trouble not in names:
            return
        try:
            await self._host.report(names[trouble], "socket", **about)
        except StoreTrouble:
            log.warning("the operator could not be told", trouble=trouble)

    async def _session(self) -> Ended:
        """One connection. After a request to move it is read on beside, while the next one opens."""
        url = await self.ticket()
        if isinstance(url, Ended):
            return url
        async with asyncio.timeout(HELLO_SECONDS):
            socket = await self._http.open_socket(url, heartbeat=HEARTBEAT_SECONDS)
        ended = Ended.LOST
        try:
            if await _greeted(socket):
                ended = await self._read(socket)
        finally:
            if ended is Ended.ASKED:
                self._old.start(self._linger(socket))
            else:
                await socket.close()
        return ended

    async def _linger(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        try:
            async with asyncio.timeout(LINGER_SECONDS):
                asked = Ended.ASKED
                while asked is Ended.ASKED:
                    asked = await self._read(socket)
        except TimeoutError:
            log.info("Slack did not close the old connection")
        finally:
            await socket.close()

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> Ended:
        """Frames until Slack closes, or asks us to move."""
        async for message in socket:
            frame = _object(message.data) if message.type is aiohttp.WSMsgType.TEXT else {}
            kind = str(frame.get("type"))
            if kind == "disconnect":
                log.info("Slack asks to move", reason=str(frame.get("reason"))[:40])
                return Ended.REFUSED if frame.get("reason") == "link_disabled" else Ended.ASKED
            if kind in ENVELOPES:
                async with self._storing:
                    await self._envelope(socket, frame)
        return Ended.LOST

    async def _envelope(self, socket: aiohttp.ClientWebSocketResponse, frame: Mapping[str, Any]) -> None:
        """Store first; what could not be stored, or comes after hanging up, is not acknowledged, and comes again."""
        if self._hung_up:
            return
        payload = frame.get("payload")
        found = self._admit(payload) if isinstance(payload, dict) else BadPayload(400, "no payload")
        row_id: int | None = None
        if isinstance(found, Admitted) and self._host is not None:
            try:
                row_id = await self._host.take(found)
            except StoreTrouble as trouble:
                log.warning("an envelope could not be stored", why=type(trouble).__name__)
                return
        if isinstance(found, Admitted) and found.inline is not None and frame.get("accepts_response_payload"):
            self._answers.start(self._answer(socket, frame, found, row_id))
        else:
            await _acknowledge(socket, frame, "")

    async def _answer(
        self, socket: aiohttp.ClientWebSocketResponse, frame: Mapping[str, Any], found: Admitted, row_id: int | None
    ) -> None:
        """Acknowledge with what came of it, where that comes in time."""
        if found.inline is None or self._host is None:
            return
        outcome = await self._host.outcome(row_id, found.inline.seconds) if row_id is not None else None
        await _acknowledge(socket, frame, found.inline.write(outcome))


async def _greeted(socket: aiohttp.ClientWebSocketResponse) -> bool:
    """Whether Slack says hello, as it does first of all."""
    async with asyncio.timeout(HELLO_SECONDS):
        message = await socket.receive()
    return message.type is aiohttp.WSMsgType.TEXT and _object(message.data).get("type") == "hello"


async def _acknowledge(socket: aiohttp.ClientWebSocketResponse, frame: Mapping[str, Any], body: str) -> None:
    answer = {"payload": json.loads(body)} if body else {}
    try:
        await socket.send_json({"envelope_id": frame.get("envelope_id"), **answer})
    except ConnectionError:
        log.info("the connection ended before the acknowledgement; Slack sends it again")


def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
