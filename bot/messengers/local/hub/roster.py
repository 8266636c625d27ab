"""Who is in the team, which rooms there are, and who sits in which."""

from collections.abc import Iterable, Mapping

from bot.messengers.local.hub.errors import BadRequest, UnknownPerson, UnknownRoom
from bot.messengers.local.hub.model import HubRoom, Member

DIRECT = "dm:"


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


def room_from(row: Mapping[str, object]) -> HubRoom:
    """A group room from its settings: id, title, region, unit, language, outsiders, members. Raises BadRequest."""
    room_id = str(row.get("id") or "")
    if not room_id or room_id.startswith(DIRECT):
        raise BadRequest(f"会话的 id 不能用：{room_id!r}。", f"A room cannot have this id: {room_id!r}.")
    outsiders = row.get("outsiders")
    return HubRoom(
        room_id=room_id,
        title=str(row.get("title") or room_id),
        region=str(row.get("region") or ""),
        unit=str(row.get("unit") or ""),
        language=str(row.get("language") or ""),
        outsiders=outsiders if isinstance(outsiders, bool) else None,
        members=_words(row.get("members")),
    )


def _direct_room(person: Member) -> HubRoom:
    return HubRoom(
        room_id=DIRECT + person.person_id,
        title=person.name,
        direct=True,
        region=person.region,
        outsiders=False,
        members=(person.person_id,),
    )


class Roster:
    """Members and rooms; every member has a direct room with the bot, `dm:<person_id>`."""

    def __init__(self, people: Iterable[Member], rooms: Iterable[Mapping[str, object]]) -> None:
        self._people: dict[str, Member] = {}
        self._groups: dict[str, HubRoom] = {}
        self._direct: dict[str, HubRoom] = {}
        self.set_people(people)
        self.set_rooms(rooms)

    def set_people(self, people: Iterable[Member]) -> None:
        """Replace the members."""
        self._people = {person.person_id: person for person in people}
        self._direct = {room.room_id: room for room in map(_direct_room, self._people.values())}

    def set_rooms(self, rooms: Iterable[Mapping[str, object]]) -> None:
        """Replace the group rooms. Raises BadRequest for one without a usable id."""
        self._groups = {room.room_id: room for room in map(room_from, rooms)}

    def people(self) -> list[Member]:
        """All members, in the order given."""
        return list(self._people.values())

    def person(self, person_id: str) -> Member:
        """The member of this id. Raises UnknownPerson."""
        if person_id not in self._people:
            raise UnknownPerson(person_id)
        return self._people[person_id]

    def knows(self, person_id: str) -> bool:
        """Whether this id is a member's."""
        return person_id in self._people

    def room(self, room_id: str) -> HubRoom:
        """The room of this id. Raises UnknownRoom."""
        found = self._groups.get(room_id) or self._direct.get(room_id)
        if found is None:
            raise UnknownRoom(room_id)
        return found

    def room_for(self, person_id: str, room_id: str) -> HubRoom:
        """The room, if this person sits in it. Raises UnknownRoom otherwise."""
        if not self.may_enter(person_id, room_id):
            raise UnknownRoom(room_id)
        return self.room(room_id)

    def may_enter(self, person_id: str, room_id: str) -> bool:
        """Whether this person sits in this room."""
        found = self._groups.get(room_id) or self._direct.get(room_id)
        return found is not None and person_id in self._people and (not found.members or person_id in found.members)

    def rooms_of(self, person_id: str) -> list[HubRoom]:
        """The direct room first, then the groups this person sits in."""
        groups = [room for room in self._groups.values() if self.may_enter(person_id, room.room_id)]
        return [self.room(DIRECT + person_id), *groups]

    def members_of(self, room: HubRoom) -> list[Member]:
        """Who sits in a room, the bot not counted."""
        ids = room.members or tuple(self._people)
        return [self._people[person_id] for person_id in ids if person_id in self._people]
