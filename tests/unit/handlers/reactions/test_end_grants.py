"""What was shared for a collaboration ends with it."""

from dataclasses import replace
from pathlib import Path

from config.rules import Rules
from handlers.reactions.end_grants import react
from knowledge.access.commands import CloseGrant, CloseGrantsOfLeaver
from knowledge.access.model import Ended
from knowledge.deals.events import DealsClosed
from knowledge.people.events import LeftTeam, MemberLeft
from knowledge.people.model import Handle
from knowledge.store.unit import Unit
from tests.unit.capture.sources.importing import desk
from tests.unit.knowledge.access.test_commands import GIVE
from tests.unit.knowledge.graph.stories import graph

RULES = Rules()


def shared(unit: Unit) -> list[list[object]]:
    graph(unit)
    for one in (
        replace(GIVE, key="deal", deal_id="D1"),
        replace(GIVE, key="room", room_key="slack:C9"),
        replace(GIVE, key="other room", room_key="slack:C8"),
    ):
        one.apply(unit, "li")
    events = (
        DealsClosed(("D1", "D2")),
        MemberLeft("local", "C9", Handle("local", "wang")),
        MemberLeft("slack", "C9", Handle("local", "wang")),
        MemberLeft("slack", "C9", Handle("slack", "nobody")),
        LeftTeam("wang"),
    )
    return [list(react(event, unit, RULES)) for event in events]


async def test_with_the_deal_the_room_and_the_team(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        deal, other, room, stranger, team = await at.store.write(shared)
    assert deal == [CloseGrant("deal", Ended.DEAL_CLOSED)]
    assert other == []
    assert room == [CloseGrant("room", Ended.LEFT_ROOM)]
    assert stranger == []
    assert team == [CloseGrantsOfLeaver("wang")]
