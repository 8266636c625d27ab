"""The terminal: no platform behind it, only a queue."""

from asyncio import Queue
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.messengers.base import Json, Raw, Surroundings
from bot.messengers.terminal.messenger import open_terminal
from config.sections import Where
from notifiers.notice import Address
from tests.clocks import FakeClock
from tests.contract.messengers.host import FakeHost
from tests.contract.messengers.rig import Finds, Odd, Rig, Stage


class _TerminalRig:
    name = "terminal"
    edits = False
    finds = Finds.NOTHING
    odd = Odd(unknown=b'{"event_id": "e1", "kind": "reacted", "room": {"id": "east"}}')
    cuts = False
    live: tuple[str, ...] = ()
    account = "lilei"
    rings_at = ""
    secrets: tuple[str, ...] = ()

    @asynccontextmanager
    async def stage(self, folder: Path, clock: FakeClock) -> AsyncIterator[Stage]:
        around = Surroundings(clock, folder, "", "en", ZoneInfo("UTC"), 1_000_000)
        terminal = open_terminal({}, Where(), around)
        await terminal.start(FakeHost(clock))
        printed, queue = list[str](), terminal.attach("here")
        here, nowhere = Address("terminal", "here"), Address("terminal", "closed")
        yield Stage(terminal, here, nowhere, lambda: _printed(queue, printed))
        await terminal.close()

    def raw(self, body: bytes, at: datetime) -> Raw:  # noqa: ARG002  lines carry their own time
        return Raw({}, body)

    def forged(self, body: bytes, at: datetime) -> Mapping[str, Raw]:  # noqa: ARG002
        return {}

    def window(self) -> float:
        return 0.0

    def markup(self, payload: Json) -> str:  # noqa: ARG002  plain text is all it knows
        return ""

    def rung(self, payload: Json) -> Sequence[str]:  # noqa: ARG002  it rings nobody
        return ()

    def size(self, payload: Json) -> Mapping[str, tuple[int, int]]:  # noqa: ARG002  paper without end
        return {}

    def texts(self, payload: Json) -> str:
        lines = payload["lines"]
        assert isinstance(lines, list)
        return "\n".join(lines)


def _printed(queue: "Queue[Json]", printed: list[str]) -> str:
    while not queue.empty():
        printed.append(RIG.texts(queue.get_nowait()))
    return "\n".join(printed)


RIG: Rig = _TerminalRig()
