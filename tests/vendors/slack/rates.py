"""How often each method may be called, by the clock: one message a second and channel, the rest by tier."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
TIERS = {
    "chat.update": 3,
    "chat.delete": 3,
    "chat.unfurl": 3,
    "chat.postEphemeral": 4,
    "conversations.open": 3,
    "conversations.info": 3,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.join": 3,
    "conversations.members": 4,
    "conversations.list": 2,
    "users.info": 4,
    "users.list": 2,
    "users.lookupByEmail": 3,
    "usergroups.list": 2,
    "usergroups.users.list": 2,
    "views.open": 4,
    "views.push": 4,
    "views.update": 4,
    "views.publish": 4,
    "files.getUploadURLExternal": 4,
    "files.completeUploadExternal": 4,
    "files.info": 4,
    "reactions.add": 3,
    "team.info": 3,
    "apps.connections.open": 3,
}


@dataclass(slots=True)
class Bucket:
    """So many at once, filled again by `rate` a second."""

    left: float
    at: float


class Rates:
    """Counts calls. `burst` messages at once to a channel are let through, then one a second."""

    def __init__(self, monotonic: Callable[[], float], burst: int = 5) -> None:
        self._monotonic, self.burst = monotonic, burst
        self._buckets: dict[tuple[str, ...], Bucket] = {}

    def wait(self, method: str, team: str, channel: str) -> int | None:
        """None where the call is let through (and counted); else the whole seconds of Retry-After."""
        if method == "chat.postMessage":
            return self._take((method, team, channel), 1.0, self.burst)
        if (tier := TIERS.get(method)) is None:
            return None
        return self._take((method, team), PER_MINUTE[tier] / 60, PER_MINUTE[tier])

    def _take(self, key: tuple[str, ...], rate: float, most: int) -> int | None:
        now = self._monotonic()
        bucket = self._buckets.setdefault(key, Bucket(most, now))
        bucket.left, bucket.at = min(most, bucket.left + (now - bucket.at) * rate), now
        if bucket.left < 1:
            return max(1, ceil((1 - bucket.left) / rate))
        bucket.left -= 1
        return None
