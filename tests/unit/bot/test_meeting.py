"""Messengers asked about somebody: in time, in vain, and about the one who spoke."""

import asyncio
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientError

from bot import meeting
from knowledge.people.accounts import KnownAccount, known_account
from knowledge.people.model import Account, Handle, Room
from knowledge.people.rooms import known_room
from tests.unit.bot.fakes import FakeMessenger, said
from tests.unit.bot.house import House
from tests.unit.bot.test_handling import through

ANN = Handle("fake", "ann")


@dataclass(slots=True)
class Asked(FakeMessenger):
    """Fails as it is told when it is asked about an account; counts how often it was."""

    error: BaseException | None = None
    hangs: bool = False
    times: int = 0
    looked_at: list[str] = field(default_factory=list)

    async def look_up_room(self, room_id: str) -> Room | None:
        self.looked_at.append(room_id)
        return self.rooms.get(room_id)

    async def look_up_user(self, user_id: str) -> Account | None:
        self.times += 1
        if self.hangs:
            await asyncio.get_running_loop().create_future()
        if self.error is not None:
            raise self.error
        return self.accounts.get(user_id)


@pytest.fixture
def asked(house: House) -> Asked:
    found = Asked(house.clock.now)
    house.messenger = found
    return found


async def account(house: House) -> KnownAccount | None:
    return await house.store.read(lambda reader: known_account(reader, ANN))


async def test_a_messenger_that_hangs_holds_up_nobody(
    house: House, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting, "LONGEST_LOOK", 0.0)
    asked.hangs = True
    outcomes = await through(house, said("e1", "hello"), said("e2", "hello"))
    assert all(outcome["text"] for outcome in outcomes)
    assert asked.times == 1
    assert await account(house) is not None


@pytest.mark.parametrize("error", [ClientError("refused"), OSError("no route")])
async def test_nor_one_that_fails(house: House, asked: Asked, error: Exception) -> None:
    asked.error = error
    assert (await through(house, said("e1", "hello")))[0]["text"]
    assert asked.times == 1


async def test_what_it_tells_is_kept_of_the_one_who_spoke(house: House, asked: Asked) -> None:
    asked.accounts["ann"] = Account(Handle("fake", "ANN"), name="Ann", outsider=True)
    outcomes = await through(house, said("e1", "who owns Acme?"))
    found = await account(house)
    assert found is not None
    assert (found.account.handle, found.account.name, found.account.outsider) == (ANN, "Ann", True)
    assert outcomes[0]["text"].startswith("I only answer people on the team")


async def test_whoever_talks_with_others_is_not_looked_up(house: House, asked: Asked) -> None:
    await through(house, said("e1", "lunch?", room="team", to_bot=False))
    assert asked.times == 0
    assert await account(house) is None


async def test_a_room_is_looked_up_once_a_day_and_its_members_are_met(house: House, asked: Asked) -> None:
    asked.rooms["team"] = Room("fake", "team", direct=False, title="The team", accounts=("ann", "bob"))
    asked.accounts["bob"] = Account(Handle("fake", "bob"), name="Bob", outsider=True)
    await through(house, said("e1", "hello", room="team"), said("e2", "hello", room="team"))
    found = await house.store.read(lambda reader: known_room(reader, "fake", "team"))
    assert found is not None
    assert (found.room.title, found.checked_at, found.members_at) == ("The team", house.clock.now(), house.clock.now())
    bob = await house.store.read(lambda reader: known_account(reader, Handle("fake", "bob")))
    assert bob is not None
    assert (bob.account.name, bob.account.outsider) == ("Bob", True)
    assert asked.looked_at == ["team"]
    house.clock.advance(24 * 3600 + 1)
    await through(house, said("e3", "hello", room="team"))
    assert asked.looked_at == ["team", "team"]
