"""Whether the other side is still there: a connection that brings nothing for too long counts as lost."""

from bot.clock import Clock


class Watchdog:
    """Expires after `seconds` of the clock without `heard`; begins to count when it is made."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock, self._seconds = clock, seconds
        self._last = clock.monotonic()

    def heard(self) -> None:
        """Something came in."""
        self._last = self._clock.monotonic()

    @property
    def left(self) -> float:
        """Seconds until it expires; 0 or less where it has."""
        return self._last + self._seconds - self._clock.monotonic()

    async def expired(self) -> None:
        """Return once it has expired."""
        while (left := self.left) > 0:
            await self._clock.sleep(left)
