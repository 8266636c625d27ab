"""Who hears that an owner is disputed, changed or handed over, and what becomes of it when that is undone."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.graph.amendments import amendment
from knowledge.graph.events import OwnershipChanged
from knowledge.graph.owning import ClaimOwner, CorrectOwner, SettleConflict
from knowledge.graph.undoing import UndoAmendment
from knowledge.graph.view import ownerships
from knowledge.people.view import person
from knowledge.store.unit import Reader, Unit
from notifiers.alert import Outgoing, Scene
from notifiers.alerts import owner_conflict, owner_news
from notifiers.notice import Address
from notifiers.outbox import put
from tests.unit.capture.sources.importing import desk
from tests.unit.knowledge.graph.stories import SOURCE, graph

MONDAY = date(2026, 1, 12)


def own(reader: Reader, person_id: str) -> Address | None:
    return Address("local", f"dm:{person_id}") if person(reader, person_id) else None


def scene(unit: Unit) -> Scene:
    return Scene(
        reader=unit,
        now=unit.now,
        zone=ZoneInfo("Asia/Shanghai"),
        language="en",
        direct=own,
        reads_at=lambda reader, address: person(reader, address.room_id.removeprefix("dm:")),
        operator=None,
        rules={},
    )


def heard(unit: Unit) -> Sequence[tuple[str, Outgoing]]:
    """What follows from the unit's events: the room, and the notice put there."""
    found: list[tuple[str, Outgoing]] = []
    for event in unit.events:
        for alert in (owner_conflict.ALERT, owner_news.ALERT):
            for notice, address in alert.compose(event, scene(unit)):
                put(unit, notice, address, caused_by=None)
                found.append((address.room_id, (notice, address)))
    return found


def claimed(unit: Unit) -> Sequence[tuple[str, Outgoing]]:
    graph(unit)
    ClaimOwner("local:k1", "C1", "wang", MONDAY, SOURCE).apply(unit, "wang")
    return heard(unit)


def settled(unit: Unit) -> Sequence[tuple[str, Outgoing]]:
    li, wang = ownerships(unit, "C1")
    SettleConflict("local:k2", "C1", li.fact_id, (wang.fact_id,)).apply(unit, "li")
    return heard(unit)


async def test_the_owner_is_asked_and_the_card_follows(tmp_path: Path) -> None:
    async with desk(tmp_path) as at:
        ((room, (card, _)),) = await at.store.write(claimed)
        assert room == "dm:li"
        assert card.text == "wang says that wang owns C1; the record says otherwise. Please settle who is right."
        assert [choice.label for choice in card.choices] == ["li is right", "wang is right"]
        after = dict(await at.store.write(settled))
        assert after["dm:li"][0].version > card.version
        assert after["dm:li"][0].settled == "Settled: li owns it"
        assert after["dm:li"][0].choices == ()
        assert "the record of you no longer counts" in after["dm:wang"][0].text


async def test_the_new_owner_and_the_old_one_hear_of_a_correction_and_of_its_undoing(tmp_path: Path) -> None:
    def corrected(unit: Unit) -> Sequence[tuple[str, Outgoing]]:
        graph(unit)
        (held,) = ownerships(unit, "C1")
        CorrectOwner("local:k1", "C1", "han", MONDAY, (held.fact_id,), SOURCE).apply(unit, "wang")
        return heard(unit)

    def undone(unit: Unit) -> Sequence[tuple[str, Outgoing]]:
        made = amendment(unit, "local:k1")
        assert made is not None
        UndoAmendment(made).apply(unit, "wang")
        assert unit.events == [OwnershipChanged("local:k1", undone=True)]
        return heard(unit)

    async with desk(tmp_path) as at:
        told = dict(await at.store.write(corrected))
        assert set(told) == {"dm:han", "dm:li"}
        assert told["dm:han"][0].text.startswith("wang says that you own C1 (from 2026-01-12).")
        again = dict(await at.store.write(undone))
        assert set(again) == {"dm:han", "dm:li"}
        assert {notice.text for notice, _ in again.values()} == {"That change was undone."}
