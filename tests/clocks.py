"""A clock moved by hand, with ids that count and chance that is chosen."""

from datetime import UTC, datetime, timedelta
from itertools import count

START = datetime(2026, 1, 12, 1, 0, tzinfo=UTC)


class FakeClock:
    """Stands still until `advance`. `share` says where between `low` and `high` every draw falls; 1 is `high`.

    With `hasty`, draws are 0: what would wait in real time goes on at once.
    """

    def __init__(self, start: datetime = START, share: float = 1.0, *, hasty: bool = False) -> None:
        self._now, self._monotonic, self._ids = start, 0.0, count(1)
        self.share, self.hasty = share, hasty

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def new_id(self) -> str:
        return f"id{next(self._ids):030d}"

    def uniform(self, low: float, high: float) -> float:
        return 0.0 if self.hasty else low + self.share * (high - low)

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds
