"""What a platform was asked lately, so that it is not asked again for a while."""

from collections import OrderedDict
from typing import Generic, TypeVar

from bot.clock import Clock

T = TypeVar("T")

MOST = 5000


class Cache(Generic[T]):
    """Values by name, each good for `seconds`; the oldest go where there are too many."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock, self._seconds = clock, seconds
        self._kept: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def get(self, name: str) -> T | None:
        """The value, where there is one that is young enough."""
        until, value = self._kept.get(name, (0.0, None))
        return value if self._clock.monotonic() < until else None

    def put(self, name: str, value: T) -> T:
        """Keep a value."""
        self._kept[name] = (self._clock.monotonic() + self._seconds, value)
        self._kept.move_to_end(name)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return value

    def drop(self, name: str) -> None:
        """It is out of date."""
        self._kept.pop(name, None)
