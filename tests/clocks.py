"""A clock moved by hand, with ids that count and chance that is chosen."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

START = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)


class FakeClock:
    """Stands still until `advance`. `share` says where between `low` and `high` every draw falls; 1 is `high`.

    With `hasty`, draws are 0: what would wait in real time goes on at once. Who sleeps on this clock wakes when it is
    advanced that far, soonest first, each at its own time.
    """

    def __init__(self, start: datetime = START, share: float = 1.0, *, hasty: bool = False) -> None:
        self._now, self._monotonic, self._ids = start, 0.0, count(1)
        self.share, self.hasty = share, hasty
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._slept = asyncio.Event()

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def new_id(self) -> str:
        return f"id{next(self._ids):030d}"

    def uniform(self, low: float, high: float) -> float:
        return 0.0 if self.hasty else low + self.share * (high - low)

    def advance(self, seconds: float) -> None:
        until = self._monotonic + seconds
        while (due := self._due(until)) is not None:
            self._move(due[0])
            self._sleepers.remove(due)
            due[1].set_result(None)
        self._move(until)

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._monotonic + seconds, woken))
        self._slept.set()
        await woken

    async def somebody_sleeps(self, longer_than: float = 0.0) -> float:
        """Wait until somebody sleeps on this clock for at least so long; the seconds until the soonest such wakes."""
        while not (found := [left for left in self.sleeping() if left >= longer_than]):
            self._slept.clear()
            await self._slept.wait()
        return min(found)

    def sleeping(self) -> list[float]:
        """How many seconds each sleeper has left."""
        return sorted(at - self._monotonic for at, woken in self._sleepers if not woken.done())

    def _due(self, until: float) -> tuple[float, asyncio.Future[None]] | None:
        self._sleepers = [one for one in self._sleepers if not one[1].done()]
        return min((one for one in self._sleepers if one[0] <= until), key=lambda one: one[0], default=None)

    def _move(self, to: float) -> None:
        self._now += timedelta(seconds=to - self._monotonic)
        self._monotonic = to
