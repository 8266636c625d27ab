"""Battle cards: what to say against a competitor or to an objection, line by line, so that each can be checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

STALE_AFTER = timedelta(days=180)
"""A card that nobody has verified for longer is told with a warning."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """One statement of a card: the line of the file on which it begins (from 1), and the heading it stands under."""

    number: int
    section: str
    text: str


@dataclass(frozen=True, slots=True)
class BattleCard:
    """One card. `card_id` is its file's name; `competitors` are all names of the one it is about, maybe none.

    `owner` is a person's id or name.
    """

    card_id: str
    title: str = ""
    competitors: tuple[str, ...] = ()
    product: str = ""
    owner: str = ""
    verified_on: date | None = None
    lines: tuple[CardLine, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)

    def age(self, today: date) -> timedelta | None:
        """How long ago it was verified; None where nobody says when."""
        return today - self.verified_on if self.verified_on else None

    def is_stale(self, today: date) -> bool:
        """Whether it was verified too long ago, or never."""
        age = self.age(today)
        return age is None or age > STALE_AFTER


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that answers something; `score` is 0 to 1."""

    card: BattleCard
    line: CardLine
    score: float
