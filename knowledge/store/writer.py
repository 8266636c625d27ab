"""The writer thread of SQLite: many arrivals and units, one commit.

Measured reasons: a commit with synchronous=FULL costs far more than a unit of work, so units that wait together share
one, each in its own savepoint. A full disk makes SQLite roll back the whole transaction silently while later
statements still report success: the writer therefore looks after every unit whether the transaction still stands.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from knowledge.store.errors import StoreFull, StoreTrouble, as_trouble
from knowledge.store.inbox import Arrival, insert_arrivals
from knowledge.store.tickets import Ticket, Work, deliver
from knowledge.store.unit import Unit

GROUP_SECONDS = 0.010
"""A group takes nobody new after this long, so that nobody waits for a long queue."""

MOST_AT_ONCE = 100
"""A group looks at the time after this many tickets."""


class _GroupLostError(Exception):
    """SQLite rolled the whole transaction back under our hands."""


class GroupWriter:
    """The one thread that writes. Tickets may be handed in from any event loop."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], monotonic: Callable[[], float]) -> None:
        self._engine, self._now, self._monotonic = engine, now, monotonic
        self._waiting: queue.SimpleQueue[Ticket | None] = queue.SimpleQueue()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, ticket: Ticket) -> None:
        """Queue an arrival or a unit of work."""
        self._waiting.put(ticket)

    def close(self) -> None:
        """Finish what waits, then end the thread and close the connection."""
        self._waiting.put(None)
        self._thread.join()
        self._engine.dispose()

    def _run(self) -> None:
        while not self._stopping:
            self._write_group(self._take())

    def _write_group(self, taken: list[Ticket]) -> None:
        error = error_of(lambda: self._attempt(taken, self._more_until()))
        if error is not None and _concerns_all(error):
            self._engine.dispose()
            for ticket in taken:
                ticket.fail(error)
        elif error is not None:
            for ticket in taken:
                self._alone(ticket)
        deliver(taken)

    def _alone(self, ticket: Ticket) -> None:
        """One ticket in a transaction of its own, after the group it was in had failed."""
        error = error_of(lambda: self._attempt([ticket], list))
        if isinstance(error, _GroupLostError):
            ticket.fail(StoreFull("the transaction was lost"))
        elif error is not None:
            ticket.fail(error)

    def _attempt(self, taken: list[Ticket], more: Callable[[], list[Ticket]]) -> None:
        """One transaction over `taken`, which grows by `more()`. Raises whatever cost the transaction."""
        with self._engine.connect() as connection, connection.begin():
            fresh: Sequence[Ticket] = list(taken)
            while fresh:
                self._write(connection, fresh)
                fresh = more()
                taken.extend(fresh)
            _assert_stands(connection.connection.driver_connection)

    def _write(self, connection: Connection, tickets: Sequence[Ticket]) -> None:
        arrivals = [(ticket, ticket.task) for ticket in tickets if isinstance(ticket.task, Arrival)]
        if arrivals:
            ids = insert_arrivals(connection, [arrival for _, arrival in arrivals])
            for (ticket, _), row_id in zip(arrivals, ids, strict=True):
                ticket.succeed(row_id)
        for ticket in tickets:
            if not isinstance(ticket.task, Arrival):
                self._unit(connection, ticket, ticket.task)

    def _unit(self, connection: Connection, ticket: Ticket, work: Work) -> None:
        raw: Any = connection.connection.driver_connection
        raw.execute("SAVEPOINT unit")
        unit = Unit(connection, self._now())
        error = error_of(lambda: ticket.succeed(work(unit), unit.effects))
        _assert_stands(raw)
        if error is not None:
            raw.execute("ROLLBACK TO unit")
            ticket.fail(error)
        raw.execute("RELEASE unit")

    def _take(self) -> list[Ticket]:
        """What waits, at least one and not too many; sees the word to stop."""
        taken = [self._waiting.get()]
        while len(taken) < MOST_AT_ONCE and not self._waiting.empty():
            taken.append(self._waiting.get())
        self._stopping = self._stopping or None in taken
        return [ticket for ticket in taken if ticket is not None]

    def _more_until(self) -> Callable[[], list[Ticket]]:
        until = self._monotonic() + GROUP_SECONDS
        return lambda: [] if self._monotonic() >= until or self._waiting.empty() else self._take()


def error_of(step: Callable[[], object]) -> BaseException | None:
    """Do `step`; its error as a value. The thread must survive, and the ticket's caller gets to see it."""
    try:
        step()
    except BaseException as error:  # noqa: BLE001
        return error
    return None


def _concerns_all(error: BaseException) -> bool:
    """Whether the database itself refuses, so that no ticket would fare better alone (on a full disk, one may)."""
    trouble = as_trouble(error)
    return isinstance(trouble, StoreTrouble) and not isinstance(trouble, StoreFull)


def _assert_stands(raw: Any) -> None:  # noqa: ANN401  the driver's own class
    if not raw.in_transaction:
        raise _GroupLostError
