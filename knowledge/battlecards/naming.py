"""The names by which people mean a battle card: its competitor, by any of its names, and the products it is for."""

from collections.abc import Iterable

from knowledge.battlecards.model import BattleCard
from knowledge.graph.names.model import Name

RIVAL, PRODUCT = "competitor", "product"
"""Kinds of names. A competitor's id is the first of its names, a product's the product."""


def names_of_cards(cards: Iterable[BattleCard]) -> list[Name]:
    """Every name once."""
    found: dict[Name, None] = {}
    for card in cards:
        for place, text in enumerate(card.competitors):
            found[Name(RIVAL, card.competitors[0], text, "alias" if place else "name")] = None
        found |= dict.fromkeys(Name(PRODUCT, product, product, "name") for product in products(card))
    return list(found)


def products(card: BattleCard) -> list[str]:
    """What we sell that the card is for."""
    return [part for piece in card.product.split(";") if (part := piece.strip())]
