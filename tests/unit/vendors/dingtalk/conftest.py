from collections.abc import AsyncIterator

import pytest

from tests.clocks import FakeClock
from tests.unit.vendors.dingtalk.bot import Client, client
from tests.vendors.dingtalk.fake import FakeDingTalk


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def fake(clock: FakeClock) -> AsyncIterator[FakeDingTalk]:
    async with FakeDingTalk(clock) as running:
        yield running


@pytest.fixture
async def stranger(fake: FakeDingTalk) -> AsyncIterator[Client]:
    """A client without a token."""
    async with client(fake) as made:
        yield made


@pytest.fixture
async def bot(fake: FakeDingTalk) -> AsyncIterator[Client]:
    """A client with a token."""
    async with client(fake) as made:
        await made.login()
        yield made
