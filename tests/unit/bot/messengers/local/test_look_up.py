"""What the local messenger tells of rooms and guests where its page's server is part of the process."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.messengers.base import Surroundings
from bot.messengers.local.messenger import LocalMessenger, open_local
from config.sections import Where
from knowledge.people.model import Account, Handle, Person, Role, Room
from tests.clocks import FakeClock

TEAM = [Person("li", "李雷", Role.REP), Person("han", "韩梅", Role.REP), Person("zhao", "赵鹏", Role.REP)]
LEAVER = Person("zhao", "赵鹏", Role.REP, left_on=date(2025, 12, 31))
EAST = Room("local", "east", direct=False, people=("li", "zhao", "not.imported"))
OPEN = Room("local", "open", direct=False)


@pytest.fixture
async def local(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[LocalMessenger]:
    around = Surroundings(FakeClock(), tmp_path, "http://127.0.0.1:9", "en", ZoneInfo("UTC"), 1_000_000)
    opened = open_local({"guests": getattr(request, "param", [])}, Where(), around)
    assert opened is not None
    await opened.meet(TEAM, [EAST, OPEN])
    yield opened
    await opened.close()


async def test_all_for_whom_a_room_is_meant_but_leavers(local: LocalMessenger) -> None:
    assert await local.look_up_room("east") == Room("local", "east", direct=False, accounts=EAST.people)
    await local.meet([*TEAM[:2], LEAVER], [EAST, OPEN])
    assert await local.look_up_room("east") == Room("local", "east", direct=False, accounts=("li", "not.imported"))


async def test_of_an_open_room_nothing_is_told(local: LocalMessenger) -> None:
    assert await local.look_up_room("open") is None
    assert await local.look_up_room("gone") is None
    assert await local.look_up_user("li") is None


@pytest.mark.parametrize("local", [[{"id": "lu", "name": "陆宁"}]], indirect=True)
async def test_a_guest_is_from_outside_and_enters_every_open_room(local: LocalMessenger) -> None:
    assert await local.look_up_user("lu") == Account(Handle("local", "lu"), name="陆宁", outsider=True)
    found = await local.look_up_room("open")
    assert found is not None
    assert (found.outsiders, found.accounts) == (True, None)
    found = await local.look_up_room("east")
    assert found is not None
    assert found.outsiders is None
