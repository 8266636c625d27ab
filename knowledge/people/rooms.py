"""The writer of rooms: what messengers, settings and people say about them.

Whether outsiders sit in a room, several may say. A Yes always counts. A messenger's No counts, unless somebody told the
bot otherwise, or the bot itself heard an outsider there. Where a messenger does not know, what is known stays.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from knowledge.people.events import OutsiderHeard, RoomJoined
from knowledge.people.model import Handle, Person, Room
from knowledge.people.room_members import (
    forget_members,
    lists_all,
    members_of,
    record_members,
    record_people_of_room,
    record_unit_of_room,
)
from knowledge.people.tables import rooms
from knowledge.people.view import room_of_row
from knowledge.store.unit import Reader, Unit, upsert

HEARD, SETTINGS = "bot", "settings"
"""Who told, where the bot itself noticed it, or the settings say that there are people from outside."""

ASKED_AGAIN, LISTED_AGAIN = timedelta(days=1), timedelta(hours=1)
"""A messenger that did not tell who sits in a room is asked again after so long; one that told before, sooner."""

_RECORD = upsert(
    rooms, ["messenger", "room_id"], ["direct", "title", "region", "unit", "outsiders", "language", "told_by"]
)
_THIS = (rooms.c.messenger == bindparam("of"), rooms.c.room_id == bindparam("which"))
_ROOM = select(rooms).where(*_THIS)
_CHECKED = update(rooms).where(*_THIS).values(checked_at=bindparam("moment"))
_LEAVE = update(rooms).where(*_THIS).values(outsiders=None, told_by=None, checked_at=None)


@dataclass(frozen=True, slots=True)
class KnownRoom:
    """A room as it is recorded. `told_by` said who sits there, "" where a messenger or the settings did.

    `checked_at` is when its messenger was asked last, `members_at` when it named all who sit there.
    """

    room: Room
    told_by: str = ""
    checked_at: datetime | None = None
    members_at: datetime | None = None

    @property
    def vouched(self) -> bool:
        """Whether a person said that everybody there is of the team."""
        return self.room.outsiders is False and self.told_by not in ("", HEARD, SETTINGS)


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears what is said in a room: whether anybody from outside does (None: not known), and who of the team (None:
    not known who exactly).
    """

    outsiders: bool | None
    people: tuple[Person, ...] | None = None


def known_room(reader: Reader, messenger: str, room_id: str) -> KnownRoom | None:
    """What is known of a room, and from whom."""
    row = reader.row(_ROOM, of=messenger, which=room_id)
    if row is None:
        return None
    return KnownRoom(room_of_row(row), row["told_by"] or "", row["checked_at"], row["members_at"])


def merged(said: Room, known: KnownRoom | None) -> Room:
    """A room as it is described now, with what is known of it where the description is silent."""
    if known is None:
        return said
    before = known.room
    return replace(
        said,
        title=said.title or before.title,
        region=said.region or before.region,
        unit=said.unit or before.unit,
        outsiders=_outsiders(said.outsiders, known),
        language=said.language or before.language,
    )


def listeners(reader: Reader, taken: Room, known: KnownRoom | None, now: datetime) -> Listeners:
    """Who hears what is said in a group, which is `taken` to be so.

    Where its messenger named everybody lately, that counts. An account that nobody knows may be anybody's, unless a
    person said that all are of the team.
    """
    found = members_of(reader, taken, known.members_at if known else None, now)
    outsiders = taken.outsiders
    if taken.outsiders or found.guests:
        outsiders = True
    elif found.strangers:
        outsiders = taken.outsiders if known is not None and known.vouched else None
    elif found.named:
        outsiders = False
    whole = (found.named or found.told) and not found.many and not (found.strangers and outsiders is False)
    return Listeners(outsiders, found.people if whole else None)


def is_to_be_asked(known: KnownRoom | None, now: datetime) -> bool:
    """Whether it is time to ask a messenger who sits in a room: sooner again where it has told before.

    Never where somebody said that there are people from outside: its No would not count.
    """
    if known is None or (known.room.outsiders and known.told_by):
        return known is None
    if known.checked_at is None:
        return True
    fresh = lists_all(known.members_at, now) and known.room.outsiders is not None
    return not fresh and now - known.checked_at >= (LISTED_AGAIN if known.members_at else ASKED_AGAIN)


