"""The organisation that DingTalk keeps: people, groups, and what everybody sees in them."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on DingTalk. An outsider has another `corp_id` and no `user_id` that the bot may know."""

    user_id: str
    name: str
    corp_id: str
    sender_id: str
    mobile: str = ""
    email: str = ""
    admin: bool = False


@dataclass(frozen=True, slots=True)
class Robot:
    """The robot of the application: the code that calls name it by, and what people call it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group. `robot_in`: the robot was added to it, and may speak there."""

    room_id: str
    title: str
    members: tuple[Person, ...] = ()
    robot_in: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address, or a link: what a person may open."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as people see it now. `by` is a name; `key` finds it again for recalls; `card` is an outTrackId."""

    id: str
    by: str
    kind: str
    text: str
    links: tuple[Link, ...] = ()
    buttons: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    key: str = ""
    card: str = ""
    file: str = ""
    reactions: tuple[str, ...] = ()

    def as_text(self) -> str:
        lines = [self.text, *(f"[{link.label}]" for link in self.links), *(f"[{label}]" for label in self.buttons)]
        lines += [*(f"@{name}" for name in self.at), *self.reactions]
        return "\n".join(line for line in lines if line)


@dataclass(slots=True)
class World:
    """Everything that is on people's screens. Rooms are named by conversationId; a 1:1 room also by its userId."""

    corp_id: str
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    _direct: dict[str, Person] = field(default_factory=dict)
    _rooms: dict[str, list[Shown]] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def new_id(self, prefix: str) -> str:
        """An opaque id, unlike any other."""
        return prefix + hashlib.sha256(f"{self.corp_id}/{next(self._numbers)}".encode()).hexdigest()[:24]

    def add_person(self, person: Person) -> Person:
        self.people[person.sender_id] = person
        self._direct[direct_room(person)] = person
        return person

    def add_group(self, group: Group) -> Group:
        self.groups[group.room_id] = group
        return group

    def employee(self, user_id: str) -> Person | None:
        return next((one for one in self.people.values() if user_id and one.user_id == user_id), None)

    def room(self, name: str) -> str:
        """The conversationId behind a group, a 1:1 conversation or a userId. Raises KeyError for strangers."""
        if name in self.groups or name in self._direct:
            return name
        found = self.employee(name)
        if found is None:
            raise KeyError(f"no room and nobody called {name!r}")
        return direct_room(found)

    def partner(self, room_id: str) -> Person | None:
        """Whom the bot is alone with there; None for a group."""
        return self._direct.get(room_id)

    def messages(self, name: str) -> list[Shown]:
        return self._rooms.setdefault(self.room(name), [])

    def messages_of(self, room_id: object) -> list[Shown]:
        """As `messages`, and empty for a room that nobody wrote in."""
        return self._rooms.get(str(room_id), [])

    def rooms(self) -> list[str]:
        return list(self._rooms)

    def show(self, name: str, shown: Shown) -> Shown:
        self.messages(name).append(shown)
        return shown

    def change(self, which: Callable[[Shown], bool], how: Callable[[Shown], Shown | None]) -> int:
        """Change (or with None take away) what is shown; how many messages that met."""
        met = 0
        for shown in self._rooms.values():
            met += sum(map(which, shown))
            kept = (how(one) if which(one) else one for one in shown)
            shown[:] = [one for one in kept if one is not None]
        return met

    def find(self, message_id: str) -> Shown | None:
        return next((one for room in self._rooms.values() for one in room if one.id == message_id), None)

    def shown(self, name: str) -> str:
        return "\n".join(one.as_text() for one in self.messages(name))


def direct_room(person: Person) -> str:
    """The conversationId of the 1:1 conversation between the robot and a person."""
    return "cid1" + hashlib.sha256(person.sender_id.encode()).hexdigest()[:20] + "=="


def with_reaction(shown: Shown, name: str) -> Shown:
    return replace(shown, reactions=(*shown.reactions, f"({name})"))


def mentioned(at: Mapping[str, object], people: Iterable[Person]) -> tuple[str, ...]:
    """Names of whom an `at` object rings: by atUserIds, atMobiles or isAtAll."""
    if at.get("isAtAll") is True:
        return ("所有人",)
    users, mobiles = _texts(at.get("atUserIds")), _texts(at.get("atMobiles"))
    return tuple(one.name for one in people if one.user_id in users or (one.mobile and one.mobile in mobiles))


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
