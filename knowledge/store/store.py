"""Store: the one way to the database, for event loops. Work is synchronous and short, and runs on database threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol, TypeVar

from sqlalchemy import Engine, literal, select
from sqlalchemy.exc import SQLAlchemyError

from knowledge.store.errors import StoreTrouble, as_trouble
from knowledge.store.inbox import Arrival
from knowledge.store.tickets import Ticket, Work
from knowledge.store.unit import Reader, Unit

T = TypeVar("T")
_ANSWER = select(literal(1))


class Writer(Protocol):
    """What takes tickets: the group writer of SQLite or the unit writer of PostgreSQL."""

    def submit(self, ticket: Ticket) -> None:
        """Queue a ticket; it settles itself."""
        ...

    def close(self) -> None:
        """Finish what waits."""
        ...


class Store:
    """A database that is open. Close it to finish what waits."""

    def __init__(self, writer: Writer, readers: Engine, threads: int, *, replicated: bool) -> None:
        self._writer, self._readers = writer, readers
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="store-read")
        self.dialect = readers.dialect.name
        self.replicated = replicated
        self._closed = False

    async def admit(self, arrival: Arrival) -> int | None:
        """Store an arrival durably; its row id, or None where it had come before. Raises StoreTrouble."""
        row_id: int | None = await self._submit(arrival)
        return row_id

    async def write(self, work: Callable[[Unit], T]) -> T:
        """Do `work` in one short transaction; its result, once it is durable. Raises what `work` raises."""
        result: T = await self._submit(work)
        return result

    async def read(self, work: Callable[[Reader], T]) -> T:
        """Do `work` on one snapshot; it cannot write. Raises what `work` raises, and StoreTrouble."""
        if self._closed:
            raise StoreTrouble("the store is closed")
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, work)

    async def well(self) -> bool:
        """Whether the database answers. Raises StoreTrouble where it does not."""
        return bool(await self.read(lambda reader: reader.value(_ANSWER)))

    async def close(self) -> None:
        """Finish what waits and let go of the database."""
        self._closed = True
        await asyncio.to_thread(self._writer.close)
        await asyncio.to_thread(self._threads.shutdown)
        self._readers.dispose()

    async def _submit(self, task: Arrival | Work) -> Any:  # noqa: ANN401  whatever the task gives
        if self._closed:
            raise StoreTrouble("the store is closed")
        ticket = Ticket(task)
        self._writer.submit(ticket)
        return await ticket.future

    def _read(self, work: Callable[[Reader], T]) -> T:
        try:
            with self._readers.connect() as connection, connection.begin():
                return work(Reader(connection))
        except SQLAlchemyError as error:
            trouble = as_trouble(error)
            if trouble is error:
                raise
            raise trouble from error
