"""Brings events to the bot's receiver: signed, in order per room, again and again until it answers."""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import aiohttp

from bot.messengers.local.hub.model import Event
from bot.messengers.local.hub.signature import sign

ATTEMPTS = 40
LONGEST_PAUSE = 30.0
NO_ANSWER = {"zh": "机器人没有应答，正在重试。", "en": "The bot does not answer; trying again."}
GAVE_UP = {"zh": "机器人一直没有应答，没有送到。", "en": "The bot did not answer, so this was not delivered."}
REFUSED = {"zh": "机器人不接受这条消息。", "en": "The bot refused this message."}

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far an event has come: waiting (being tried again), delivered, or failed with a reason."""

    state: str
    reason: Words | None = None
    after: float | None = None


def pause_before(attempt: int, asked: float | None) -> float:
    """Seconds to wait after failed attempt number `attempt` (from 0); what the receiver asked for goes first."""
    wanted = 0.2 * 2.0 ** min(attempt, 10) if asked is None else asked
    return min(LONGEST_PAUSE, max(0.05, wanted))


class Courier:
    """One queue per room. `report` is told of every change of an event's state."""

    def __init__(
        self,
        url: str,
        secret: bytes,
        report: Callable[[Event, Delivery], None],
        *,
        now: Callable[[], datetime],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._url, self._secret, self._report = url, secret, report
        self._now, self._pause = now, pause
        self._queues: dict[str, deque[Event]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Begin to deliver, first what was queued before."""
        timeout = aiohttp.ClientTimeout(total=15, connect=5)
        connector = aiohttp.TCPConnector(limit=64, keepalive_timeout=60)
        self._session = aiohttp.ClientSession(timeout=timeout, connector=connector, trust_env=False)
        for room_id in list(self._queues):
            self._wake(room_id, self._session)

    async def stop(self) -> None:
        """Stop at once; what was not delivered stays with the caller."""
        workers = list(self._workers.values())
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def busy(self) -> bool:
        """Whether something is on its way to the bot."""
        return bool(self._queues)

    def take(self, event: Event) -> None:
        """Queue an event behind the others of its room."""
        self._queues.setdefault(event.room_id, deque()).append(event)
        if self._session is not None:
            self._wake(event.room_id, self._session)

    def _wake(self, room_id: str, session: aiohttp.ClientSession) -> None:
        if room_id not in self._workers:
            self._workers[room_id] = asyncio.create_task(self._drain(room_id, session))

    async def _drain(self, room_id: str, session: aiohttp.ClientSession) -> None:
        queue = self._queues[room_id]
        try:
            while queue:
                delivery = await self._deliver(queue[0], session)
                self._report(queue.popleft(), delivery)
            del self._queues[room_id]
        finally:
            del self._workers[room_id]

    async def _deliver(self, event: Event, session: aiohttp.ClientSession) -> Delivery:
        for attempt in count():
            delivery = await self._post(event, session)
            if delivery.state != "waiting":
                return delivery
            if attempt == 0:
                self._report(event, delivery)
            if attempt == ATTEMPTS:
                break
            await self._pause(pause_before(attempt, delivery.after))
        return Delivery("failed", GAVE_UP)

    async def _post(self, event: Event, session: aiohttp.ClientSession) -> Delivery:
        body = json.dumps(event.body, ensure_ascii=False, separators=(",", ":")).encode()
        timestamp = str(int(self._now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "X-Dazi-Timestamp": timestamp,
            "X-Dazi-Signature": sign(self._secret, timestamp, body),
        }
        try:
            async with session.post(self._url, data=body, headers=headers, allow_redirects=False) as answer:
                return _judge(answer.status, answer.headers.get("Retry-After", ""), await answer.content.read(8_192))
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Delivery("waiting", NO_ANSWER)


def _judge(status: int, retry_after: str, body: bytes) -> Delivery:
    if status < 300:
        return Delivery("delivered")
    if status == 429 or status >= 500:
        return Delivery("waiting", NO_ANSWER, float(retry_after) if retry_after.isdecimal() else None)
    return Delivery("failed", _words_in(body) or REFUSED)


def _words_in(body: bytes) -> Words | None:
    """The receiver's own sentence, where it gave one as {"error": {"zh", "en"}} or {"error": "…"}."""
    try:
        error = json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return None
    if isinstance(error, str):
        return {"zh": error, "en": error}
    if isinstance(error, dict) and {"zh", "en"} <= error.keys():
        return {"zh": str(error["zh"]), "en": str(error["en"])}
    return None
