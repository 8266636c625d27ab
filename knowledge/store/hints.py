"""Hints between processes on one PostgreSQL: "there is work", by LISTEN and NOTIFY. The slow poll stays the truth."""

import asyncio
from collections.abc import Callable

from sqlalchemy import make_url

CHANNEL = "dazi"
EVERYTHING = ""
"""The topic that is rung after (re)connecting: whatever was said meanwhile was missed."""

AGAIN_SECONDS = 5.0


async def hear(url: str, ring: Callable[[str], None], again_seconds: float = AGAIN_SECONDS) -> None:
    """Until cancelled, call `ring` with the topic ("inbox", "outbox") of every hint, in this event loop.

    Where the connection cannot be had or is lost, tries again after `again_seconds`.
    """
    from psycopg import AsyncConnection, OperationalError

    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            async with await AsyncConnection.connect(address, autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                ring(EVERYTHING)
                async for hint in connection.notifies():
                    ring(hint.payload)
        except OperationalError:
            pass
        await asyncio.sleep(again_seconds)
