"""Proposals and quotes, one value a version; and links that people shared and had kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """One version of a proposal, as it was sent to a customer. `version` is the team's own word: "V2.0"."""

    proposal_id: str
    customer_id: str = ""
    deal_id: str = ""
    title: str = ""
    version: str = ""
    url: str = ""
    sent_by: str = ""
    sent_at: datetime | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """One version of a price that a customer was quoted. `amount` is in units of `currency`."""

    quote_id: str
    customer_id: str = ""
    deal_id: str = ""
    version: str = ""
    product: str = ""
    amount: float | None = None
    currency: str = ""
    quoted_on: date | None = None
    quoted_by: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """An address on the web, and the words beside it (at most 200 characters, maybe none)."""

    url: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The message that links stand in. `room` is the room's key; `message_id` is empty where it is not known.

    `shared_by` is a person's id, or the name or account of somebody who is none of the team.
    """

    room: str
    message_id: str = ""
    shared_by: str = ""
    shared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SavedLink:
    """A link that `saved_by` (a person's id) had kept. `replaced_at`: when an edit took it out of its message."""

    link: Link
    origin: Origin
    saved_by: str
    saved_at: datetime
    replaced_at: datetime | None = None
