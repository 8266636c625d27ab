"""Who promised, and who has to see to it: the sender, a colleague the sender names, or a customer and its owner."""

import re
from dataclasses import dataclass

from capture.base import Context, Heard
from capture.promises.model import Promised
from knowledge.access.judge import on_team
from knowledge.graph.view import ownerships
from knowledge.people.model import Person, Role
from knowledge.people.rooms import known_room
from knowledge.people.view import everybody, person, persons_called
from knowledge.store.unit import Reader
from knowledge.work.promise import Side

_FAMILIAR = re.compile("[小老阿](?P<surname>[一-鿿])|(?P<titled>[一-鿿])[工姐哥]")


@dataclass(frozen=True, slots=True)
class Party:
    """Who promised and who has to see to it, as in a Draft."""

    side: Side
    promiser_id: str
    promiser_name: str
    owner_id: str


def party_of(promised: Promised, heard: Heard, context: Context, customer_id: str) -> Party | None:
    """Who promised; None where nobody is known who would have to see to it.

    A colleague whom the sender names has promised by it where exactly one of the team is called so; otherwise it stays
    with the sender, who said it.
    """
    if heard.sender_id:
        member = (named(promised.who, heard.sender_id, context) if promised.who else None) or person(
            context.reader, heard.sender_id
        )
        if member is None:
            return None
        return Party(Side.TEAM, member.person_id, member.name, member.person_id)
    owner = owner_of(customer_id, context) if customer_id and _is_outside(heard, context) else ""
    return Party(Side.CUSTOMER, "", heard.sender_name or heard.sender.user_id, owner) if owner else None


def _is_outside(heard: Heard, context: Context) -> bool:
    """Whether a sender whom nobody of the team is counts as a customer: known to be from outside, or unknown in a room
    where people from outside sit.
    """
    if heard.outsider or heard.room.outsiders:
        return True
    known = known_room(context.reader, heard.room.messenger, heard.room.room_id)
    return known is not None and known.room.outsiders is True


def owner_of(customer_id: str, context: Context) -> str:
    """The person who owns a customer today, "" where nobody does."""
    found = [
        one.person_id
        for one in ownerships(context.reader, customer_id)
        if one.role is Role.REP and one.holds_on(context.today)
    ]
    return found[-1] if found else ""


def named(name: str, sender_id: str, context: Context) -> Person | None:
    """The one of the team called so: by name, as 小李 or 张工, or by first name; those of the sender's unit first."""
    exact = _present(persons_called(context.reader, name), context)
    found = exact or _present(_called_familiarly(name, context.reader), context)
    sender = person(context.reader, sender_id)
    near = [one for one in found if sender and one.unit == sender.unit and one.person_id != sender_id]
    return found[0] if len(found) == 1 else near[0] if len(near) == 1 else None


def _present(found: list[Person], context: Context) -> list[Person]:
    return [one for one in found if on_team(one, context.today) is None]


def _called_familiarly(name: str, reader: Reader) -> list[Person]:
    match = _FAMILIAR.fullmatch(name)
    if match is not None:
        surname = match["surname"] or match["titled"]
        return [one for one in everybody(reader) if one.name.startswith(surname)]
    first = name.lower()
    return [one for one in everybody(reader) if first in one.name_en.lower().split()[:1]]
