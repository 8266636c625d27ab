"""A bench for every test before the fake Slack."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.clocks import FakeClock
from tests.unit.bot.messengers.slack.bench import Bench, bench


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def at(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Bench]:
    """The bot in one workspace, over HTTP."""
    async with bench(tmp_path, clock) as opened:
        yield opened
