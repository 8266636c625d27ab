"""The writer of contracts. Who looks after them is kept for access in the same go."""

from collections.abc import Collection, Iterator, Sequence

from knowledge.access.collaborations import Part, keep_parts
from knowledge.people.model import Role
from knowledge.store.recording import Claim, Recorded, Register, Version, counted, fields_of
from knowledge.store.unit import Unit
from knowledge.success.model import Contract
from knowledge.success.tables import contracts

_CONTRACTS = Register(contracts, "contract")
_FIELDS = tuple(Contract.__slots__)
_TELLING = frozenset({"customer_id", "csm_id", "ends_on"})


def record_contracts(unit: Unit, claims: Sequence[Claim[Contract]], given: Collection[str] | None = None) -> Recorded:
    """Store contracts as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    rows = [{**fields_of(claim.value, _FIELDS), "source": dict(claim.source)} for claim in claims]
    versions = _CONTRACTS.record(unit, rows, given)
    keep_parts(unit, list(_parts(versions)))
    return counted(versions)


def _parts(versions: Sequence[Version]) -> Iterator[Part]:
    """Who looks after the contracts that are new or changed in that, by what is stored now."""
    latest = {str(one.row["contract_no"]): one for one in versions if one.created or _TELLING.intersection(one.differs)}
    for number, one in latest.items():
        row = one.row
        if row["csm_id"] or not one.created:
            yield Part(f"contract/{number}/csm", str(row["customer_id"]), str(row["csm_id"]), Role.CSM, row["ends_on"])
