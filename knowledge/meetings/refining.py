"""Whether a language model makes minutes better, and what it may take: kept in the database, for all processes."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from knowledge.store.keeping import held_value, keep_value, kept_value
from knowledge.store.unit import Reader, Unit

REFINEMENT = "minutes"
"""The kind of job."""

_OF, _NAME = "meetings", "refiner"


@dataclass(frozen=True, slots=True)
class Refiner:
    """A language model that reads transcripts, for so many tokens a day of the team's zone, 0 where it may not."""

    tokens_per_day: int
    zone: ZoneInfo


def appoint_refiner(unit: Unit, refiner: Refiner) -> None:
    """Keep what the settings say, from now on."""
    value = {"tokens_per_day": refiner.tokens_per_day, "zone": refiner.zone.key}
    if held_value(unit, _OF, _NAME) != value:
        keep_value(unit, _OF, _NAME, value)


def refiner_of(reader: Reader) -> Refiner | None:
    """The model that may be asked; None where none was appointed, or it may take nothing."""
    kept = kept_value(reader, _OF, _NAME)
    return Refiner(kept["tokens_per_day"], ZoneInfo(kept["zone"])) if kept and kept["tokens_per_day"] else None
