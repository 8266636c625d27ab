"""What minutes are made from: the turns of one meeting, and the names that are known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the recognition heard it, in seconds from the start of the recording."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said without a break. `side` is "us", "them" or "" where nobody knows.

    `start` and `end` are seconds from the start; `end` is None where the transcript does not tell. `words`, where
    given, come in the order of the text.
    """

    start: float
    speaker: str
    side: str
    text: str
    end: float | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Names that may be mentioned. People by name, with their ids ("" where there is none); competitors and products.

    One person may stand under several names.
    """

    team: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)
    competitors: tuple[str, ...] = ()
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """When and where a meeting was held, and who and what is known. `held_at` has an offset."""

    held_at: datetime
    zone: ZoneInfo
    known: Known = field(default_factory=Known)
    country: str = "CN"

    @property
    def today(self) -> date:
        """The day of the meeting, where it was held."""
        return self.held_at.astimezone(self.zone).date()
