"""Proposals and quotes, one value a version; documents that people share; and links that they had kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""When something was of which nobody wrote down when."""

_FIGURES = re.compile(r"\d+")


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


class Paper(StrEnum):
    """The kinds of proposals; each is a document line of its own. A solution and a proposal are one line."""

    PROPOSAL = "proposal"
    QUOTATION = "quotation"
    TENDER = "tender"
    SOW = "sow"
    ROI = "roi"


class State(StrEnum):
    """What a shared document is taken for: attached to a customer, asked about, none of ours, gone from its message."""

    ATTACHED = "attached"
    ASKED = "asked"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Share:
    """A message that shares a document. `outside`: people from outside sit in its room; None: not known.

    `channel` is the room's title as it was then.
    """

    room: str
    message_id: str
    shared_by: str
    shared_at: datetime
    channel: str = ""
    thread: str = ""
    outside: bool | None = None

    @property
    def known_at(self) -> datetime | None:
        """When that was; None for what was imported without a time, which counts as long ago."""
        return self.shared_at if self.shared_at != LONG_AGO else None


@dataclass(frozen=True, slots=True)
class Document:
    """A document that people share by link or file, as it is understood now.

    `key` tells documents apart whatever link leads to them. `version` is the team's word ("V3"), "" while nobody knows
    whose it is. `stated`: the message itself said that number. `why` names the evidence, `candidates` the customers it
    may be for. `turns` counts what was changed about it besides corrections.
    """

    document_id: str
    key: str
    url: str
    title: str
    paper: Paper
    state: State
    first: Share
    product: str = ""
    customer_id: str = ""
    deal_id: str = ""
    version: str = ""
    stated: int | None = None
    confidence: float = 0.0
    why: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    doubt: str = ""
    lang: str = "zh"
    turns: int = 0

    @property
    def proposal_id(self) -> str:
        """Its row among the proposals."""
        return self.document_id

    @property
    def number(self) -> int:
        """Its version as a whole number; 0 while it has none."""
        found = _FIGURES.search(self.version)
        return int(found[0]) if found else 0


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody from outside looked at a document, `seconds` long where that is known. `what`: "open", "download".

    `visitor` tells those who looked apart ("sitting:12").
    """

    document_id: str
    visitor: str
    at: datetime
    seconds: int | None = None
    what: str = "open"
