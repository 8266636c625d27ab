"""What happens to tracked links."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DocumentOpened:
    """A person from outside opened what a tracked link leads to: a touch of the customer.

    `document_id` and `contact_id` are "" where they are not known; `nth` counts the opens of this sitting.
    """

    sitting_id: int
    customer_id: str
    contact_id: str
    document_id: str
    at: datetime
    nth: int


@dataclass(frozen=True, slots=True)
class SittingChanged:
    """Something else about a sitting changed: what is shown of it should."""

    sitting_id: int
