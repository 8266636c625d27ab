"""A piece of work handed to a database thread, and the way its result comes back to the event loop."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from knowledge.store.errors import as_trouble
from knowledge.store.inbox import Arrival
from knowledge.store.unit import Unit

T = TypeVar("T")
Work = Callable[[Unit], Any]


class Ticket:
    """An arrival to store, or work to do in a unit. `future` belongs to the event loop that asked."""

    __slots__ = ("effects", "error", "future", "loop", "result", "task")

    def __init__(self, task: Arrival | Work) -> None:
        self.task = task
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.result: Any = None
        self.error: BaseException | None = None
        self.effects: Sequence[Callable[[], None]] = ()

    def succeed(self, result: object, effects: Sequence[Callable[[], None]] = ()) -> None:
        """Note the result; nobody hears of it before `deliver`."""
        self.result, self.effects, self.error = result, effects, None

    def fail(self, error: BaseException) -> None:
        """Note the error, translated where the database itself is in trouble."""
        self.error, self.effects = as_trouble(error), ()
        if isinstance(error, StopIteration):  # a future takes any error but this one
            self.error = RuntimeError("StopIteration left a unit")
            self.error.__cause__ = error

    def settle(self) -> None:
        """On the loop's thread: effects first, then the waiting caller. An effect that fails stops nothing else."""
        for effect in self.effects:
            self.loop.call_soon(effect)
        if self.effects:
            self.loop.call_soon(self._answer)
        else:
            self._answer()

    def _answer(self) -> None:
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


def deliver(tickets: Sequence[Ticket]) -> None:
    """Wake the callers of all tickets, with one call into each loop."""
    loops: dict[asyncio.AbstractEventLoop, list[Ticket]] = {}
    for ticket in tickets:
        loops.setdefault(ticket.loop, []).append(ticket)
    for loop, batch in loops.items():
        with suppress(RuntimeError):  # the loop was closed: nobody waits there any more
            loop.call_soon_threadsafe(_settle_all, batch)


def _settle_all(tickets: Sequence[Ticket]) -> None:
    for ticket in tickets:
        ticket.settle()
