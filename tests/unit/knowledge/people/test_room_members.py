"""Who sits in a room, as far as is known, and who therefore hears what is said there."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.people.commands import Member, record_people
from knowledge.people.directory import record_account
from knowledge.people.events import MemberLeft
from knowledge.people.model import Account, Handle, Person, Role, Room
from knowledge.people.room_members import (
    LIST_LASTS,
    MOST_MEMBERS,
    note_came,
    note_gone,
    note_member,
    outdate_lists,
    record_members,
)
from knowledge.people.rooms import (
    SETTINGS,
    DeclareRoom,
    Listeners,
    describe_room,
    is_to_be_asked,
    known_room,
    leave_room,
    listeners,
    record_room,
    record_room_asked,
)
from knowledge.store.recording import Claim
from knowledge.store.store import Store
from knowledge.store.unit import Reader, Unit
from tests.stores import Hand

ROOM = Room("slack", "C1", direct=False)
INTERNAL = replace(ROOM, outsiders=False)
EAST, SOUTH = "East", "South"
TEAM = {
    "U1": Person("li", "李雷", Role.REP, unit=EAST),
    "U2": Person("han", "韩梅", Role.REP, unit=EAST),
    "U3": Person("sun", "孙浩", Role.PRESALES, unit=SOUTH),
}
GUEST, STRANGER = Handle("slack", "UG"), Handle("slack", "UX")


@pytest.fixture
async def store(any_store: Store) -> Store:
    def write(unit: Unit) -> None:
        source = {"what": "import", "where": "people.csv", "at": "2026-01-01"}
        claims = [Claim(Member(one, (Handle("slack", user),)), source) for user, one in TEAM.items()]
        record_people(unit, claims)
        record_account(unit, Account(GUEST, name="Guest", outsider=True))
        record_room(unit, ROOM)

    await any_store.write(write)
    return any_store


async def heard(store: Store, hand: Hand, room: Room = ROOM) -> tuple[bool | None, set[str] | None]:
    """Whether outsiders hear, and which people of the team, by id."""

    def read(reader: Reader) -> Listeners:
        known = known_room(reader, "slack", "C1")
        assert known is not None
        taken = replace(known.room, outsiders=room.outsiders) if room.outsiders is not None else known.room
        return listeners(reader, taken, known, hand.now())

    found = await store.read(read)
    return found.outsiders, None if found.people is None else {one.person_id for one in found.people}


async def named(store: Store, *users: str) -> list[object]:
    """The messenger names all members; the events that follow."""

    def write(unit: Unit) -> list[object]:
        record_members(unit, ROOM, users)
        return list(unit.events)

    return await store.write(write)


async def asked(store: Store, hand: Hand) -> bool:
    """Whether it is time to ask the messenger."""
    return await store.read(lambda reader: is_to_be_asked(known_room(reader, "slack", "C1"), hand.now()))


async def test_nobody_known_is_nobody_told_apart(store: Store, hand: Hand) -> None:
    assert await heard(store, hand) == (None, None)
    assert await heard(store, hand, INTERNAL) == (False, None)


async def test_a_list_of_people_of_the_team_is_whole_for_a_day(store: Store, hand: Hand) -> None:
    await named(store, "U1", "U2")
    assert await heard(store, hand) == (False, {"li", "han"})
    hand.forward(seconds=LIST_LASTS.total_seconds())
    assert await heard(store, hand) == (False, {"li", "han"})
    hand.forward(seconds=1)
    assert await heard(store, hand) == (None, None)
    assert await heard(store, hand, INTERNAL) == (False, None)


@pytest.mark.parametrize(("who", "outsiders"), [(GUEST, True), (STRANGER, None)])
@pytest.mark.parametrize("internal", [True, False])
async def test_an_account_of_nobody_on_the_team_stops_it(
    store: Store,
    hand: Hand,
    who: Handle,
    outsiders: bool | None,  # noqa: FBT001  what is found
    internal: bool,  # noqa: FBT001  what is said of the room
) -> None:
    await named(store, "U1", who.user_id)
    assert (await heard(store, hand, INTERNAL if internal else ROOM))[0] is outsiders
    await store.write(lambda unit: note_gone(unit, ROOM, who))
    assert await heard(store, hand) == (False, {"li"})


async def test_who_comes_and_goes_counts_at_once_and_the_messenger_is_asked_again(store: Store, hand: Hand) -> None:
    await store.write(lambda unit: record_room_asked(unit, replace(INTERNAL, accounts=("U1", "U2"))))
    assert not await asked(store, hand)
    await store.write(lambda unit: note_came(unit, ROOM, Handle("slack", "U3")))
    assert await heard(store, hand) == (False, {"li", "han", "sun"})
    assert await asked(store, hand)

    def gone(unit: Unit) -> list[object]:
        note_gone(unit, ROOM, Handle("slack", "U2"))
        return list(unit.events)

    assert await store.write(gone) == [MemberLeft("slack", "C1", Handle("slack", "U2"))]
    assert await heard(store, hand) == (False, {"li", "sun"})


async def test_who_is_missing_in_the_next_list_has_left_unless_they_came_just_now(store: Store, hand: Hand) -> None:
    await named(store, "U1", "U2", "U3")
    hand.forward(minutes=1)
    await store.write(lambda unit: note_came(unit, ROOM, STRANGER))
    left = await named(store, "U2")
    assert left == [MemberLeft("slack", "C1", Handle("slack", user)) for user in ("U1", "U3")]
    assert isinstance(left[0], MemberLeft)
    assert left[0].room_key == ROOM.key
    assert (await heard(store, hand))[0] is None
    hand.forward(minutes=1)
    assert await named(store, "U2") == [MemberLeft("slack", "C1", STRANGER)]


async def test_a_room_with_too_many_is_nobody_told_apart(store: Store, hand: Hand) -> None:
    await named(store, "U1")
    assert await named(store, *(f"W{number}" for number in range(MOST_MEMBERS + 1))) == []
    assert await heard(store, hand, INTERNAL) == (False, None)


async def test_a_speaker_sits_there(store: Store, hand: Hand) -> None:
    await named(store, "U1")
    await store.write(lambda unit: note_member(unit, ROOM, Handle("slack", "U3")))
    assert await heard(store, hand) == (False, {"li", "sun"})
    await store.write(lambda unit: note_member(unit, ROOM, Handle("operator", "operator")))
    await store.write(lambda unit: note_member(unit, replace(ROOM, direct=True), Handle("slack", "U2")))
    assert await heard(store, hand) == (False, {"li", "sun"})


async def test_everybody_of_a_unit_until_it_is_said_anew(store: Store, hand: Hand) -> None:
    await store.write(lambda unit: DeclareRoom(ROOM, outsiders=False, unit=EAST).apply(unit, "boss"))
    assert await heard(store, hand) == (False, {"li", "han"})
    hand.forward(days=400)
    await store.write(lambda unit: note_member(unit, ROOM, Handle("slack", "U3")))
    assert await heard(store, hand) == (False, {"li", "han", "sun"})
    await store.write(lambda unit: DeclareRoom(ROOM, outsiders=False, unit=SOUTH).apply(unit, "boss"))
    assert await heard(store, hand) == (False, {"sun"})
    await store.write(lambda unit: DeclareRoom(ROOM, outsiders=False).apply(unit, "boss"))
    assert await heard(store, hand) == (False, None)
    await store.write(lambda unit: DeclareRoom(ROOM, outsiders=True).apply(unit, "boss"))
    assert (await heard(store, hand))[0] is True


async def test_where_somebody_vouches_a_stranger_is_a_colleague_and_a_guest_is_not(store: Store, hand: Hand) -> None:
    await store.write(lambda unit: DeclareRoom(ROOM, outsiders=False, unit=EAST).apply(unit, "boss"))
    await store.write(lambda unit: note_member(unit, ROOM, STRANGER))
    assert await heard(store, hand) == (False, None)
    await store.write(lambda unit: note_member(unit, ROOM, GUEST))
    assert (await heard(store, hand))[0] is True


async def test_the_messengers_own_list_goes_before_what_is_said(store: Store, hand: Hand) -> None:
    await store.write(lambda unit: DeclareRoom(ROOM, outsiders=False, unit=EAST).apply(unit, "boss"))
    await named(store, "U1")
    assert await heard(store, hand) == (False, {"li"})


async def test_people_of_the_settings_sit_there_and_may_change(store: Store, hand: Hand) -> None:
    def described(outsiders: bool | None, *people: str) -> Room:  # noqa: FBT001  as the settings say
        return replace(ROOM, outsiders=outsiders, people=people)

    await store.write(lambda unit: describe_room(unit, described(False, "li", "sun")))
    assert await heard(store, hand) == (False, {"li", "sun"})
    await store.write(lambda unit: describe_room(unit, described(False, "li", "not.imported")))
    assert (await heard(store, hand))[0] is None
    await store.write(lambda unit: describe_room(unit, described(True, "li")))
    assert (await heard(store, hand))[0] is True
    await store.write(lambda unit: record_room_asked(unit, INTERNAL))
    assert (await heard(store, hand))[0] is True, "a messenger that sees no guests does not know better"
    assert not await asked(store, hand)
    known = await store.read(lambda reader: known_room(reader, "slack", "C1"))
    assert known is not None
    assert (known.told_by, known.vouched) == (SETTINGS, False)
    await store.write(lambda unit: describe_room(unit, described(None)))
    assert await heard(store, hand) == (None, None)


async def test_leavers_and_closed_accounts(store: Store, hand: Hand) -> None:
    """A leaver whose account is open still reads there; one whose account was closed, or in settings, does not."""
    source = {"what": "import", "where": "people.csv", "at": "2026-01-01"}
    gone = replace(TEAM["U3"], left_on=date(2026, 1, 1))
    await store.write(lambda unit: record_people(unit, [Claim(Member(gone), source)]))
    await named(store, "U1", "U3")
    assert await heard(store, hand) == (False, {"li", "sun"})
    await store.write(lambda unit: record_account(unit, Account(Handle("slack", "U3"), active=False)))
    assert await heard(store, hand) == (False, {"li"})
    await store.write(lambda unit: leave_room(unit, ROOM))
    await store.write(lambda unit: describe_room(unit, replace(INTERNAL, people=("li", "sun"))))
    assert await heard(store, hand) == (False, {"li"})


async def test_after_a_pause_lists_are_no_longer_whole(store: Store, hand: Hand) -> None:
    await store.write(lambda unit: record_room_asked(unit, replace(INTERNAL, accounts=("U1",))))
    assert await heard(store, hand) == (False, {"li"})
    await store.write(outdate_lists)
    assert await heard(store, hand) == (False, None)
    assert await asked(store, hand)


async def test_how_often_a_messenger_is_asked(store: Store, hand: Hand) -> None:
    await store.write(lambda unit: record_room_asked(unit, ROOM))
    times: Collection[timedelta] = (timedelta(hours=23, minutes=59), timedelta(minutes=1))
    answers = []
    for step in times:
        hand.forward(seconds=step.total_seconds())
        answers.append(await asked(store, hand))
    assert answers == [False, True], "one that did not tell: after a day"
    await store.write(lambda unit: record_room_asked(unit, replace(INTERNAL, accounts=("U1",))))
    hand.forward(days=1)
    assert not await asked(store, hand)
    hand.forward(seconds=1)
    assert await asked(store, hand), "one that told: when the list is out of date"
    await store.write(lambda unit: record_room_asked(unit, ROOM))
    hand.forward(minutes=59)
    assert not await asked(store, hand)
    hand.forward(minutes=1)
    assert await asked(store, hand), "and in vain, an hour later"


async def test_one_that_named_all_but_could_not_tell_of_all_is_asked_within_the_hour(store: Store, hand: Hand) -> None:
    await store.write(lambda unit: record_room_asked(unit, replace(ROOM, accounts=("U1", "UX"))))
    assert not await asked(store, hand)
    hand.forward(hours=1)
    assert await asked(store, hand)
