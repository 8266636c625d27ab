"""Every socket, with the bot on one end and its platform, faked, on the other."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from tests.clocks import FakeClock
from tests.contract.messengers.sockets import dingtalk, slack, wecom
from tests.contract.messengers.sockets.platform import Line, Outage
from tests.contract.messengers.sockets.scene import Process, Scene, SlowHost

LINES: Mapping[str, Line] = {"slack": slack.line, "wecom": wecom.line, "dingtalk": dingtalk.line}

NO_ANSWER = pytest.param(Outage.NO_ANSWER, marks=pytest.mark.hangs)


@pytest.fixture(params=list(LINES))
def line(request: pytest.FixtureRequest) -> Line:
    return LINES[str(request.param)]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def still(line: Line, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Scene]:
    """The platform serves, the bot is not started."""
    async with line(tmp_path, clock) as platform:
        scene = Scene(platform, clock, Process(platform.open(), SlowHost(clock)))
        yield scene
        await scene.first.stop()


@pytest.fixture
async def scene(still: Scene) -> Scene:
    """The bot is connected."""
    await still.first.start()
    await still.connected()
    return still


@pytest.fixture
def acknowledging(scene: Scene) -> Scene:
    """Where the bot acknowledges what it took, and else it comes again."""
    if not scene.platform.acknowledges:
        pytest.skip("this platform hears of nothing, and brings nothing again")
    return scene


@pytest.fixture
def moving(scene: Scene) -> Scene:
    """Where the platform may ask for a new connection."""
    if not scene.platform.moves:
        pytest.skip("this platform does not ask")
    return scene


@pytest.fixture
def single(scene: Scene) -> Scene:
    """Where the platform takes one connection only."""
    if not scene.platform.single:
        pytest.skip("this platform takes several connections")
    return scene


@pytest.fixture(params=[NO_ANSWER, *(one for one in Outage if one is not Outage.NO_ANSWER)])
def outage(request: pytest.FixtureRequest, still: Scene) -> Outage:
    """Every way in which connecting fails."""
    if request.param not in still.platform.outages:
        pytest.skip("it cannot happen here")
    return Outage(request.param)
