"""A host that keeps what a messenger hands to it."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.messengers.base import Admitted, Json
from tests.clocks import FakeClock


@dataclass(slots=True)
class FakeHost:
    """Takes everything once (`taken`, in order); `answers` are outcomes by event id; leases last by the clock.

    `refusing`: the database takes nothing now; what is raised then.
    """

    clock: FakeClock
    me: str = "host"
    taken: list[Admitted] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)
    values: dict[str, Json] = field(default_factory=dict)
    reports: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)
    leases: dict[str, tuple[str, float]] = field(default_factory=dict)
    refusing: Exception | None = None
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _seen: set[str] = field(default_factory=set)

    async def take(self, admitted: Admitted) -> int | None:
        """Keep it; None where its id had come before."""
        if self.refusing is not None:
            raise self.refusing
        json.dumps(admitted.body)
        if admitted.event_id in self._seen:
            return None
        self._seen.add(admitted.event_id)
        self.taken.append(admitted)
        self._arrived.set()
        return len(self.taken)

    async def arrived(self, count: int = 1) -> list[Admitted]:
        """Wait until so many have been taken."""
        while len(self.taken) < count:
            self._arrived.clear()
            await self._arrived.wait()
        return self.taken

    async def outcome(self, row_id: int, seconds: float) -> Json | None:  # noqa: ARG002  known at once or never
        """The answer laid out for that event."""
        return self.answers.get(self.taken[row_id - 1].event_id)

    async def hold(self, lease: str, seconds: float) -> bool:
        """Take or keep a lease. Hosts share leases by sharing the dictionary."""
        owner, until = self.leases.get(lease, (self.me, 0.0))
        if owner != self.me and until > self.clock.monotonic():
            return False
        self.leases[lease] = (self.me, self.clock.monotonic() + seconds)
        return True

    async def let_go(self, lease: str) -> None:
        """Give it back, where it is ours."""
        if self.leases.get(lease, ("", 0.0))[0] == self.me:
            del self.leases[lease]

    async def keep(self, name: str, value: Json) -> None:
        """Keep a value as the database does: as JSON."""
        self.values[name] = json.loads(json.dumps(value))

    async def kept(self, name: str) -> Json | None:
        """The value kept."""
        return self.values.get(name)

    async def forget(self, name: str) -> None:
        """Keep it no longer."""
        self.values.pop(name, None)

    async def report(self, trouble: str, subject: str, **facts: str) -> None:
        """Note what the operator would be told."""
        self.reports.append((trouble, subject, facts))
