"""What a vendor sends to the bot's URL, and what the bot answered."""

import asyncio
import json
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.clocks import FakeClock
from tests.patience import LONG_ENOUGH
from tests.vendors.http.calls import Changes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `trouble` is why nothing did ("http_timeout", "connection_failed", "http_error"), or ""."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def ok(self) -> bool:
        return not self.trouble

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; {} where it is empty."""
        return dict(json.loads(self.body)) if self.body.strip() else {}


async def post(
    session: aiohttp.ClientSession, url: str, body: bytes, headers: Mapping[str, str], within: float = LONG_ENOUGH
) -> Answer:
    """One POST; no answer within so many real seconds is trouble, as is anything but a 2xx."""
    try:
        async with asyncio.timeout(within), session.post(url, data=body, headers=headers) as response:
            trouble = "" if response.ok else "http_error"
            return Answer(response.status, await response.read(), dict(response.headers), trouble)
    except TimeoutError:
        return Answer(0, trouble="http_timeout")
    except aiohttp.ClientError:
        return Answer(0, trouble="connection_failed")


async def in_time(clock: FakeClock, seconds: float, asking: Coroutine[Any, Any, Answer]) -> Answer:
    """What `asking` brings, given up once the clock has moved on so far."""
    asked = asyncio.ensure_future(asking)
    limit = asyncio.ensure_future(clock.sleep(seconds))
    try:
        await asyncio.wait([asked, limit], return_when=asyncio.FIRST_COMPLETED)
        return asked.result() if asked.done() else Answer(0, trouble="http_timeout")
    finally:
        for task in (asked, limit):
            task.cancel()
        await asyncio.gather(asked, limit, return_exceptions=True)


@dataclass(slots=True)
class Delivery:
    """One thing sent to the bot, with what it answered each time."""

    id: str
    kind: str
    payload: Mapping[str, Any]
    answers: list[Answer] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    @property
    def answer(self) -> Answer:
        """The latest answer; AssertionError where none came yet."""
        assert self.answers, f"{self.kind} {self.id} was not answered"
        return self.answers[-1]

    def answered(self, answer: Answer) -> Answer:
        self.answers.append(answer)
        self.changes.tell()
        return answer

    async def tried(self, times: int = 1, within: float = LONG_ENOUGH) -> Answer:
        """Wait until it was tried (and answered, or given up) so often; the latest answer."""
        await self.changes.until(lambda: len(self.answers) >= times, within)
        return self.answer
