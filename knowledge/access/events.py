"""What happens to grants and to requests for access; reactions and alerts hear of it in the same transaction."""

from dataclasses import dataclass
from datetime import date

from knowledge.access.model import Ended


@dataclass(frozen=True, slots=True)
class GrantGiven:
    """Somebody may see something, from now on."""

    key: str


@dataclass(frozen=True, slots=True)
class GrantExtended:
    """A grant has another last day; it was `before`. `actor` changed it."""

    key: str
    before: date
    actor: str


@dataclass(frozen=True, slots=True)
class GrantEnding:
    """A grant is about to end on `until`; `left` once somebody said that it may."""

    key: str
    until: date
    left: bool = False


@dataclass(frozen=True, slots=True)
class GrantEnded:
    """A grant ended, by somebody or by itself."""

    key: str
    why: Ended


@dataclass(frozen=True, slots=True)
class AccessAsked:
    """Somebody asks to see something."""

    key: str


@dataclass(frozen=True, slots=True)
class AccessSettled:
    """It was given or declined."""

    key: str
