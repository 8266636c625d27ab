"""A corp on a fake WeCom, and our messenger connected to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.messengers.wecom.messenger import WeComMessenger, open_wecom
from config.sections import Where
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rigs.wecom import fake_corp, section, surroundings
from tests.vendors.wecom.aibot import AiBot
from tests.vendors.wecom.fake import FakeWeCom


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def host(clock: FakeClock) -> FakeHost:
    return FakeHost(clock)


@pytest.fixture
async def fake(clock: FakeClock) -> AsyncIterator[FakeWeCom]:
    async with fake_corp(clock) as corp:
        yield corp


@pytest.fixture
def bot(fake: FakeWeCom) -> AiBot:
    return fake.sockets.first()


@pytest.fixture
async def messenger(
    fake: FakeWeCom, bot: AiBot, clock: FakeClock, host: FakeHost, tmp_path: Path
) -> AsyncIterator[WeComMessenger]:
    """With all three ways, its AI bot connected."""
    opened = open_wecom(section(fake), Where(), surroundings(clock, tmp_path))
    await opened.start(host)
    await bot.connected()
    yield opened
    await opened.hang_up()
    await opened.close()
