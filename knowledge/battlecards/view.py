"""Reads about battle cards."""

from sqlalchemy import select

from knowledge.battlecards.model import BattleCard, CardLine
from knowledge.battlecards.tables import battlecards
from knowledge.store.recording import Claim
from knowledge.store.unit import Reader, Row

_ALL = select(battlecards)


def all_cards(reader: Reader) -> list[Claim[BattleCard]]:
    """Every card there is, by its file's name; teams have tens of them."""
    found = [Claim(_card(row), row["source"]) for row in reader.rows(_ALL)]
    return sorted(found, key=lambda one: one.value.card_id)


def _card(row: Row) -> BattleCard:
    values = {name: row[name] for name in BattleCard.__slots__}
    lines = tuple(CardLine(*line) for line in row["lines"])
    return BattleCard(**{**values, "competitors": tuple(row["competitors"]), "lines": lines})
