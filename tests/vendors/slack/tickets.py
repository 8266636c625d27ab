"""What Slack hands out for a short while: trigger ids (3 s, once) and response URLs (30 min, 5 times)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from tests.clocks import FakeClock
from tests.vendors.slack.model import Refused

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_USES = 5


class Triggers:
    """Trigger ids, each with the person who caused it."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._given: dict[str, tuple[str, datetime]] = {}
        self._used: set[str] = set()

    def mint(self, user_id: str) -> str:
        trigger_id = f"1338.{next(self._numbers)}.abcdef"
        self._given[trigger_id] = (user_id, self._clock.now())
        return trigger_id

    def spend(self, trigger_id: str) -> str:
        """Whose trigger this is; Refused when unknown, too old, or used before."""
        if trigger_id not in self._given:
            raise Refused("invalid_trigger_id")
        user_id, at = self._given[trigger_id]
        if self._clock.now() - at > TRIGGER_LIFE:
            raise Refused("expired_trigger_id")
        if trigger_id in self._used:
            raise Refused("exchanged_trigger_id")
        self._used.add(trigger_id)
        return user_id


@dataclass(slots=True)
class ResponseUrl:
    """Where one interaction may be answered: the room, who asked, and the message it came from."""

    room_id: str
    user_id: str
    ts: str
    until: datetime
    left: int = RESPONSE_USES


class ResponseUrls:
    """The response URLs given out, by the token in their path."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._given: dict[str, ResponseUrl] = {}

    def mint(self, room_id: str, user_id: str, ts: str = "") -> str:
        """The token of a new one."""
        token = f"r{next(self._numbers):06d}"
        self._given[token] = ResponseUrl(room_id, user_id, ts, self._clock.now() + RESPONSE_LIFE)
        return token

    def spend(self, token: str) -> ResponseUrl:
        """One use; Refused when there is none, or it is used up or too old."""
        if (found := self._given.get(token)) is None:
            raise Refused("invalid_url")
        if self._clock.now() > found.until:
            raise Refused("expired_url")
        if not found.left:
            raise Refused("used_url")
        found.left -= 1
        return found
