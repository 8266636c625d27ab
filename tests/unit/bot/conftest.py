"""A house for every test of the road."""

import time
from collections.abc import AsyncIterator

import pytest

from bot.log import set_up_logging
from knowledge.store.opening import READERS, sqlite_file
from knowledge.store.sqlite import reader_engine, writer_engine
from knowledge.store.writer import GroupWriter
from tests.clocks import FakeClock
from tests.unit.bot.fakes import FakeMessenger
from tests.unit.bot.house import House, TroubledStore


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def house(sqlite_url: str, clock: FakeClock) -> AsyncIterator[House]:
    path = sqlite_file(sqlite_url)
    assert path is not None
    writer = GroupWriter(writer_engine(path), clock.now, time.monotonic)
    store = TroubledStore(writer, reader_engine(path, READERS), READERS, replicated=False)
    yield House(store, clock, FakeMessenger(clock.now))
    await store.close()


@pytest.fixture
def _quiet() -> None:
    """Log lines of troubles that a test makes on purpose go nowhere."""
    set_up_logging("error", "json")
