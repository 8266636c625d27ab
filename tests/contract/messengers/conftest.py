"""Every messenger there is, each with its rig. One without a rig fails here."""

import importlib
import pkgutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest

from bot.wiring import plugins
from tests.clocks import FakeClock
from tests.contract.messengers import rigs
from tests.contract.messengers.rig import Rig, Stage


def found_rigs() -> Mapping[str, Rig]:
    """The rigs in rigs/, by the name of their messenger."""
    names = sorted(info.name for info in pkgutil.iter_modules(rigs.__path__))
    loaded: list[Rig] = [importlib.import_module(f"{rigs.__name__}.{name}").RIG for name in names]
    return {one.name: one for one in loaded}


@pytest.fixture(params=list(plugins().messengers))
def rig(request: pytest.FixtureRequest) -> Rig:
    """The rig of each messenger that discovery finds."""
    known = found_rigs()
    assert request.param in known, f"tests/contract/messengers/rigs/{request.param}.py is missing"
    return known[request.param]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def stage(rig: Rig, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Stage]:
    async with rig.stage(tmp_path, clock) as opened:
        yield opened


@pytest.fixture
def receiving(rig: Rig, stage: Stage) -> Rig:
    """The rig of a messenger to which a platform posts; others skip."""
    if not stage.messenger.receives:
        pytest.skip(f"{rig.name} has no receiver: nothing is signed")
    return rig
