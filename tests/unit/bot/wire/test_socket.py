import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress

import aiohttp
import pytest
from aiohttp import web

from bot.wire.http import Http
from bot.wire.socket import Ended, keep_connected, watched
from bot.wire.watchdog import Watchdog
from tests.clocks import FakeClock
from tests.unit.bot.wire.platform import Platform, drop, says

ABOUT = {"messenger": "somewhere"}


class HeardClock(FakeClock):
    """Tells when somebody goes to sleep for so and so long."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: asyncio.Queue[float] = asyncio.Queue()

    async def sleep(self, seconds: float) -> None:
        self._asked.put_nowait(seconds)
        await super().sleep(seconds)

    async def asked_for(self, seconds: float) -> None:
        while await self._asked.get() != seconds:
            pass


class Line:
    """Sessions that end as they are told: `script` in order, then for ever `last`; each lasts `lasting` seconds."""

    def __init__(self, clock: FakeClock, *script: Ended | Exception, last: Ended | Exception = Ended.LOST) -> None:
        self._clock, self._script, self._last = clock, list(script), last
        self.lasting = 0.0
        self.at: list[float] = []
        self.reports: list[tuple[str, Mapping[str, str]]] = []
        self.given_up = 0
        self.told = asyncio.Event()
        self._task = asyncio.create_task(
            keep_connected(self._session, clock, self._report, ABOUT, give_up=self._give_up, told=self.told)
        )

    async def pass_time(self, seconds: float) -> None:
        """Let the clock run; whoever wakes does all it can before it goes on."""
        until = self._clock.monotonic() + seconds
        while (wait := await self._clock.somebody_sleeps()) <= until - self._clock.monotonic():
            self._clock.advance(wait)
        self._clock.advance(until - self._clock.monotonic())

    async def stop(self) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _session(self) -> Ended:
        self.at.append(self._clock.monotonic())
        if self.lasting:
            await self._clock.sleep(self.lasting)
        ended = self._script.pop(0) if self._script else self._last
        if isinstance(ended, Exception):
            raise ended
        return ended

    async def _report(self, what: str, about: Mapping[str, str]) -> None:
        self.reports.append((what, about))

    async def _give_up(self) -> None:
        self.given_up += 1


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(
    "end", [Ended.LOST, Ended.ASKED, OSError("gone"), aiohttp.ServerDisconnectedError(), TimeoutError()], ids=repr
)
async def test_no_more_than_three_attempts_in_five_seconds(share: float, end: Ended | Exception) -> None:
    clock = FakeClock(share=share)
    line = Line(clock, last=end)
    await line.pass_time(300)
    assert 2 <= len([at for at in line.at if at <= 5]) <= 3
    gaps = [later - sooner for sooner, later in zip(line.at, line.at[1:], strict=False)]
    assert gaps == sorted(gaps)
    assert max(gaps) == 60 * (0.5 + share / 2)
    assert line.reports == []
    await line.stop()


async def test_a_loss_waits_and_a_request_to_move_does_not() -> None:
    lost = Line(FakeClock(), Ended.LOST)
    await lost.pass_time(2)
    assert lost.at == [0.0, 2.0]
    await lost.stop()
    asked = Line(FakeClock(), Ended.ASKED)
    await asked.pass_time(4)
    assert asked.at == [0.0, 0.0, 4.0]
    await asked.stop()


async def test_only_a_healthy_session_begins_the_pace_anew() -> None:
    clock = FakeClock()
    line = Line(clock)
    line.lasting = 59.0
    await line.pass_time(59 * 4 + 2 + 4 + 8)
    assert line.at == [0, 61, 124, 191]
    line.lasting = 60.0
    await line.pass_time(1000)
    assert [later - sooner for sooner, later in zip(line.at[-3:], line.at[-2:], strict=False)] == [62.0, 62.0]
    await line.stop()


async def test_refused_credentials_wait_five_minutes_and_are_told_once() -> None:
    line = Line(FakeClock(), last=Ended.REFUSED)
    await line.pass_time(900)
    assert line.at == [0.0, 300.0, 600.0, 900.0]
    assert line.reports == [("connection_refused", ABOUT)]
    assert line.given_up == 0
    await line.stop()


async def test_being_kicked_gives_up_is_told_once_and_stays_away_longer_each_time() -> None:
    line = Line(FakeClock(share=0.0), last=Ended.KICKED)
    await line.pass_time(60 + 120 + 240)
    assert line.at == [0.0, 60.0, 180.0, 420.0]
    assert line.reports == [("connection_kicked", ABOUT)]
    assert line.given_up == 4
    await line.stop()


async def test_a_war_of_two_holders_is_not_taken_for_health() -> None:
    line = Line(FakeClock(share=0.0), last=Ended.KICKED)
    line.lasting = 90.0
    await line.pass_time(2000)
    assert [later - sooner for sooner, later in zip(line.at, line.at[1:], strict=False)] == [150, 210, 330, 570]
    assert len(line.reports) == 1
    await line.stop()


async def test_trouble_after_health_is_told_again() -> None:
    line = Line(FakeClock(), Ended.REFUSED, Ended.LOST, Ended.REFUSED)
    await line.pass_time(299)
    line.lasting = 60.0
    await line.pass_time(1 + 60 + 2 + 60)
    assert [what for what, _ in line.reports] == ["connection_refused"] * 2
    await line.stop()


async def test_being_told_ends_the_wait() -> None:
    clock = HeardClock()
    line = Line(clock, Ended.KICKED)
    await clock.asked_for(90.0)
    line.told.set()
    await clock.asked_for(2.0)
    assert line.at == [0.0, 0.0]
    await line.stop()


async def test_a_fault_of_ours_costs_its_session_and_is_logged_without_its_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = Line(FakeClock(), KeyError("wss://example.com/?ticket=secret"))
    await line.pass_time(2)
    assert line.at == [0.0, 2.0]
    told = capsys.readouterr().out
    assert "KeyError" in told
    assert "secret" not in told
    await line.stop()


class Wire:
    """A real WebSocket client of a real server; one watchdog of a minute per session."""

    def __init__(self, http: Http, url: str, clock: HeardClock) -> None:
        self._http, self._url, self._clock = http, url, clock
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def session(self) -> Ended:
        watchdog = Watchdog(self._clock, 60)
        return await watched(self._listen(watchdog), watchdog)

    async def report(self, what: str, _: Mapping[str, str]) -> None:
        self.heard.put_nowait(what)

    async def _listen(self, watchdog: Watchdog) -> Ended:
        async with await self._http.open_socket(self._url) as ws:
            async for message in ws:
                watchdog.heard()
                self.heard.put_nowait(message.data)
                if message.data == "move":
                    return Ended.ASKED
        return Ended.LOST


class Server:
    """Greets each connection with its number, then does what it is told to."""

    def __init__(self, platform: Platform) -> None:
        self.connected, self.gone, self.count = 0, asyncio.Event(), 0
        self.orders: asyncio.Queue[str] = asyncio.Queue()
        platform.answers["/ws"] = self._serve

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        ws = web.WebSocketResponse(autoping=False)
        await ws.prepare(request)
        self.connected, self.count = self.connected + 1, self.count + 1
        await ws.send_str(f"hello {self.count}")
        obeying = asyncio.create_task(self._obey(request, ws))
        try:
            async for _ in ws:
                pass
        finally:
            obeying.cancel()
            self.connected -= 1
            self.gone.set()
        return ws

    async def _obey(self, request: web.Request, ws: web.WebSocketResponse) -> None:
        match await self.orders.get():
            case "close":
                await ws.close()
            case "abort":
                assert request.transport is not None
                request.transport.abort()
            case said:
                await ws.send_str(said)


@pytest.fixture
async def platform() -> AsyncIterator[Platform]:
    made = Platform()
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def http(platform: Platform) -> AsyncIterator[Http]:
    made = Http(platform.url, seconds=5)
    yield made
    await made.close()


@pytest.fixture
def clock() -> HeardClock:
    return HeardClock()


@pytest.fixture
def server(platform: Platform) -> Server:
    return Server(platform)


@pytest.fixture
async def wire(http: Http, platform: Platform, clock: HeardClock, server: Server) -> AsyncIterator[Wire]:
    made = Wire(http, f"{platform.url}/ws", clock)
    task = asyncio.create_task(keep_connected(made.session, clock, made.report, ABOUT))
    assert await made.heard.get() == "hello 1"
    yield made
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    if server.connected:
        await server.gone.wait()
    assert server.connected == 0


@pytest.mark.parametrize("how", ["close", "abort"])
async def test_a_lost_connection_is_opened_again(wire: Wire, server: Server, clock: HeardClock, how: str) -> None:
    server.orders.put_nowait(how)
    await server.gone.wait()
    await clock.asked_for(2.0)
    server.gone.clear()
    clock.advance(2)
    assert await wire.heard.get() == "hello 2"


async def test_a_server_that_asks_is_followed_at_once(wire: Wire, server: Server) -> None:
    server.orders.put_nowait("move")
    assert await wire.heard.get() == "move"
    assert await wire.heard.get() == "hello 2"
    await server.gone.wait()
    server.gone.clear()


async def test_silence_is_a_loss(wire: Wire, server: Server, clock: HeardClock) -> None:
    clock.advance(59)
    server.orders.put_nowait("still here")
    assert await wire.heard.get() == "still here"
    clock.advance(59)
    assert server.connected == 1
    await clock.somebody_sleeps()
    clock.advance(1)
    await server.gone.wait()
    server.gone.clear()
    await clock.asked_for(2.0)
    clock.advance(2)
    assert await wire.heard.get() == "hello 2"


@pytest.mark.parametrize("answer", [says(401), says(503), drop])
async def test_a_handshake_that_fails_is_a_loss(
    http: Http, platform: Platform, clock: HeardClock, answer: object
) -> None:
    platform.answers["/ws"] = answer  # type: ignore[assignment]
    wire = Wire(http, f"{platform.url}/ws", clock)
    task = asyncio.create_task(keep_connected(wire.session, clock, wire.report, ABOUT))
    await clock.asked_for(2.0)
    assert not task.done()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
