"""The AI bot's long connection. WeCom lets a bot have one; a lease decides which process holds it."""

import asyncio
from collections.abc import Mapping

from bot.clock import Clock
from bot.messengers.base import Admitted, Host
from bot.messengers.wecom import bot_events
from bot.messengers.wecom.intake import Intake
from bot.messengers.wecom.link import Frame, Link
from bot.messengers.wecom.receive import admitted
from bot.messengers.wecom.refusals import NOT_IN, Refusal
from bot.messengers.wecom.settings import AiBotSettings
from bot.messengers.wecom.tickets import Ticket
from bot.wire.http import Http
from bot.wire.socket import Ended, keep_connected, watched
from bot.wire.tasks import Tasks
from bot.wire.watchdog import Watchdog
from knowledge.store.errors import StoreTrouble

LEASE_SECONDS, RENEW_SECONDS, PING_SECONDS = 30.0, 10.0, 30.0
SILENT_SECONDS = 65.0
"""Two acknowledgements of pings are missing then."""

_CALLBACKS = frozenset({"aibot_msg_callback", "aibot_event_callback"})
_WHY = {
    "messenger_refused": "the AI bot's bot_id or secret is wrong, or it is not in long-connection mode (853000)",
    "messenger_kicked": "another program subscribed as the same AI bot",
}


class Socket:
    """Keeps the bot connected while this process has the lease. `seconds` is how long an answer may take."""

    def __init__(self, settings: AiBotSettings, url: str, http: Http, clock: Clock, seconds: float) -> None:
        self._settings, self._url, self._http, self._clock, self._seconds = settings, url, http, clock, seconds
        self.link: Link | None = None
        self._host: Host | None = None
        self._intake: Intake | None = None
        self._tasks = Tasks()
        self._ours_until = 0.0

    def start(self, host: Host) -> None:
        """Begin to want the connection."""
        self._host, self._intake = host, Intake(host, self._clock)
        about = {"messenger": "wecom", "bot": self._settings.bot_id}
        self._tasks.start(keep_connected(self._session, self._clock, self._report, about, give_up=self._give_up))

    async def stop(self) -> None:
        """Close it and give the lease back, so that another process may take over at once."""
        if self._intake is None:
            return
        await self._tasks.cancel()
        await self._intake.close()
        await self._give_up()
        self._intake = None

    @property
    def _lease(self) -> str:
        return f"ai_bot:{self._settings.bot_id}"

    async def _session(self) -> Ended:
        """Wait for the lease, then live through one connection."""
        while not await self._is_ours():
            await self._clock.sleep(RENEW_SECONDS)
        async with asyncio.timeout(self._seconds):
            ws = await self._http.open_socket(self._url)
        link, watchdog = Link(self._clock.new_id(), ws, self._seconds), Watchdog(self._clock, SILENT_SECONDS)
        try:
            return await watched(self._lived(link, watchdog), watchdog)
        finally:
            self.link = None
            link.broke()
            await ws.close()

    async def _lived(self, link: Link, watchdog: Watchdog) -> Ended:
        reading = asyncio.create_task(self._read(link, watchdog))
        keeping = asyncio.create_task(self._keep(link))
        try:
            await asyncio.wait((keeping, reading), return_when=asyncio.FIRST_COMPLETED)
            if self.link is None:  # how subscribing ended says more than that the line was closed after it
                link.broke()
                return await keeping
            return keeping.result() if keeping.done() else reading.result()
        finally:
            for task in (reading, keeping):
                task.cancel()
            await asyncio.gather(reading, keeping, return_exceptions=True)

    async def _keep(self, link: Link) -> Ended:
        """Subscribe; then show that we live, and keep the lease."""
        secret = self._settings.secret.get_secret_value()
        body = {"bot_id": self._settings.bot_id, "secret": secret}
        answer = await link.ask("aibot_subscribe", self._clock.new_id(), body)
        if isinstance(answer, Refusal):
            return Ended.REFUSED if answer.errcode in NOT_IN else Ended.LOST
        if not isinstance(answer, Mapping):
            return Ended.LOST
        self.link, pinged = link, self._clock.monotonic()
        while await self._is_ours():
            await self._clock.sleep(RENEW_SECONDS)
            if self._clock.monotonic() - pinged >= PING_SECONDS:
                await link.tell("ping", self._clock.new_id())
                pinged = self._clock.monotonic()
        return Ended.LOST

    async def _read(self, link: Link, watchdog: Watchdog) -> Ended:
        async for frame in link.frames():
            watchdog.heard()
            if str(frame.get("cmd")) not in _CALLBACKS:
                link.acknowledged(frame)
            elif _is_farewell(frame):
                return Ended.KICKED
            else:
                self._take(frame, link)
        return Ended.LOST

    def _take(self, frame: Frame, link: Link) -> None:
        headers, told = frame.get("headers"), frame.get("body")
        if not isinstance(headers, dict) or not isinstance(told, dict) or self._intake is None:
            return
        now = self._clock.now()
        ticket = Ticket(link.name, str(headers.get("req_id", "")), now)
        found = admitted(bot_events.stored(told, ticket, self._settings.name, now))
        if isinstance(found, Admitted):
            self._intake.put(found)

    async def _is_ours(self) -> bool:
        if self._host is None:
            return False
        now = self._clock.monotonic()
        try:
            ours = await self._host.hold(self._lease, LEASE_SECONDS)
        except StoreTrouble:
            return now < self._ours_until
        self._ours_until = now + LEASE_SECONDS - RENEW_SECONDS if ours else 0.0
        return ours

    async def _give_up(self) -> None:
        try:
            if self._host is not None:
                await self._host.let_go(self._lease)
        except StoreTrouble:
            return  # it runs out by itself

    async def _report(self, trouble: str, about: Mapping[str, str]) -> None:
        told = trouble.replace("connection_", "messenger_")
        try:
            if self._host is not None:
                await self._host.report(told, f"ai_bot:{about['bot']}", messenger="WeCom", why=_WHY[told])
        except StoreTrouble:
            return  # the log has it


def _is_farewell(frame: Frame) -> bool:
    """Whether another connection has taken the place of ours."""
    body = frame.get("body")
    event = body.get("event") if isinstance(body, dict) else None
    return isinstance(event, dict) and event.get("eventtype") == "disconnected_event"
