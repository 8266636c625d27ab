"""The writer of battle cards."""

from collections.abc import Collection, Sequence
from dataclasses import astuple

from knowledge.battlecards.model import BattleCard
from knowledge.battlecards.tables import battlecards
from knowledge.graph.names.topics import OFFERS
from knowledge.store.recording import Claim, Recorded, Register, counted, fields_of
from knowledge.store.unit import Unit

_CARDS = Register(battlecards, "battlecard")
_FIELDS = tuple(BattleCard.__slots__)


def record_cards(unit: Unit, claims: Sequence[Claim[BattleCard]], given: Collection[str] | None = None) -> Recorded:
    """Store cards as they are now written; fields that are not `given` (None: all are) keep what is stored."""
    rows = [
        {
            **fields_of(claim.value, _FIELDS),
            "competitors": list(claim.value.competitors),
            "lines": [list(astuple(line)) for line in claim.value.lines],
            "source": dict(claim.source),
        }
        for claim in claims
    ]
    unit.touch(OFFERS)
    return counted(_CARDS.record(unit, rows, given))
