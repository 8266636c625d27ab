"""A store for feeds. What depends on the database is tried on both kinds with `any_store`."""

from collections.abc import AsyncIterator

import pytest

from knowledge.store.store import Store
from tests.stores import Hand, opened


@pytest.fixture
async def store(sqlite_url: str, hand: Hand) -> AsyncIterator[Store]:
    """An open, empty store on SQLite."""
    async with opened(sqlite_url, hand) as found:
        yield found
