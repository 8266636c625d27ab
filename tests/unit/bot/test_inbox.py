"""The inbox: nothing is acknowledged that is not stored, and a full disk reaches the operator."""

from pathlib import Path

import pytest

from bot.inbox import Inbox
from bot.messengers.base import Admitted
from knowledge.store.errors import StoreFull
from knowledge.store.unit import Unit
from tests.clocks import FakeClock
from tests.contract.store.test_sqlite_full import room_for
from tests.stores import opened


def row(number: int, text: str = "谁负责华东光伏？") -> Admitted:
    return Admitted(f"e{number}", "said", "local:east", {"text": text})


async def until_refused(inbox: Inbox) -> None:
    for number in range(200):
        await inbox.admit("local", row(number, "x" * 4_000))


async def test_a_full_disk_is_reported_once_there_is_space_again(tmp_path: Path) -> None:
    reported: list[tuple[str, str]] = []

    def report(unit: Unit, trouble: str, subject: str) -> None:
        unit.audit("test", trouble, subject)
        reported.append((trouble, subject))

    clock = FakeClock()
    async with opened(f"sqlite:///{tmp_path}/x.db") as store:
        inbox = Inbox(store, clock, lambda: None, report)
        await room_for(store, 0)
        with pytest.raises(StoreFull):
            await until_refused(inbox)
        assert reported == []

        await room_for(store, 1 << 20)
        assert await inbox.admit("local", row(1_000)) is not None
        assert await inbox.admit("local", row(1_001)) is not None

    assert reported == [("store_full", clock.now().isoformat(timespec="seconds"))]
