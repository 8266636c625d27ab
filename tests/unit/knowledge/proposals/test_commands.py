"""Links kept, kept again, taken out of their message by an edit, and put back."""

from datetime import timedelta

from knowledge.proposals.commands import ReplaceLinks, SaveLinks
from knowledge.proposals.links import links_in
from knowledge.proposals.model import Origin, SavedLink
from knowledge.proposals.view import already_saved, count_saved, links_of_message, saved_links
from knowledge.store.store import Store
from tests.stores import START, Hand

ROOM, OTHER = "local:east-pv", "local:south-mfg"
A, B, C = (f"https://acme.example/{name}" for name in "abc")


async def keeps(store: Store, who: str, text: str, room: str = ROOM, message: str = "m1") -> None:
    command = SaveLinks(Origin(room, message, "li.lei", START), links_in(text))
    await store.write(lambda unit: command.apply(unit, who))


async def edits(store: Store, text: str, message: str = "m1") -> None:
    command = ReplaceLinks(ROOM, message, links_in(text))
    await store.write(lambda unit: command.apply(unit, "li.lei"))


async def kept(store: Store, room: str = ROOM, person: str = "") -> list[SavedLink]:
    return await store.read(lambda reader: saved_links(reader, room, person, 10))


def urls(found: list[SavedLink]) -> list[str]:
    return [one.link.url for one in found]


async def test_kept_newest_first_with_where_they_come_from(any_store: Store, hand: Hand) -> None:
    await keeps(any_store, "han.mei", f"方案 {A}")
    hand.forward(minutes=1)
    await keeps(any_store, "sun.hao", B, message="m2")
    newest, oldest = await kept(any_store)
    assert (newest.link.url, newest.saved_by, newest.saved_at) == (B, "sun.hao", START + timedelta(minutes=1))
    assert (oldest.link.line, oldest.origin) == ("方案", Origin(ROOM, "m1", "li.lei", START))


async def test_a_room_sees_its_own_and_a_person_theirs(any_store: Store) -> None:
    await keeps(any_store, "han.mei", A)
    await keeps(any_store, "sun.hao", B, room=OTHER)
    assert urls(await kept(any_store)) == [A]
    assert urls(await kept(any_store, OTHER)) == [B]
    assert urls(await kept(any_store, "local:dm:han.mei", "han.mei")) == [A]
    assert sorted(urls(await kept(any_store, OTHER, "han.mei"))) == [A, B]
    assert await any_store.read(lambda reader: count_saved(reader, OTHER, "han.mei")) == 2
    assert await kept(any_store, "local:nowhere") == []


async def test_the_same_again_stays_as_it_was(any_store: Store, hand: Hand) -> None:
    await keeps(any_store, "han.mei", A)
    hand.forward(minutes=1)
    await keeps(any_store, "sun.hao", f"{A} {B}", message="m2")
    await keeps(any_store, "han.mei", A, room=OTHER)
    found = await kept(any_store, ROOM, "han.mei")
    assert [(one.link.url, one.saved_by) for one in found] == [(B, "sun.hao"), (A, "han.mei")]
    known = await any_store.read(lambda reader: already_saved(reader, [A, C], ROOM, "nobody"))
    assert known[A].saved_at == START
    assert set(known) == {A}
    assert await any_store.read(lambda reader: already_saved(reader, [], ROOM, "nobody")) == {}


async def test_an_edit_marks_what_is_gone_and_adds_what_is_new(any_store: Store, hand: Hand) -> None:
    await keeps(any_store, "han.mei", f"{A} {B}")
    hand.forward(minutes=5)
    await edits(any_store, f"{B} {C}")
    found = await kept(any_store)
    assert urls(found) == [C, B]
    assert (found[0].saved_by, found[0].origin.shared_by) == ("han.mei", "li.lei")
    (gone,) = [one for one in await of_message(any_store) if one.replaced_at]
    assert (gone.link.url, gone.replaced_at) == (A, START + timedelta(minutes=5))
    await edits(any_store, f"{A} {B}")
    assert sorted(urls(await kept(any_store))) == [A, B]
    assert len(await of_message(any_store)) == 3


async def of_message(store: Store) -> list[SavedLink]:
    return await store.read(lambda reader: links_of_message(reader, ROOM, "m1"))


async def test_an_edit_of_a_message_that_nobody_had_kept_is_nothing(any_store: Store) -> None:
    await keeps(any_store, "han.mei", A)
    await edits(any_store, B, message="m9")
    assert urls(await kept(any_store)) == [A]


async def test_long_and_odd_values_fit(any_store: Store) -> None:
    long = f"https://acme.example/{'字母x' * 10}?{'q' * 9000}"
    odd = Origin(ROOM, "m" * 900, "A\0\ud800" * 300)
    links = links_in(f"see\0this {long.replace('字母', '%E5')}")
    await any_store.write(lambda unit: SaveLinks(odd, links).apply(unit, "han.mei"))
    (found,) = await kept(any_store)
    assert len(found.link.url) > 9000
    assert await any_store.read(lambda reader: len(links_of_message(reader, ROOM, "m" * 900))) == 1
