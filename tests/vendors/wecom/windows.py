"""So many in any span of seconds, counted per key on the clock."""

from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass, field

from tests.clocks import FakeClock


@dataclass(slots=True)
class Window:
    """At most `most` of one key in any `seconds`. What is refused does not count."""

    clock: FakeClock
    most: int
    seconds: float = 60.0
    _taken: defaultdict[Hashable, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, key: Hashable = "") -> bool:
        """Whether one more fits now; it is counted if so."""
        now, taken = self.clock.monotonic(), self._taken[key]
        while taken and taken[0] <= now - self.seconds:
            taken.popleft()
        if len(taken) >= self.most:
            return False
        taken.append(now)
        return True
