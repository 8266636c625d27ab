from dataclasses import replace
from datetime import date

from knowledge.battlecards.commands import record_cards
from knowledge.battlecards.handing import cards_handed, cards_of
from knowledge.battlecards.model import BattleCard, CardLine
from knowledge.battlecards.view import all_cards
from knowledge.people.model import Person, Role
from knowledge.store.recording import Claim, Recorded
from knowledge.store.store import Store

SOURCE = {"what": "import", "where": "battlecards/a.md line 1", "at": "2026-01-07T01:00:00+00:00"}
CARD = BattleCard(
    *("a", "A", ("Rival", "对手"), "LineSight", "li.lei", date(2026, 1, 5)),
    lines=(CardLine(3, "Why", "Faster."), CardLine(4, "Why", "Cheaper.")),
    attributes={"region": "华东"},
)


async def test_a_card_is_read_back_as_it_was_recorded(any_store: Store) -> None:
    claims = [Claim(replace(CARD, card_id="b"), SOURCE), Claim(CARD, SOURCE)]
    assert await any_store.write(lambda unit: record_cards(unit, claims)) == Recorded(2, 0, 0)
    assert await any_store.write(lambda unit: record_cards(unit, claims)) == Recorded(0, 0, 2)
    found = await any_store.read(all_cards)
    assert [one.value.card_id for one in found] == ["a", "b"]
    assert found[0] == Claim(CARD, SOURCE)


async def test_a_changed_line_supersedes(any_store: Store) -> None:
    await any_store.write(lambda unit: record_cards(unit, [Claim(CARD, SOURCE)]))
    later = replace(CARD, lines=CARD.lines[:1])
    assert await any_store.write(lambda unit: record_cards(unit, [Claim(later, SOURCE)])) == Recorded(0, 1, 0)
    assert [one.value for one in await any_store.read(all_cards)] == [later]


async def test_the_cards_of_a_leaver_go_to_somebody_else(any_store: Store) -> None:
    leaver = Person("sun.hao", "孙浩", Role.PRESALES, "Sun Hao", "sun.hao@team.example")
    owners = {"a": "sun.hao", "b": "孙浩", "c": "Sun Hao", "d": "han.mei"}
    claims = [Claim(BattleCard(one, title=one.upper(), owner=owner), SOURCE) for one, owner in owners.items()]
    await any_store.write(lambda unit: record_cards(unit, claims))
    assert await any_store.read(lambda reader: cards_of(reader, leaver)) == {"a": "A", "b": "B", "c": "C"}
    moved = await any_store.read(lambda reader: cards_handed(reader, leaver, "li.lei"))
    assert sorted((one.before, one.after, one.ids) for one in moved) == [
        ("Sun Hao", "li.lei", ("c",)),
        ("sun.hao", "li.lei", ("a",)),
        ("孙浩", "li.lei", ("b",)),
    ]
