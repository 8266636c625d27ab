"""How much each of many may send: so many a minute, all at once where they have been quiet before. In memory."""

MOST_KEYS = 50_000
"""So many are remembered; beyond that, those who have been quiet are forgotten."""


class Allowance:
    """`per_minute` things for each key, by the generic cell rate algorithm (GCRA). Times are monotonic seconds."""

    def __init__(self, per_minute: int) -> None:
        self._each, self._burst = 60.0 / per_minute, 60.0
        self._until: dict[str, float] = {}

    def take(self, key: str, count: int, now: float) -> bool:
        """Whether `count` more may pass now. What may not costs nothing."""
        if len(self._until) >= MOST_KEYS:
            self._until = {one: until for one, until in self._until.items() if until > now}
        until = max(self._until.get(key, 0.0), now) + count * self._each
        if until - now > self._burst or len(self._until) >= MOST_KEYS:
            return False
        self._until[key] = until
        return True
