"""What came in: stored and deduplicated; only then is it acknowledged."""

from collections.abc import Callable

from bot.clock import Clock
from bot.figures import ARRIVED
from bot.messengers.base import Admitted
from knowledge.store.inbox import Arrival
from knowledge.store.store import Store


class Inbox:
    """The door for everything that happens. `wake` tells the dispatcher that there is work."""

    def __init__(self, store: Store, clock: Clock, wake: Callable[[], None]) -> None:
        self._store, self._clock, self._wake = store, clock, wake

    async def admit(self, source: str, admitted: Admitted) -> int | None:
        """Store it durably; the row's id, None where it had come before. Raises StoreTrouble: do not acknowledge."""
        arrival = Arrival(source, admitted.event_id, admitted.kind, admitted.lane, admitted.body, self._clock.now())
        row_id = await self._store.admit(arrival)
        if row_id is not None:
            ARRIVED.labels(source).inc()
            self._wake()
        return row_id
