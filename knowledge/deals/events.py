"""What happens to deals; reactions and alerts hear of it in the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DealsClosed:
    """Deals that were open are won or lost now: their ids."""

    deal_ids: tuple[str, ...]
