"""What happens to documents that people share."""

from dataclasses import dataclass


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
