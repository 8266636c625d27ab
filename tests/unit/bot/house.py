"""The parts of a bot around one store, with a clock moved by hand and a fake messenger."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Table, select

from bot.dispatcher import Dispatcher
from bot.handling import Handling
from bot.names import Names
from bot.relay import Relay
from bot.telling import Telling
from bot.wiring import plugins
from capture.base import Source
from config.rules import Rules
from handlers.base import Intent
from handlers.consequences import Consequences
from handlers.conversation import Conversation
from handlers.reaction import Step
from knowledge.store.errors import StoreTrouble
from knowledge.store.inbox import Arrival
from knowledge.store.store import Store
from knowledge.store.tables import inbox, outbox
from knowledge.store.unit import Unit
from notifiers.digest import Digest
from notifiers.notice import Address, Notice
from notifiers.outbox import put
from tests.clocks import FakeClock
from tests.unit.bot.fakes import FakeMessenger

T = TypeVar("T")
OPERATOR = "dm:operator"
TO_ANN, TO_BOB = Address("fake", "dm:ann"), Address("fake", "dm:bob")
ZONE = ZoneInfo("Asia/Shanghai")


class TroubledStore(Store):
    """A store whose next writes fail, as often as `troubles` says."""

    troubles = 0

    async def write(self, work: Callable[[Unit], T]) -> T:
        if self.troubles > 0:
            self.troubles -= 1
            raise StoreTrouble("no space")
        return await super().write(work)


@dataclass(slots=True)
class House:
    """A relay and a dispatcher on one store. `me` is what they call themselves in leases."""

    store: TroubledStore
    clock: FakeClock
    messenger: FakeMessenger
    me: str = "house"
    others: Mapping[str, FakeMessenger] = field(default_factory=dict)
    intents: Mapping[str, Intent] = field(default_factory=lambda: plugins().intents)
    sources: Mapping[str, Source] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    digests: Mapping[str, Digest] = field(default_factory=dict)
    rung: int = 0
    poll: float = 30.0

    @property
    def messengers(self) -> Mapping[str, FakeMessenger]:
        return {self.messenger.name: self.messenger, **self.others}

    def telling(self) -> Telling:
        return Telling(self.messengers, ZONE, "en", f"fake:{OPERATOR}", {}, self._ring)

    def relay(self) -> Relay:
        return Relay(self.store, self.clock, self.messengers, self.telling, self.me, self.poll)

    def handling(self) -> Handling:
        consequences = Consequences((), plugins().alerts, Rules())
        conversation = Conversation(self.intents, Names().current, "en", ZONE)
        return Handling(
            self.store,
            self.clock,
            self.me,
            self.messengers,
            conversation,
            self.sources,
            self.steps,
            self.digests,
            consequences,
            self.telling(),
        )

    def dispatcher(self, handling: Handling | None = None, poll: float = 30.0) -> Dispatcher:
        return Dispatcher(self.store, self.clock, handling or self.handling(), self.me, poll)

    async def put(self, *notices: Notice, to: Address = TO_ANN) -> None:
        """Let notices wait, in order."""
        for one in notices:
            await self.store.write(lambda unit, one=one: put(unit, one, to))  # type: ignore[misc]

    async def admit(self, *arrivals: Arrival) -> list[int]:
        """Let rows come in, in order; their ids."""
        found = [await self.store.admit(arrival) for arrival in arrivals]
        return [row_id for row_id in found if row_id is not None]

    async def outbox(self) -> Sequence[Mapping[str, Any]]:
        return await self._rows(outbox)

    async def inbox(self) -> Sequence[Mapping[str, Any]]:
        return await self._rows(inbox)

    async def states(self) -> dict[str, str]:
        """The state of every outbox row, by "subject.version"."""
        return {f"{row['subject']}.{row['version']}": row["state"] for row in await self.outbox()}

    async def _rows(self, table: Table) -> Sequence[Mapping[str, Any]]:
        found = await self.store.read(lambda reader: reader.rows(select(table).order_by(table.c.id)))
        return [dict(row) for row in found]

    def _ring(self) -> None:
        self.rung += 1


async def turn(relay: Relay) -> float:
    """One turn of the relay, with all its sends; the seconds it would wait."""
    pause = await relay._turn()
    while relay._tasks:
        await asyncio.wait(set(relay._tasks))
    return pause


async def send_all(house: House, relay: Relay, seconds: float = 3600) -> None:
    """Turn after turn, moving the clock over every wait, until nothing is sent within `seconds`."""
    until = house.clock.monotonic() + seconds
    while house.clock.monotonic() < until:
        before = len(house.messenger.calls)
        pause = await turn(relay)
        if len(house.messenger.calls) == before:
            house.clock.advance(max(pause, 0.001))


async def until(holds: Callable[[], bool]) -> None:
    """Let the loop run until something holds; fails after five seconds."""
    for _ in range(5000):
        if holds():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it never came to that")
