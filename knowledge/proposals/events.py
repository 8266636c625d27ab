"""What happens to documents that people share."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DocumentChanged:
    """A document was attached, asked about, settled, dismissed or withdrawn."""

    document_id: str


@dataclass(frozen=True, slots=True)
class VersionsConfused:
    """Two versions of one line get mixed up: `document_id` was shared, `other_id` is what it clashes with.

    `why`: "older_after_newer" or "same_number".
    """

    document_id: str
    other_id: str
    why: str


@dataclass(frozen=True, slots=True)
class OldPriceQuoted:
    """Somebody names a price that was replaced: that of `quote_id`, where `newest_id` is the deal's last."""

    customer_id: str
    quote_id: str
    newest_id: str
    room: str
    thread: str
    said_by: str
    said_at: datetime
