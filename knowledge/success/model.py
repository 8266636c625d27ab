"""Contracts: what was agreed with a customer, for how long, and how it is served."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract with a customer. `ends_on` is its last day; `value` is in the currency of its deal."""

    contract_no: str
    customer_id: str = ""
    deal_id: str = ""
    sla: str = ""
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    value: float | None = None
    csm_id: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    def ended_before(self, day: date) -> bool:
        """Whether its last day lies before `day`; an open end never does."""
        return self.ends_on is not None and self.ends_on < day
