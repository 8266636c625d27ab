"""PostgreSQL: every unit is a transaction of its own, on a small pool of threads.

No group commit here: units of one group lock rows in different orders and deadlock (measured: 76 of 180). A deadlock
or a serialisation failure between replicas is simply tried again.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError

from knowledge.store.encoding import decode_document, encode_document
from knowledge.store.inbox import Arrival, insert_arrivals
from knowledge.store.tickets import Ticket, deliver
from knowledge.store.unit import Unit
from knowledge.store.writer import error_of

TRIES = 6
_AGAIN = frozenset({"40P01", "40001"})
"""SQLSTATE of a deadlock and of a serialisation failure (PostgreSQL manual, appendix A)."""


def postgres_engine(url: str, size: int) -> Engine:
    """A pool of `size` connections. Raises sqlalchemy.exc.ArgumentError for a URL that is none."""
    return create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_pre_ping=True,
        json_serializer=encode_document,
        json_deserializer=decode_document,
    )


class UnitWriter:
    """Writes units side by side, and arrivals in batches from one thread."""

    def __init__(self, engine: Engine, now: Callable[[], datetime], threads: int) -> None:
        self._engine, self._now = engine, now
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="store-unit")
        self._waiting: queue.SimpleQueue[Ticket | None] = queue.SimpleQueue()
        self._inbox = threading.Thread(target=self._run_inbox, name="store-inbox", daemon=True)
        self._inbox.start()

    def submit(self, ticket: Ticket) -> None:
        """Queue an arrival or a unit of work."""
        if isinstance(ticket.task, Arrival):
            self._waiting.put(ticket)
        else:
            self._pool.submit(self._settle, [ticket], lambda: self._unit(ticket))

    def close(self) -> None:
        """Finish what waits, then end the threads and close the connections."""
        self._waiting.put(None)
        self._inbox.join()
        self._pool.shutdown()
        self._engine.dispose()

    def _unit(self, ticket: Ticket) -> None:
        with self._engine.connect() as connection, connection.begin():
            unit = Unit(connection, self._now())
            if not isinstance(ticket.task, Arrival):
                ticket.succeed(ticket.task(unit), unit.effects)

    def _arrivals(self, tickets: list[Ticket]) -> None:
        rows = [ticket.task for ticket in tickets if isinstance(ticket.task, Arrival)]
        with self._engine.connect() as connection, connection.begin():
            ids = insert_arrivals(connection, rows)
        for ticket, row_id in zip(tickets, ids, strict=True):
            ticket.succeed(row_id)

    def _run_inbox(self) -> None:
        stopping = False
        while not stopping:
            batch = [self._waiting.get()]
            while not self._waiting.empty() and len(batch) < 500:
                batch.append(self._waiting.get())
            stopping = None in batch
            tickets = [ticket for ticket in batch if ticket is not None]
            if tickets:
                self._settle(tickets, lambda tickets=tickets: self._arrivals(tickets))  # type: ignore[misc]

    def _settle(self, tickets: list[Ticket], step: Callable[[], None]) -> None:
        error = _tried(step)
        if error is not None:
            for ticket in tickets:
                ticket.fail(error)
        deliver(tickets)


def _tried(step: Callable[[], None]) -> Exception | None:
    """Do `step`, again after a deadlock; its error as a value, for the ticket's caller."""
    error = error_of(step)
    for _ in range(TRIES - 1):
        if not (isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") in _AGAIN):
            break
        error = error_of(step)
    return error
