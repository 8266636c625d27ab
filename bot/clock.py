"""Time, ids and chance: the one place that asks the machine for them. Everything else takes a Clock."""

import asyncio
import random
import secrets
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the rest of the program may ask for; tests hand in their own."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps; for durations only."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass. For what waits on purpose (a reconnect, a keepalive), not for deadlines of I/O."""
        ...

    def new_id(self) -> str:
        """A fresh identifier: sortable by time, unique over processes."""
        ...

    def uniform(self, low: float, high: float) -> float:
        """A random number between `low` and `high`."""
        ...


class SystemClock:
    """The machine's own time and chance."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        await asyncio.sleep(seconds)

    def new_id(self) -> str:
        """48 bits of milliseconds, then 80 random bits, as 32 hex digits (the layout of UUID version 7, RFC 9562)."""
        return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(10)}"

    def uniform(self, low: float, high: float) -> float:
        """A random number between `low` and `high`; for spreading retries, not for secrets."""
        return random.uniform(low, high)


def new_secret() -> str:
    """32 random bytes as hex, fit for signing."""
    return secrets.token_hex(32)
