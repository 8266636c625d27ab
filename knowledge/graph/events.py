"""What happens to facts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnershipChanged:
    """Somebody corrected, claimed, settled, handed over, or took that back: the amendment's key.

    `undone` says which of the two it was.
    """

    key: str
    undone: bool = False
