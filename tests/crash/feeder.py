"""What happens to the bot while it is killed: questions in rooms and signals of leads, each sent until acknowledged."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from bot.clock import SystemClock
from bot.messengers.local.hub.signature import sign
from tests.crash.bot_process import HOOK_KEY, SECRET, customer, lead_ids, rep

DIRECT_ROOMS, GROUP_ROOMS = 10, 10
AGAIN = 0.2
"""The share of events that are delivered a second time."""

_CLOCK = SystemClock()
_JOURNEY: Sequence[Mapping[str, str]] = (
    {"kind": "page_view", "page": "/compare/one"},
    {"kind": "page_view", "page": "/compare/two"},
    {"kind": "page_view", "page": "/compare/three"},
    {"kind": "download", "asset": "service-whitepaper"},
    {"kind": "form", "form": "maintenance"},
)


@dataclass(slots=True)
class Fed:
    """What was acknowledged: the events of each room in order, and the leads that turned hot."""

    rooms: dict[str, list[str]] = field(default_factory=dict)
    leads: list[str] = field(default_factory=list)
    again: int = 0

    @property
    def events(self) -> int:
        """How many questions were acknowledged."""
        return sum(map(len, self.rooms.values()))


class Feeder:
    """Feeds a bot at `url` until told that it is enough. A room has one event under way at a time."""

    def __init__(self, url: str, chance: Random, pause: float) -> None:
        self._url, self._chance, self._pause = url, chance, pause
        self.enough = asyncio.Event()
        self.fed = Fed()

    async def run(self) -> None:
        """Feed all rooms and leads side by side; returns once everything begun is acknowledged."""
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
            for number in range(DIRECT_ROOMS):
                group.create_task(self._room(session, f"dm:{rep(number)}", number, direct=True))
            for number in range(GROUP_ROOMS):
                group.create_task(self._room(session, f"team-{number}", number, direct=False))
            group.create_task(self._leads(session))

    async def _room(self, session: aiohttp.ClientSession, room: str, number: int, *, direct: bool) -> None:
        acknowledged = self.fed.rooms.setdefault(room, [])
        while not self.enough.is_set():
            event_id = f"{room}#{len(acknowledged)}"
            body = json.dumps(_question(event_id, room, rep(number), len(acknowledged), direct=direct)).encode()
            await self._deliver(session, body)
            acknowledged.append(event_id)
            await self._perhaps_again(session, body)
            await asyncio.sleep(self._chance.uniform(0, self._pause))

    async def _leads(self, session: aiohttp.ClientSession) -> None:
        for lead_id in lead_ids():
            for step, signal in enumerate(_JOURNEY):
                at = _CLOCK.now().isoformat()
                body = {**signal, "at": at, "event_id": f"{lead_id}-{step}", "visitor_id": f"v-{lead_id}"}
                await self._hook(session, {**body, "lead_id": lead_id})
            self.fed.leads.append(lead_id)
            if self.enough.is_set():
                return
            await asyncio.sleep(self._chance.uniform(0, 2 * self._pause))

    async def _hook(self, session: aiohttp.ClientSession, signal: Mapping[str, Any]) -> None:
        body = json.dumps(signal).encode()
        await self._until_taken(session, "/hooks/web", body, {"X-Dazi-Key": HOOK_KEY})
        if self._chance.random() < AGAIN:
            self.fed.again += 1
            await self._until_taken(session, "/hooks/web", body, {"X-Dazi-Key": HOOK_KEY})

    async def _perhaps_again(self, session: aiohttp.ClientSession, body: bytes) -> None:
        if self._chance.random() < AGAIN:
            self.fed.again += 1
            await self._deliver(session, body)

    async def _deliver(self, session: aiohttp.ClientSession, body: bytes) -> None:
        stamp = str(int(_CLOCK.now().timestamp()))
        signed = {"X-Dazi-Timestamp": stamp, "X-Dazi-Signature": sign(SECRET.encode(), stamp, body)}
        await self._until_taken(session, "/messengers/local/events", body, signed)

    async def _until_taken(
        self, session: aiohttp.ClientSession, path: str, body: bytes, headers: Mapping[str, str]
    ) -> None:
        while True:
            try:
                async with session.post(self._url + path, data=body, headers=headers) as answer:
                    if answer.status == 200:
                        return
                    assert answer.status >= 500, (answer.status, await answer.text())
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(0.05)


def _question(event_id: str, room: str, person: str, number: int, *, direct: bool) -> Mapping[str, Any]:
    return {
        "event_id": event_id,
        "kind": "said",
        "room": {"id": room, "direct": direct, "title": room, "outsiders": False},
        "sender": {"id": person, "name": person},
        "text": f"who owns {customer(number)}?",
        "at": _CLOCK.now().isoformat(),
        "mentions_bot": True,
    }
