"""Who sits in a room: what several say, and whose word counts."""

from dataclasses import replace

import pytest

from knowledge.people.events import OutsiderHeard, RoomJoined
from knowledge.people.model import Handle, Room
from knowledge.people.rooms import (
    HEARD,
    DeclareRoom,
    KnownRoom,
    hear_of_room,
    join_room,
    known_room,
    leave_room,
    merged,
    note_outsider,
    record_room,
    record_room_asked,
)
from knowledge.store.store import Store
from knowledge.store.unit import Unit
from tests.stores import Hand

ROOM = Room("slack", "C1", direct=False, title="sales", region="East", language="en")
GUEST = Handle("slack", "UG")


async def known(store: Store) -> KnownRoom:
    found = await store.read(lambda reader: known_room(reader, "slack", "C1"))
    assert found is not None
    return found


def of(outsiders: bool | None) -> Room:  # noqa: FBT001  what is said of a room
    return replace(ROOM, outsiders=outsiders)


@pytest.mark.parametrize("told_by", ["", "boss"])
@pytest.mark.parametrize("before", [True, False, None])
@pytest.mark.parametrize("said", [True, False, None])
def test_whose_word_counts(said: bool | None, before: bool | None, told_by: str) -> None:  # noqa: FBT001
    found = merged(of(said), KnownRoom(of(before), told_by)).outsiders
    if said is None:
        assert found is before, "who does not know changes nothing"
    elif said or (before and told_by):
        assert found is True, "a Yes counts, and a messenger's No does not undo one that was told"
    else:
        assert found is False


async def test_a_declaration_outlives_a_restart_with_settings_that_say_nothing(any_store: Store) -> None:
    await any_store.write(lambda unit: record_room(unit, of(None)))
    await any_store.write(lambda unit: DeclareRoom(of(None), outsiders=False).apply(unit, "boss"))
    await any_store.write(lambda unit: record_room(unit, of(None)))
    assert await known(any_store) == KnownRoom(of(False), "boss")
    await any_store.write(lambda unit: record_room(unit, of(True)))
    assert await known(any_store) == KnownRoom(of(True)), (
        "the settings name an outsider: nobody's word counts against it"
    )


async def test_settings_take_back_what_they_said_and_news_does_not(any_store: Store) -> None:
    await any_store.write(lambda unit: record_room(unit, of(False)))
    await any_store.write(lambda unit: hear_of_room(unit, Room("slack", "C1", direct=False, title="renamed")))
    assert (await known(any_store)).room == replace(of(False), title="renamed")
    await any_store.write(lambda unit: record_room(unit, Room("slack", "C1", direct=False, title="sales")))
    assert (await known(any_store)).room.region == ""


async def test_an_outsider_heard_opens_a_room_for_good(any_store: Store) -> None:
    await any_store.write(lambda unit: DeclareRoom(of(None), outsiders=False).apply(unit, "boss"))

    def heard(unit: Unit) -> list[object]:
        note_outsider(unit, of(False), GUEST)
        return list(unit.events)

    assert await any_store.write(heard) == [OutsiderHeard("slack", "C1", GUEST, "boss")]
    assert await any_store.write(heard) == []
    await any_store.write(lambda unit: record_room(unit, of(False)))
    assert await known(any_store) == KnownRoom(of(True), HEARD)
    await any_store.write(lambda unit: DeclareRoom(of(None), outsiders=False).apply(unit, "boss"))
    assert await known(any_store) == KnownRoom(of(False), "boss")


async def test_in_a_room_nobody_took_for_internal_it_is_no_news(any_store: Store) -> None:
    def heard(unit: Unit) -> list[object]:
        note_outsider(unit, of(None), GUEST)
        return list(unit.events)

    assert await any_store.write(heard) == []
    assert (await known(any_store)).room.outsiders is True


async def test_when_a_messenger_was_asked_is_kept(any_store: Store, hand: Hand) -> None:
    await any_store.write(lambda unit: record_room_asked(unit, of(None)))
    assert await known(any_store) == KnownRoom(of(None), "", hand.now())


async def test_joined_and_left(any_store: Store) -> None:
    def joined(unit: Unit) -> list[object]:
        join_room(unit, of(False))
        return list(unit.events)

    assert await any_store.write(joined) == [RoomJoined("slack", "C1")]
    await any_store.write(lambda unit: leave_room(unit, of(False)))
    assert await known(any_store) == KnownRoom(of(None)), "who sits there is not known any more"
