"""A store with the small world in it."""

from collections.abc import AsyncIterator

import pytest

from knowledge.store.store import Store
from tests.stores import opened
from tests.unit.capture.mail.world import settle


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    async with opened(sqlite_url) as found:
        await found.write(settle)
        yield found
