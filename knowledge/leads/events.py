"""What happens to leads; reactions and alerts hear of it in the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeadSignalled:
    """A new signal came in for a lead, or earlier signals were tied to it."""

    lead_id: str


@dataclass(frozen=True, slots=True)
class HotLeadChanged:
    """A hot-lead alert rose, or somebody did something about it."""

    alert_id: int


@dataclass(frozen=True, slots=True)
class HotLeadReminded:
    """The moment came at which `person_id` wanted to see the alert again."""

    alert_id: int
    person_id: str
