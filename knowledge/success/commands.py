"""The writer of contracts."""

from collections.abc import Collection, Sequence

from knowledge.store.recording import Claim, Recorded, Register, counted, fields_of
from knowledge.store.unit import Unit
from knowledge.success.model import Contract
from knowledge.success.tables import contracts

_CONTRACTS = Register(contracts, "contract")
_FIELDS = tuple(Contract.__slots__)


def record_contracts(unit: Unit, claims: Sequence[Claim[Contract]], given: Collection[str] | None = None) -> Recorded:
    """Store contracts as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    rows = [{**fields_of(claim.value, _FIELDS), "source": dict(claim.source)} for claim in claims]
    return counted(_CONTRACTS.record(unit, rows, given))
