"""PostgreSQL: every unit is a transaction of its own, on a small pool of threads.

No group commit here: units of one group lock rows in different orders and deadlock (measured: 76 of 180). A deadlock
or a serialisation failure between replicas is simply tried again.
"""

import queue
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError

from knowledge.store.encoding import decode_document, encode_document
from knowledge.store.errors import StoreTrouble, as_trouble
from knowledge.store.hints import CHANNEL
from knowledge.store.inbox import Arrival, insert_arrivals
from knowledge.store.tickets import Ticket, deliver
from knowledge.store.unit import Unit
from knowledge.store.writer import error_of

TRIES = 6
MOST_ARRIVALS = 500
"""Rows of one multi-row insert."""

_AGAIN = frozenset({"40P01", "40001"})
"""SQLSTATE of a deadlock and of a serialisation failure (PostgreSQL manual, appendix A)."""
_NOTIFY = select(func.pg_notify(CHANNEL, bindparam("topic")))


def postgres_engine(url: str, size: int) -> Engine:
    """A pool of `size` connections. Raises sqlalchemy.exc.ArgumentError for a URL that is none."""
    return create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
        pool_pre_ping=True,
        json_serializer=encode_document,
        json_deserializer=decode_document,
    )


def postgres_reader_engine(url: str, size: int) -> Engine:
    """Connections that see one snapshot a transaction and cannot write."""
    from psycopg import IsolationLevel

    engine = postgres_engine(url, size)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  the driver's own class
        connection.read_only = True
        connection.isolation_level = IsolationLevel.REPEATABLE_READ

    return engine


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
            self._pool.submit(self._one, ticket)

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
            _notify(connection, unit.hints)

    def _arrivals(self, tickets: list[Ticket]) -> None:
        rows = [ticket.task for ticket in tickets if isinstance(ticket.task, Arrival)]
        with self._engine.connect() as connection, connection.begin():
            ids = insert_arrivals(connection, rows)
            _notify(connection, ["inbox"] if any(ids) else [])
        for ticket, row_id in zip(tickets, ids, strict=True):
            ticket.succeed(row_id)

    def _run_inbox(self) -> None:
        stopping = False
        while not stopping:
            batch = [self._waiting.get()]
            while not self._waiting.empty() and len(batch) < MOST_ARRIVALS:
                batch.append(self._waiting.get())
            stopping = None in batch
            self._admit([ticket for ticket in batch if ticket is not None])

    def _admit(self, tickets: list[Ticket]) -> None:
        """Store a batch; where one arrival spoils it, each by itself."""
        error = _tried(lambda: self._arrivals(tickets)) if tickets else None
        if error is not None and not isinstance(as_trouble(error), StoreTrouble) and len(tickets) > 1:
            for ticket in tickets:
                self._admit([ticket])
            return
        self._tell(tickets, error)

    def _one(self, ticket: Ticket) -> None:
        self._tell([ticket], _tried(lambda: self._unit(ticket)))

    def _tell(self, tickets: list[Ticket], error: BaseException | None) -> None:
        if error is not None:
            for ticket in tickets:
                ticket.fail(error)
        deliver(tickets)


def _notify(connection: Connection, topics: Iterable[str]) -> None:
    for topic in topics:
        connection.execute(_NOTIFY, {"topic": topic})


def _tried(step: Callable[[], None]) -> BaseException | None:
    """Do `step`, again after a deadlock; its error as a value, for the ticket's caller."""
    error = error_of(step)
    for _ in range(TRIES - 1):
        if not (isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") in _AGAIN):
            break
        error = error_of(step)
    return error
