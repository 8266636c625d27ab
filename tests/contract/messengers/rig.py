"""What the suite needs to know of a messenger to try it out: one rig each, in rigs/<name>.py as RIG."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.messengers.base import Json, Messenger, Raw
from notifiers.notice import Address
from tests.clocks import FakeClock


@dataclass(frozen=True, slots=True)
class Stage:
    """A messenger with its platform behind it, real or faked, over its real protocol.

    `here` is a room that exists, `nowhere` one that does not. `shown`: every text that people see at `here`.
    """

    messenger: Messenger
    here: Address
    nowhere: Address
    shown: Callable[[], str]


class Rig(Protocol):
    """How a messenger is tried out. `edits`: it changes messages in place; `finds`: it can tell what had arrived.

    `cuts`: the platform has a limit for texts.
    """

    name: str
    edits: bool
    finds: bool
    cuts: bool
    secrets: tuple[str, ...]

    def stage(self, folder: Path, clock: FakeClock) -> AbstractAsyncContextManager[Stage]:
        """The messenger, open, with a platform that answers."""
        ...

    def raw(self, body: bytes, at: datetime) -> Raw:
        """A request as the platform would make it at `at`, signed where it signs."""
        ...

    def forged(self, body: bytes, at: datetime) -> Mapping[str, Raw]:
        """Requests that are not the platform's, by what is wrong with them: at least another secret, and none."""
        ...

    def window(self) -> float:
        """How many seconds old a genuine request may be."""
        ...

    def texts(self, payload: Json) -> str:
        """Everything in a rendered payload that people can read."""
        ...