def describe_room(unit: Unit, room: Room) -> None:
    """Keep a room as the settings describe it, with the people they name; what they said before no longer counts."""
    known = known_room(unit, room.messenger, room.room_id)
    if known is not None and known.told_by == SETTINGS:
        _write(unit, replace(known.room, outsiders=None), "")
    record_room(unit, room)
    record_people_of_room(unit, room)
    now = known_room(unit, room.messenger, room.room_id)
    if room.outsiders and now is not None and not now.told_by:
        _write(unit, now.room, SETTINGS)


def record_room(unit: Unit, room: Room) -> None:
    """Keep a room as it is described, all of it; what is known of outsiders goes by this module's rule."""
    known = known_room(unit, room.messenger, room.room_id)
    outsiders = room.outsiders if known is None else _outsiders(room.outsiders, known)
    told_by = known.told_by if known is not None and known.room.outsiders == outsiders else ""
    _write(unit, replace(room, outsiders=outsiders), told_by)


def hear_of_room(unit: Unit, room: Room) -> None:
    """Keep what a messenger says of a room, beside what else is known of it."""
    record_room(unit, merged(room, known_room(unit, room.messenger, room.room_id)))
    if room.accounts is not None:
        record_members(unit, room, room.accounts)


def record_room_asked(unit: Unit, room: Room) -> None:
    """Keep what a messenger answered when it was asked about a room."""
    hear_of_room(unit, room)
    unit.run(_CHECKED, of=room.messenger, which=room.room_id, moment=unit.now)


def join_room(unit: Unit, room: Room) -> None:
    """The bot was added to a room. Emits RoomJoined."""
    hear_of_room(unit, room)
    unit.audit(HEARD, "join_room", room.key)
    unit.emit(RoomJoined(room.messenger, room.room_id))


def leave_room(unit: Unit, room: Room) -> None:
    """The bot is no longer in a room: who sits there is not known any more."""
    unit.run(_LEAVE, of=room.messenger, which=room.room_id)
    forget_members(unit, room)
    unit.audit(HEARD, "leave_room", room.key)


def note_outsider(unit: Unit, taken: Room, speaker: Handle) -> None:
    """Somebody from outside spoke in a room, which was `taken` to be so. Emits OutsiderHeard if it was internal."""
    known = known_room(unit, taken.messenger, taken.room_id)
    if known is not None and known.room.outsiders and known.told_by == HEARD:
        return
    _write(unit, replace(taken, outsiders=True), HEARD)
    unit.audit(HEARD, "hear_outsider", taken.key, speaker=speaker.user_id)
    if taken.outsiders is False:
        unit.emit(OutsiderHeard(taken.messenger, taken.room_id, speaker, known.told_by if known else ""))


@dataclass(frozen=True, slots=True)
class DeclareRoom:
    """Somebody who may says whether people from outside sit in a room, or that all are of one unit (`unit`)."""

    room: Room
    outsiders: bool
    unit: str = ""

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep it, with who said so."""
        known = known_room(unit, self.room.messenger, self.room.room_id)
        _write(unit, replace(merged(self.room, known), outsiders=self.outsiders), actor)
        record_unit_of_room(unit, self.room, self.unit)
        unit.audit(actor, "declare_room", self.room.key, outsiders=self.outsiders, unit=self.unit)


def _outsiders(said: bool | None, known: KnownRoom) -> bool | None:  # noqa: FBT001  what was said, not a switch
    if said is None or (known.room.outsiders and known.told_by):
        return True if said else known.room.outsiders
    return said


def _write(unit: Unit, room: Room, told_by: str) -> None:
    unit.run(
        _RECORD,
        messenger=room.messenger,
        room_id=room.room_id,
        direct=int(room.direct),
        title=room.title,
        region=room.region,
        unit=room.unit,
        outsiders=None if room.outsiders is None else int(room.outsiders),
        language=room.language,
        told_by=told_by or None,
    )
