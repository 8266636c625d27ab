"""Who is rung where something is told in a room with others: whoever answers for the person or the region concerned."""

from collections.abc import Iterable, Iterator

from knowledge.people.accounts import reachable
from knowledge.people.model import Handle, Person, Role
from knowledge.people.view import people_in_role, person
from knowledge.store.unit import Reader
from notifiers.alert import Scene
from notifiers.notice import EVERYBODY, MOST_RINGS, Address, Ring
from notifiers.team import name_of, own_room


def rings_at(scene: Scene, address: Address, person_ids: Iterable[str]) -> tuple[Ring, ...]:
    """Rings those of these people who have an account in the address's messenger, and may hear of customers.

    In a person's own room nobody is rung: it rings by itself. An account that is called like the word for everybody
    rings nobody.
    """
    if scene.reads_at(scene.reader, address) is not None:
        return ()
    lang = scene.language_of(None)
    heard = [one for one in person_ids if own_room(scene, one)]
    found = [(handle.user_id, one) for one in heard for handle in _handles(scene.reader, one, address.messenger)]
    return tuple(Ring(account, name_of(scene, one, lang)) for account, one in found)[:MOST_RINGS]


def rings_above(scene: Scene, address: Address, member: Person | None, region: str) -> tuple[Ring, ...]:
    """Rings the nearest manager above somebody who can be rung there, else the managers of a region ("": of none)."""
    above = (rings_at(scene, address, [one]) for one in _managers_above(scene.reader, member))
    return next(filter(None, above), ()) or rings_at(scene, address, _managers_of(scene.reader, region))


def _handles(reader: Reader, person_id: str, messenger: str) -> list[Handle]:
    found = [one.handle for one in reachable(reader, person_id)]
    return [one for one in found if one.messenger == messenger and one.user_id != EVERYBODY][:1]


def _managers_above(reader: Reader, member: Person | None) -> Iterator[str]:
    """Ids, the nearest first; a circle of managers ends where it began."""
    seen = set[str]()
    while member and member.manager_id and member.manager_id not in seen:
        seen.add(member.manager_id)
        yield member.manager_id
        member = person(reader, member.manager_id)


def _managers_of(reader: Reader, region: str) -> list[str]:
    found = (person(reader, one) for one in people_in_role(reader, Role.MANAGER)) if region else ()
    return [one.person_id for one in found if one and one.region == region]
