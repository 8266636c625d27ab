"""A lead, and the alert that a cause (a rule) raised for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who may buy. `owner_id` is empty while nobody works on it."""

    lead_id: str
    customer_name: str = ""
    contact_name: str = ""
    email: str = ""
    channel: str = ""
    utm_source: str = ""
    utm_campaign: str = ""
    region: str = ""
    created_at: datetime | None = None
    owner_id: str = ""
    status: str = ""
    first_response_at: datetime | None = None
    converted_at: datetime | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


class AlertState(StrEnum):
    """What became of a hot-lead alert."""

    OPEN = "open"
    CLAIMED = "claimed"
    REJECTED = "rejected"
    SNOOZED = "snoozed"


class RejectReason(StrEnum):
    """Why it is no lead; free text stands beside OTHER."""

    STUDENT = "student"
    COMPETITOR = "competitor"
    SUPPLIER = "supplier"
    NO_BUDGET = "no_budget"
    DUPLICATE = "duplicate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event that speaks for an alert, as it was when the alert rose."""

    event_id: str
    kind: str
    at: datetime
    source: str
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HotLead:
    """An alert: this lead, because of this rule, on this evidence, and what was done about it."""

    alert_id: int
    lead_id: str
    rule: str
    opened_at: datetime
    last_event_at: datetime
    evidence: tuple[Happened, ...]
    state: AlertState
    version: int
    actor_id: str = ""
    acted_at: datetime | None = None
    reason: str = ""
    remind_at: datetime | None = None
    owner_before: str = ""
