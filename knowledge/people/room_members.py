"""Who sits in a room: the writer, and the one read that joins a room's members with the people of the team.

A messenger names all accounts of a room at one moment, and then who comes and who goes; whoever speaks in a room sits
there. Settings name people, and somebody may say that everybody there is of one unit: that counts where the messenger
does not tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, literal, null, select, union_all, update

from knowledge.people.events import MemberLeft
from knowledge.people.model import Handle, Person, Role, Room
from knowledge.people.tables import accounts, handles, persons, room_members, rooms
from knowledge.store.unit import Reader, Row, Unit, insert_or_ignore

LIST_LASTS = timedelta(days=1)
"""A list of members that its messenger gave longer ago is no longer taken for whole."""

JUST_NOW = timedelta(seconds=10)
"""Who came so lately may be missing in a list that its messenger began to tell before."""

MOST_MEMBERS = 500
"""In a larger room nobody is told apart: it counts as colleagues of whom is not known who they are."""

ACCOUNT, PERSON, UNIT = "account", "person", "unit"

_OUTDATE = update(rooms).values(members_at=None, checked_at=None)
_OF = (room_members.c.messenger == bindparam("of"), room_members.c.room_id == bindparam("which"))
_ADD = insert_or_ignore(room_members)
_DROP = delete(room_members).where(
    *_OF, room_members.c.kind == bindparam("as_kind"), room_members.c.user_id == bindparam("who")
)
_DROP_KIND = delete(room_members).where(*_OF, room_members.c.kind == bindparam("as_kind"))
_NAMED = select(room_members.c.user_id, room_members.c.since).where(*_OF, room_members.c.kind == ACCOUNT)
_LISTED = (
    update(rooms)
    .where(rooms.c.messenger == bindparam("of"), rooms.c.room_id == bindparam("which"))
    .values(members_at=bindparam("moment"))
)
_ASK_ANEW = (
    update(rooms)
    .where(rooms.c.messenger == bindparam("of"), rooms.c.room_id == bindparam("which"))
    .values(checked_at=None)
)
_WHO = [persons.c[name] for name in Person.__slots__]
_ROLES = {role.value: role for role in Role}


def _sitting(kind: str, *known: ColumnElement[Any]) -> Select[Any]:
    told = known or (null().label("outsider"), null().label("active"))
    return select(literal(kind).label("kind"), *told, *_WHO).where(*_OF, room_members.c.kind == kind)


_MEMBERS = union_all(
    _sitting(ACCOUNT, accounts.c.outsider, accounts.c.active).select_from(
        room_members.outerjoin(
            handles,
            and_(handles.c.messenger == room_members.c.messenger, handles.c.user_id == room_members.c.user_id),
        )
        .outerjoin(persons, persons.c.person_id == handles.c.person_id)
        .outerjoin(
            accounts,
            and_(accounts.c.messenger == room_members.c.messenger, accounts.c.user_id == room_members.c.user_id),
        )
    ),
    _sitting(PERSON).select_from(room_members.outerjoin(persons, persons.c.person_id == room_members.c.user_id)),
    _sitting(UNIT)
    .select_from(room_members.join(persons, persons.c.unit == room_members.c.user_id))
    .where(persons.c.left_on.is_(None)),
).limit(bindparam("most"))


@dataclass(frozen=True, slots=True)
class Members:
    """Who is known to sit in a room. `people` are of the team.

    `guests`: an account there is somebody's from outside; `strangers`: one of an account is not known whose it is.
    `named`: the messenger named all of them, lately; `told`: settings or somebody said who they all are. Where neither
    is so, or where they are too many (`many`), there may be others.
    """

    people: tuple[Person, ...] = ()
    guests: bool = False
    strangers: bool = False
    named: bool = False
    told: bool = False
    many: bool = False


def members_of(reader: Reader, room: Room, named_at: datetime | None, now: datetime) -> Members:
    """Who sits in a room, of which its messenger named all members at `named_at` (None: never)."""
    rows = reader.rows(_MEMBERS, of=room.messenger, which=room.room_id, most=MOST_MEMBERS + 1)
    named = lists_all(named_at, now)
    counted = [row for row in rows if row["kind"] == ACCOUNT] if named else rows
    unknown = [row for row in counted if row["person_id"] is None and row["active"] != 0]
    today = now.date()
    return Members(
        people=tuple({row["person_id"]: _person(row) for row in counted if _reads(row, today)}.values()),
        guests=any(row["outsider"] for row in unknown),
        strangers=bool(unknown),
        named=named,
        told=any(row["kind"] != ACCOUNT for row in counted),
        many=len(counted) > MOST_MEMBERS,
    )


def lists_all(named_at: datetime | None, now: datetime) -> bool:
    """Whether a list of members, given at that time, still counts."""
    return named_at is not None and now - named_at <= LIST_LASTS


def record_members(unit: Unit, room: Room, users: Sequence[str]) -> None:
    """A messenger named all who sit in a room now. Emits MemberLeft for those who were there before, and are gone.

    Of more than MOST_MEMBERS none is kept.
    """
    before = {row["user_id"]: row["since"] for row in unit.rows(_NAMED, of=room.messenger, which=room.room_id)}
    whole = len(users) <= MOST_MEMBERS
    now = set(users) if whole else set(before)
    for gone in sorted(before.keys() - now):
        if unit.now - before[gone] > JUST_NOW:
            _drop(unit, room, gone)
    _add(unit, room, ACCOUNT, sorted(now - before.keys()))
    unit.run(_LISTED, of=room.messenger, which=room.room_id, moment=unit.now if whole else None)


def record_people_of_room(unit: Unit, room: Room) -> None:
    """The settings name the people who sit in a room (`room.people`); nobody: they do not say."""
    unit.run(_DROP_KIND, of=room.messenger, which=room.room_id, as_kind=PERSON)
    _add(unit, room, PERSON, room.people)


def record_unit_of_room(unit: Unit, room: Room, name: str) -> None:
    """Everybody in a room is of this unit, as somebody says; "": nobody says so any more."""
    unit.run(_DROP_KIND, of=room.messenger, which=room.room_id, as_kind=UNIT)
    _add(unit, room, UNIT, [name] if name else [])


def outdate_lists(unit: Unit) -> None:
    """Nobody listened for a while: who came meanwhile is not known, so that messengers are asked anew."""
    unit.run(_OUTDATE)


def note_member(unit: Unit, room: Room, who: Handle) -> None:
    """Somebody spoke in a room."""
    if not room.direct and who.messenger == room.messenger:
        _add(unit, room, ACCOUNT, [who.user_id])


def note_came(unit: Unit, room: Room, who: Handle) -> None:
    """Somebody came into a room. Its messenger is asked again before the next answer: it may know more of them."""
    note_member(unit, room, who)
    unit.run(_ASK_ANEW, of=room.messenger, which=room.room_id)


def note_gone(unit: Unit, room: Room, who: Handle) -> None:
    """Somebody left a room, or was removed; it may have been the last from outside. Emits MemberLeft."""
    _drop(unit, room, who.user_id)
    unit.run(_ASK_ANEW, of=room.messenger, which=room.room_id)


def forget_members(unit: Unit, room: Room) -> None:
    """What a messenger told of a room's members no longer counts."""
    unit.run(_DROP_KIND, of=room.messenger, which=room.room_id, as_kind=ACCOUNT)
    unit.run(_LISTED, of=room.messenger, which=room.room_id, moment=None)


def _add(unit: Unit, room: Room, kind: str, who: Iterable[str]) -> None:
    place = {"messenger": room.messenger, "room_id": room.room_id, "kind": kind, "since": unit.now}
    for one in who:
        unit.run(_ADD, **place, user_id=one)


def _drop(unit: Unit, room: Room, user_id: str) -> None:
    unit.run(_DROP, of=room.messenger, which=room.room_id, as_kind=ACCOUNT, who=user_id)
    unit.emit(MemberLeft(room.messenger, room.room_id, Handle(room.messenger, user_id)))


def _reads(row: Row, today: date) -> bool:
    """Whether somebody of the team reads there: a leaver does while their account is open, the settings' leaver not."""
    if row["person_id"] is None or row["active"] == 0:
        return False
    return row["kind"] == ACCOUNT or row["left_on"] is None or row["left_on"] >= today


def _person(row: Row) -> Person:
    """Field by field: a room has many, and each look at a message builds them."""
    return Person(
        row["person_id"],
        row["name"],
        _ROLES[row["role"]],
        row["name_en"],
        row["email"],
        row["mobile"],
        row["unit"],
        row["region"],
        row["manager_id"],
        row["language"],
        row["timezone"],
        row["left_on"],
    )
