"""A deal: one sale to one customer, open until it is won or lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

DELETED = "deleted"
"""The outcome of a deal that the CRM deleted: it is kept, and told to nobody."""


@dataclass(frozen=True, slots=True)
class Deal:
    """A sale in progress or ended. `outcome` is "won", "lost" or DELETED, "" while open."""

    deal_id: str
    customer_id: str = ""
    name: str = ""
    product: str = ""
    amount: float | None = None
    currency: str = ""
    stage: str = ""
    owner_id: str = ""
    presales_id: str = ""
    created_at: datetime | None = None
    expected_close: date | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Track:
    """What one agent did with one customer: deals by outcome, and the first and last day of them."""

    person_id: str
    won: int
    lost: int
    open: int
    first: date | None
    last: date | None

    @property
    def deals(self) -> int:
        """All of them."""
        return self.won + self.lost + self.open


class Trait(StrEnum):
    """What two customers have in common."""

    INDUSTRY = "industry"
    PRODUCT = "product"
    SIZE = "size"
    GROUP = "group"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a customer is like; "" and None are not known. `products` are those it bought or is offered."""

    customer_id: str
    industry: str = ""
    region: str = ""
    employees: int | None = None
    parent_id: str = ""
    products: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two customers are, 0 to 1, and in what."""

    score: float
    traits: tuple[Trait, ...]
