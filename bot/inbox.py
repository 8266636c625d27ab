"""What came in: stored and deduplicated; only then is it acknowledged."""

from collections.abc import Callable
from datetime import datetime

from bot.clock import Clock
from bot.figures import ARRIVED
from bot.messengers.base import Admitted
from knowledge.store.errors import StoreFull, StoreTrouble
from knowledge.store.inbox import Arrival
from knowledge.store.store import Store
from knowledge.store.unit import Unit


class Inbox:
    """The door for everything that happens. `wake` tells the dispatcher that there is work.

    `report` tells the operator of trouble; a full disk is reported as soon as there is space for the report.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        wake: Callable[[], None],
        report: Callable[[Unit, str, str], None],
    ) -> None:
        self._store, self._clock, self._wake, self._report = store, clock, wake, report
        self._full_since: datetime | None = None

    async def admit(self, source: str, admitted: Admitted) -> int | None:
        """Store it durably; the row's id, None where it had come before. Raises StoreTrouble: do not acknowledge."""
        arrival = Arrival(source, admitted.event_id, admitted.kind, admitted.lane, admitted.body, self._clock.now())
        try:
            row_id = await self._store.admit(arrival)
        except StoreFull:
            self._full_since = self._full_since or self._clock.now()
            raise
        if self._full_since is not None:
            await self._tell_of_full_disk(self._full_since)
        if row_id is not None:
            ARRIVED.labels(source).inc()
            self._wake()
        return row_id

    async def _tell_of_full_disk(self, since: datetime) -> None:
        self._full_since = None
        try:
            await self._store.write(lambda unit: self._report(unit, "store_full", since.isoformat(timespec="seconds")))
        except StoreTrouble:
            self._full_since = since
