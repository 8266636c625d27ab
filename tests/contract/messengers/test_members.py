"""Who sits in a room: told whole where the platform tells, and who comes and goes."""

import pytest

from bot.messengers.base import Admitted
from handlers.message import News, Seat
from knowledge.people.model import Handle
from tests.clocks import START
from tests.contract.messengers.rig import Rig, Stage


async def told(stage: Stage) -> set[str] | None:
    """The members of `here` as the messenger gives them."""
    room = await stage.messenger.look_up_room(stage.here.room_id)
    if room is None or room.accounts is None:
        return None
    assert len(set(room.accounts)) == len(room.accounts)
    return set(room.accounts)


async def test_the_members_of_a_room_are_all_told_or_none(stage: Stage) -> None:
    assert await told(stage) == (stage.members() if stage.members else None)


async def test_of_a_room_that_is_not_there_nothing_is_told(stage: Stage) -> None:
    room = await stage.messenger.look_up_room(stage.nowhere.room_id)
    assert room is None or (room.accounts, room.outsiders) == (None, None)


@pytest.mark.parametrize("how", ["came", "went"])
async def test_who_comes_or_goes_is_told_and_counts_at_once(rig: Rig, stage: Stage, how: str) -> None:
    if stage.moves is None or stage.members is None:
        pytest.skip(f"{rig.name} tells nobody who comes and goes")
    assert await told(stage) == stage.members()
    who, body = stage.moves(how)
    admitted = stage.messenger.admit(rig.raw(body, START))
    assert isinstance(admitted, Admitted)
    assert admitted.kind == "noticed"
    news = stage.messenger.decode(admitted.body)
    assert isinstance(news, News)
    (seat,) = news.came if how == "came" else news.went
    assert isinstance(seat, Seat)
    assert (seat.room.key, seat.member) == (stage.here.key, Handle(rig.name, who))
    assert len(news.came) + len(news.went) == 1
    assert await told(stage) == stage.members()
