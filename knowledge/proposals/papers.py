"""The writers and reads of proposals and quotes."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import bindparam, select

from knowledge.graph.names.topics import OFFERS
from knowledge.proposals.judge import VersionKey, version_key
from knowledge.proposals.model import LONG_AGO, Proposal, Quote
from knowledge.proposals.tables import proposals, quotes
from knowledge.store.recording import Claim, Recorded, Register, counted, fields_of
from knowledge.store.registered import claims_of
from knowledge.store.unit import Reader, Unit

_PROPOSALS, _QUOTES = Register(proposals, "proposal"), Register(quotes, "quote")
_PROPOSAL_FIELDS, _QUOTE_FIELDS = tuple(Proposal.__slots__), tuple(Quote.__slots__)
_SENT = select(proposals).where(proposals.c.customer_id == bindparam("customer_id"))
_QUOTED = select(quotes).where(quotes.c.customer_id == bindparam("customer_id"))


def record_proposals(unit: Unit, claims: Sequence[Claim[Proposal]], given: Collection[str] | None = None) -> Recorded:
    """Store proposals as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    rows = [{**fields_of(claim.value, _PROPOSAL_FIELDS), "source": dict(claim.source)} for claim in claims]
    return counted(_PROPOSALS.record(unit, rows, given))


def record_quotes(unit: Unit, claims: Sequence[Claim[Quote]], given: Collection[str] | None = None) -> Recorded:
    """Store quotes as they are now said to be; fields that are not `given` (None: all are) keep what is stored."""
    rows = [{**fields_of(claim.value, _QUOTE_FIELDS), "source": dict(claim.source)} for claim in claims]
    versions = _QUOTES.record(unit, rows, given)
    if any(one.row["product"] and (one.created or "product" in one.differs) for one in versions):
        unit.touch(OFFERS)
    return counted(versions)


def proposals_of(reader: Reader, customer_id: str) -> list[Claim[Proposal]]:
    """Every version of every proposal that a customer was sent, oldest first."""
    found = claims_of(reader.rows(_SENT, customer_id=customer_id), Proposal)
    return sorted(found, key=lambda one: (one.value.sent_at or LONG_AGO, *_place(one.value)))


def quotes_of(reader: Reader, customer_id: str) -> list[Claim[Quote]]:
    """Every version of every quote that a customer was given, oldest first."""
    found = claims_of(reader.rows(_QUOTED, customer_id=customer_id), Quote)
    return sorted(found, key=lambda one: (one.value.quoted_on or date.min, *_place(one.value)))


def _place(paper: Proposal | Quote) -> tuple[VersionKey, str]:
    return version_key(paper.version), paper.quote_id if isinstance(paper, Quote) else paper.proposal_id
