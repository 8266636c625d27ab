"""A bot that runs: its loops, its server, and how it starts and drains."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog
from aiohttp import web

from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.downloads import Downloads
from bot.inbox import Inbox
from bot.jobs import JobRunner
from bot.messengers.base import Host, Messenger
from bot.pulling import Pulling
from bot.relay import Relay
from bot.scheduler import Scheduler
from config.settings import Settings
from knowledge.people.model import Room
from knowledge.people.room_members import outdate_lists
from knowledge.people.rooms import describe_room
from knowledge.people.view import everybody
from knowledge.store.backlog import waiting_now, work_waiting
from knowledge.store.errors import StoreTrouble
from knowledge.store.hints import EVERYTHING, hear
from knowledge.store.lock import FileLock
from knowledge.store.store import Store
from knowledge.store.unit import Reader, Unit

DRAIN_SECONDS = 10.0

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Runtime:
    """Everything that wiring connected. Start it once, stop it once."""

    settings: Settings
    clock: Clock
    store: Store
    messengers: Mapping[str, Messenger]
    inbox: Inbox
    dispatcher: Dispatcher
    relay: Relay
    scheduler: Scheduler
    pulling: Pulling
    hosts: Mapping[str, Host]
    rooms: Sequence[Room]
    base_url: str
    app: web.Application | None
    web_socket: socket.socket | None
    lock: FileLock | None
    runner: JobRunner
    downloads: Downloads
    closers: Sequence[Callable[[], Awaitable[None]]] = ()
    warm: Callable[[Reader], object] | None = None
    """Done once in the background where the bot serves, so that the first question need not wait for it."""
    prepare: Callable[[Unit], None] | None = None
    """Done at the start, before anything else is."""
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Take up what waits, open the server, begin to listen."""
        await self.dispatcher.start()
        await self.runner.start()
        await self.store.write(self._record_rooms)
        if self.prepare is not None:
            await self.store.write(self.prepare)
        await self.meet_team()
        loops = {"dispatcher": self.dispatcher.run, "relay": self.relay.run}
        self._tasks = [asyncio.create_task(self._keep_alive(name, loop)) for name, loop in loops.items()]
        if self.store.replicated:
            self._tasks.append(asyncio.create_task(hear(self.settings.database.url, self._ring)))
        if self.app is not None and self.web_socket is not None:
            self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=1.0)
            await self._runner.setup()
            await web.SockSite(self._runner, self.web_socket).start()
            for name, messenger in self.messengers.items():
                await messenger.start(self.hosts[name])
            await self.scheduler.start()
            loops = {"jobs": self.runner.run, "downloads": self.downloads.run}
            self._tasks += [asyncio.create_task(self._keep_alive(name, loop)) for name, loop in loops.items()]
            feeds = self.pulling.loops()
            self._tasks += [asyncio.create_task(self._keep_alive(name, loop)) for name, loop in feeds.items()]
            if self.warm is not None:
                self._tasks.append(asyncio.create_task(self._warm_up(self.warm)))

    async def stop(self) -> None:
        """Take nothing new, finish what is at work, let go of everything; within ten seconds."""
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await self._drain()
        except TimeoutError:
            log.warning("not everything was finished in time; it goes on after the next start")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.store.close()
        if self.lock is not None:
            self.lock.release()

    async def meet_team(self) -> None:
        """Tell the messengers who is in the team and which rooms are described."""
        people = await self.store.read(everybody)
        for messenger in self.messengers.values():
            await messenger.meet(people, self.rooms)

    async def at_rest(self) -> bool:
        """Whether nothing waits that could be done now; without a server nobody does long work."""
        waits = await self.store.read(waiting_now)
        return not waits and (self.app is None or not await self.store.read(work_waiting))

    async def _keep_alive(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        """Run a loop to its end; one that a bug throws out goes on after a breath, and says so in the log."""
        while True:
            try:
                return await loop()
            except Exception:
                log.exception("a loop broke off and goes on", loop=name)
            await asyncio.sleep(1)

    async def _warm_up(self, warm: Callable[[Reader], object]) -> None:
        """Whatever keeps it from warming up is met again, and told, by the first question."""
        try:
            await self.store.read(warm)
        except StoreTrouble as error:
            log.warning("not warmed up", why=str(error))

    def _ring(self, topic: str) -> None:
        """Another process on this database has work for us, or may have had while we could not hear it."""
        if topic in ("inbox", EVERYTHING):
            self.dispatcher.wake.set()
        if topic in ("outbox", EVERYTHING):
            self.relay.wake.set()
        if topic in ("jobs", EVERYTHING):
            self.downloads.wake.set()
            self.runner.wake.set()

    async def _drain(self) -> None:
        await self.scheduler.stop()
        await self.pulling.stop()
        for messenger in self.messengers.values():
            await messenger.hang_up()
        if self._runner is not None:
            await self._runner.cleanup()
        await self.downloads.stop()
        await self.runner.stop()
        await self.dispatcher.stop()
        await self.relay.stop()
        for messenger in self.messengers.values():
            await messenger.close()
        for close in self.closers:
            await close()

    def _record_rooms(self, unit: Unit) -> None:
        outdate_lists(unit)
        for room in self.rooms:
            describe_room(unit, room)
