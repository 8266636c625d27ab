"""A collaboration is over: a deal closed, somebody left a room or the team. What was shared for it ends."""

from collections.abc import Iterable

from config.rules import Rules
from handlers.base import Command
from handlers.reaction import Reaction
from knowledge.access.commands import CloseGrant, CloseGrantsOfLeaver
from knowledge.access.granted import grants_of_deals, grants_of_room
from knowledge.access.model import Ended
from knowledge.deals.events import DealsClosed
from knowledge.people.events import LeftTeam, MemberLeft
from knowledge.people.view import person_by_handle
from knowledge.store.lists import padded, pieces
from knowledge.store.unit import Reader


def react(event: object, reader: Reader, rules: Rules) -> Iterable[Command]:  # noqa: ARG001  no rule asks for this
    """The grants that end with it."""
    match event:
        case DealsClosed(deal_ids):
            for some in pieces(deal_ids):
                yield from (CloseGrant(one.key, Ended.DEAL_CLOSED) for one in grants_of_deals(reader, padded(some)))
        case MemberLeft():
            who = person_by_handle(reader, event.handle)
            for one in grants_of_room(reader, event.room_key, who.person_id) if who else ():
                yield CloseGrant(one.key, Ended.LEFT_ROOM)
        case LeftTeam(person_id):
            yield CloseGrantsOfLeaver(person_id)


REACTION = Reaction("end_grants", (DealsClosed, MemberLeft, LeftTeam), react)
