"""What a fake vendor was asked: every call kept, and waited for by event."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.patience import LONG_ENOUGH


@dataclass(frozen=True, slots=True)
class Call:
    """One API call as it came in, whatever became of it. `args` are query, form and JSON merged."""

    name: str
    args: Mapping[str, Any]
    headers: Mapping[str, str]
    at: datetime


class Changes:
    """Wakes whoever waits for something to become true, each time something happens."""

    def __init__(self) -> None:
        self._happened = asyncio.Event()

    def tell(self) -> None:
        self._happened.set()

    async def until(self, true: Callable[[], bool], within: float = LONG_ENOUGH) -> None:
        """Wait until `true()`; TimeoutError after so many real seconds."""
        async with asyncio.timeout(within):
            while not true():
                self._happened.clear()
                await self._happened.wait()


@dataclass(slots=True)
class Journal:
    """The calls in the order they came."""

    calls: list[Call] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    def note(self, call: Call) -> None:
        self.calls.append(call)
        self.changes.tell()

    def named(self, name: str) -> list[Call]:
        return [call for call in self.calls if call.name == name]

    async def called(self, name: str, count: int = 1, within: float = LONG_ENOUGH) -> list[Call]:
        """The calls of that name once there are `count`; AssertionError says what came instead."""
        try:
            await self.changes.until(lambda: len(self.named(name)) >= count, within)
        except TimeoutError:
            seen = [call.name for call in self.calls]
            raise AssertionError(f"{name} came {len(self.named(name))} times, not {count}; seen: {seen}") from None
        return self.named(name)
