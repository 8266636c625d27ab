"""Talk tracks that go to somebody else in a hand-over: the battle cards whose owner somebody is."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from knowledge.battlecards.tables import battlecards
from knowledge.graph.amendments import Moved
from knowledge.people.model import Person
from knowledge.store.unit import Reader, Row

_OWNED = (
    select(battlecards.c.card_id, battlecards.c.title, battlecards.c.owner)
    .where(battlecards.c.owner.in_(bindparam("names", expanding=True)))
    .order_by(battlecards.c.card_id)
)


def cards_of(reader: Reader, owner: Person) -> dict[str, str]:
    """The cards somebody looks after: titles by id. A card names its owner by id, name or e-mail."""
    return {row["card_id"]: row["title"] or row["card_id"] for row in _owned(reader, owner)}


def cards_handed(reader: Reader, of: Person, to: str) -> list[Moved]:
    """The cards of one person, going to another."""
    by_owner: dict[str, list[str]] = {}
    for row in _owned(reader, of):
        by_owner.setdefault(row["owner"], []).append(row["card_id"])
    return [Moved("battlecards", "owner", owner, to, tuple(ids)) for owner, ids in by_owner.items()]


def _owned(reader: Reader, owner: Person) -> Sequence[Row]:
    names = {owner.person_id, owner.name, owner.name_en, owner.email} - {""}
    return reader.rows(_OWNED, names=sorted(names))
