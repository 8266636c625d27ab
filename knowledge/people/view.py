"""Reads about people, their accounts and rooms."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, or_, select

from knowledge.people.model import Handle, Person, Role, Room
from knowledge.people.tables import handles, persons, rooms
from knowledge.store.unit import Reader, Row

_PERSON = select(persons).where(persons.c.person_id == bindparam("person_id"))
_PEOPLE = select(persons).where(persons.c.person_id.in_(bindparam("ids", expanding=True)))
_EVERYBODY = select(persons).order_by(persons.c.person_id)
_BY_HANDLE = (
    select(persons)
    .join(handles, handles.c.person_id == persons.c.person_id)
    .where(handles.c.messenger == bindparam("messenger"), handles.c.user_id == bindparam("user_id"))
)
_BY_WORD = select(persons).where(
    or_(
        persons.c.person_id == bindparam("word"),
        func.lower(persons.c.email) == bindparam("lowered"),
        persons.c.name == bindparam("word"),
        func.lower(persons.c.name_en) == bindparam("lowered"),
    )
)
_IN_ROLE = (
    select(persons.c.person_id)
    .where(persons.c.role == bindparam("role"), persons.c.left_on.is_(None))
    .order_by(persons.c.person_id)
)
_COLLEAGUES = (
    select(persons)
    .where(
        persons.c.unit == bindparam("unit"),
        persons.c.role == bindparam("role"),
        persons.c.left_on.is_(None),
        persons.c.person_id != bindparam("but"),
    )
    .order_by(persons.c.person_id)
    .limit(bindparam("most"))
)
_UNITS = (
    select(persons.c.unit, func.count().label("people"))
    .where(persons.c.left_on.is_(None), persons.c.unit != "")
    .group_by(persons.c.unit)
    .order_by(persons.c.unit)
)
_ZONES = select(persons.c.timezone).where(persons.c.left_on.is_(None)).distinct()
_HANDLES = select(handles).where(handles.c.person_id == bindparam("person_id")).order_by(handles.c.messenger)
_ROOM = select(rooms).where(rooms.c.messenger == bindparam("messenger"), rooms.c.room_id == bindparam("room_id"))
_REGION = select(rooms).where(rooms.c.region == bindparam("region"), rooms.c.direct == 0).order_by(rooms.c.room_id)


def person(reader: Reader, person_id: str) -> Person | None:
    """The person with this id."""
    return _person(reader.row(_PERSON, person_id=person_id))


def people(reader: Reader, ids: Sequence[str]) -> dict[str, Person]:
    """Those of `ids` that exist, by id."""
    found = (_person(row) for row in reader.rows(_PEOPLE, ids=list(ids)))
    return {member.person_id: member for member in found if member}


def everybody(reader: Reader) -> list[Person]:
    """All people ever recorded, also those who left."""
    return [member for row in reader.rows(_EVERYBODY) if (member := _person(row))]


def person_by_handle(reader: Reader, handle: Handle) -> Person | None:
    """Whose account this is."""
    return _person(reader.row(_BY_HANDLE, messenger=handle.messenger, user_id=handle.user_id))


def persons_called(reader: Reader, word: str) -> list[Person]:
    """People with this id, e-mail or exact name; more than one where a name is shared. An id or e-mail goes first."""
    found = [member for row in reader.rows(_BY_WORD, word=word, lowered=word.lower()) if (member := _person(row))]
    exact = [member for member in found if word == member.person_id or word.lower() == member.email.lower()]
    return exact[:1] or found


def people_in_role(reader: Reader, role: Role) -> list[str]:
    """Ids of the people in a role who have not left."""
    return [row["person_id"] for row in reader.rows(_IN_ROLE, role=role.value)]


def colleagues(reader: Reader, member: Person, most: int) -> list[Person]:
    """Some who do the same in the same unit and have not left."""
    rows = reader.rows(_COLLEAGUES, unit=member.unit, role=member.role.value, but=member.person_id, most=most)
    return [found for row in rows if (found := _person(row))]


def units(reader: Reader) -> dict[str, int]:
    """The units of the team, each with how many people it has."""
    return {row["unit"]: row["people"] for row in reader.rows(_UNITS)}


def zones_in_use(reader: Reader) -> set[str]:
    """The time zones in which people of the team read; "" for those who go by the team's own."""
    return {row["timezone"] for row in reader.rows(_ZONES)}


def handles_of(reader: Reader, person_id: str) -> list[Handle]:
    """The accounts of a person."""
    return [Handle(row["messenger"], row["user_id"]) for row in reader.rows(_HANDLES, person_id=person_id)]


def room(reader: Reader, messenger: str, room_id: str) -> Room | None:
    """What is known of a room."""
    row = reader.row(_ROOM, messenger=messenger, room_id=room_id)
    return room_of_row(row) if row else None


def rooms_of_region(reader: Reader, region: str) -> list[Room]:
    """The group rooms of a region, in the order of their ids."""
    return [room_of_row(row) for row in reader.rows(_REGION, region=region)]


def _person(row: Row | None) -> Person | None:
    if row is None:
        return None
    values = {name: row[name] for name in Person.__slots__ if name in row}
    return Person(**{**values, "role": Role(row["role"])})


def room_of_row(row: Row) -> Room:
    """A stored room as a value."""
    known = row["outsiders"]
    return Room(
        messenger=row["messenger"],
        room_id=row["room_id"],
        direct=bool(row["direct"]),
        title=row["title"],
        region=row["region"],
        unit=row["unit"],
        outsiders=None if known is None else bool(known),
        language=row["language"],
    )
