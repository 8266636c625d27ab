"""What the bot does for a messenger that runs: stores what comes in, keeps leases and small values, reports."""

from dataclasses import dataclass
from functools import partial

from bot.dispatcher import Dispatcher
from bot.inbox import Inbox
from bot.messengers.base import Admitted, Json
from bot.telling import Telling
from knowledge.store.keeping import forget_value, keep_value, kept_value
from knowledge.store.leases import give_back_lease, hold_lease
from knowledge.store.store import Store


@dataclass(frozen=True, slots=True)
class Backstage:
    """The Host of the messenger `messenger` in the process `me`."""

    messenger: str
    me: str
    store: Store
    inbox: Inbox
    dispatcher: Dispatcher
    telling: Telling

    async def take(self, admitted: Admitted) -> int | None:
        """Store what came in durably; the row's id, None where it had come before. Raises StoreTrouble."""
        return await self.inbox.admit(self.messenger, admitted)

    async def outcome(self, row_id: int, seconds: float) -> Json | None:
        """What came of a row, None where that takes longer."""
        return await self.dispatcher.outcome_within(row_id, seconds)

    async def hold(self, lease: str, seconds: float) -> bool:
        """Take or keep a lease that one process at a time may have."""
        return await self.store.write(partial(hold_lease, name=self._named(lease), me=self.me, seconds=seconds))

    async def let_go(self, lease: str) -> None:
        """Give a lease back."""
        await self.store.write(partial(give_back_lease, name=self._named(lease), me=self.me))

    async def keep(self, name: str, value: Json) -> None:
        """Keep a small value over restarts."""
        await self.store.write(partial(keep_value, messenger=self.messenger, name=name, value=value))

    async def kept(self, name: str) -> Json | None:
        """The value kept under a name."""
        return await self.store.read(partial(kept_value, messenger=self.messenger, name=name))

    async def forget(self, name: str) -> None:
        """Keep it no longer."""
        await self.store.write(partial(forget_value, messenger=self.messenger, name=name))

    async def report(self, trouble: str, subject: str, **facts: str) -> None:
        """Tell the operator, once for each subject."""
        await self.store.write(
            lambda unit: self.telling.tell_operator(unit, trouble, f"{self.messenger}:{subject}", **facts)
        )

    def _named(self, lease: str) -> str:
        return f"{self.messenger}:{lease}"
