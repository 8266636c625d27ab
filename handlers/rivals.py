"""Which cards a person means: by competitor, by product, or by a name inside what they said."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.battlecards.model import BattleCard
from knowledge.battlecards.naming import PRODUCT, RIVAL, products
from knowledge.graph.names.index import NameIndex
from knowledge.graph.names.mentions import mentions
from knowledge.graph.names.model import Ambiguous, Candidate, Resolved, Unknown
from knowledge.graph.names.resolve import resolve


@dataclass(frozen=True, slots=True)
class Meant:
    """The cards meant; none where no name fits. `nearest` are names that come close, best first.

    `rest` is what was said beside the name.
    """

    cards: tuple[BattleCard, ...] = ()
    nearest: tuple[Candidate, ...] = ()
    rest: str = ""


def cards_meant(cards: Sequence[BattleCard], text: str, names: NameIndex) -> Meant:
    """By the whole text, else by the names inside it; `names` has their competitors and products."""
    match resolve(names, text, kinds={RIVAL, PRODUCT}):
        case Resolved(candidate):
            return Meant(_of(cards, [candidate]))
        case Ambiguous(candidates):
            return Meant(_of(cards, candidates))
        case Unknown(nearest):
            return _inside(cards, names, text, nearest)


def _inside(cards: Sequence[BattleCard], names: NameIndex, text: str, nearest: tuple[Candidate, ...]) -> Meant:
    found = mentions(names, text, kinds={RIVAL})
    named = [one.outcome.candidate for one in found if isinstance(one.outcome, Resolved)]
    rest = text
    for one in sorted(found, key=lambda one: -one.start):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return Meant(_of(cards, named), nearest, rest.strip() if named else text)


def _of(cards: Sequence[BattleCard], candidates: Sequence[Candidate]) -> tuple[BattleCard, ...]:
    """In the order of the candidates."""
    found: dict[str, BattleCard] = {}
    for one in candidates:
        found |= {card.card_id: card for card in cards if one.entity_id in _ids(card)[one.kind]}
    return tuple(found.values())


def _ids(card: BattleCard) -> dict[str, list[str]]:
    return {RIVAL: list(card.competitors[:1]), PRODUCT: products(card)}
