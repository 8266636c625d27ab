"""Leaves a model alone that fails again and again."""

from collections.abc import Callable

FAILURES = 3
"""So many failures in a row are no accident."""

REST_SECONDS = 60.0
LONGEST_REST_SECONDS = 600.0
"""A server that asks for more patience than this is asked again after so long."""


class Breaker:
    """Open while the model is left alone; after that one failure opens it again, an answer closes it."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._failures, self._until = 0, 0.0

    @property
    def is_open(self) -> bool:
        """Whether the model is left alone now."""
        return self._monotonic() < self._until

    def went_well(self) -> None:
        """It answered."""
        self._failures = 0

    def failed(self, after: float = 0.0) -> None:
        """It did not; `after` is how many seconds it asks for itself."""
        self._failures += 1
        rest = min(after, LONGEST_REST_SECONDS)
        if self._failures >= FAILURES:
            rest = max(rest, REST_SECONDS)
        self._until = max(self._until, self._monotonic() + rest) if rest else self._until
