"""The writers of documents that people share. Each has a row among the proposals: it is told of like an imported one.

What a person settles is an amendment: audited, and undone like any other.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import bindparam

from knowledge.graph.amendments import Amendment, Change, Moved, amendments_of
from knowledge.graph.sources import from_message
from knowledge.proposals.confusion import confusion
from knowledge.proposals.documents import document, documents_in_message, line_of, proposals_at
from knowledge.proposals.events import DocumentChanged, VersionsConfused
from knowledge.proposals.lines import Numbered, next_number
from knowledge.proposals.model import Document, Proposal, Share, State
from knowledge.proposals.papers import record_proposals
from knowledge.proposals.tables import document_shares, documents
from knowledge.proposals.view import stored_id
from knowledge.store.encoding import fitting
from knowledge.store.errors import StaleWrite
from knowledge.store.recording import Claim
from knowledge.store.unit import Unit, insert_or_ignore, upsert

DOCUMENT = "document"
"""The kind of amendment that settles what a document is; its subject is the document's id."""

_COLUMNS = [column.name for column in documents.c if column.name != "document_id"]
_KEEP = upsert(documents, ["document_id"], _COLUMNS)
_SHARE = insert_or_ignore(document_shares)
_RESTORE = (
    document_shares.update()
    .where(
        document_shares.c.document_id == bindparam("of_document"),
        document_shares.c.room == bindparam("of_room"),
        document_shares.c.message_id == bindparam("of_message"),
        document_shares.c.withdrawn_at.is_not(None),
    )
    .values(withdrawn_at=None)
)
_WITHDRAW = (
    document_shares.update()
    .where(
        document_shares.c.document_id == bindparam("of_document"),
        document_shares.c.room == bindparam("of_room"),
        document_shares.c.message_id == bindparam("of_message"),
    )
    .values(withdrawn_at=bindparam("moment", type_=document_shares.c.withdrawn_at.type))
)


@dataclass(frozen=True, slots=True)
class CaptureDocument:
    """A message shares what is taken for a proposal. `found` has no version yet; the same document keeps its own.

    `knowing`: the message itself says that it is an older version. `clash`: within this time two documents that claim
    the same version are pointed out.
    """

    found: Document
    clash: timedelta
    knowing: bool = False

    def apply(self, unit: Unit, actor: str) -> None:
        """Keep it and that it was shared; number it where its customer is clear. What was dismissed stays so."""
        known, share = document(unit, self.found.document_id), self.found.first
        if known is not None and known.state is State.DISMISSED:
            return
        fresh = _shared(unit, self.found.document_id, share)
        taken = self._taken(unit, known)
        if taken != known:
            keep(unit, taken)
            unit.audit(actor, f"document_{taken.state}", taken.document_id, customer=taken.customer_id)
            unit.emit(DocumentChanged(taken.document_id))
        if fresh and taken.state is State.ATTACHED:
            self._point_out(unit, taken, share)

    def _taken(self, unit: Unit, known: Document | None) -> Document:
        """As it is to be stored: new, settled by what is said now, or as it was."""
        if known is None:
            return _numbered(unit, self.found)
        if known.state is State.ATTACHED or (known.state is State.ASKED and self.found.state is State.ASKED):
            return known
        turned = replace(self.found, first=known.first if known.state is State.ASKED else self.found.first)
        return _numbered(unit, replace(turned, turns=known.turns + 1))

    def _point_out(self, unit: Unit, shared: Document, share: Share) -> None:
        line = line_of(unit, shared.customer_id)
        said = replace(shared, stated=self.found.stated or shared.stated)
        found = confusion(said, share.shared_at, line, self.clash, knowing=self.knowing)
        if found is not None:
            unit.emit(VersionsConfused(shared.document_id, found.other.document_id, found.why))


@dataclass(frozen=True, slots=True)
class SettleDocument:
    """Somebody says whose a document is ("": it is no proposal of ours). `key` is that of their message."""

    seen: Document
    customer_id: str
    key: str
    deal_id: str = ""

    def apply(self, unit: Unit, actor: str) -> None:
        """Move it, with the next number there. Raises StaleWrite where somebody was faster."""
        seen = document(unit, self.seen.document_id)
        if seen is None or (seen.state, seen.customer_id) != (self.seen.state, self.seen.customer_id):
            raise StaleWrite(self.seen.document_id)
        state = State.ATTACHED if self.customer_id else State.DISMISSED
        settled = replace(seen, state=state, customer_id=self.customer_id, deal_id=self.deal_id, version="")
        settled = _numbered(unit, settled) if self.customer_id else settled
        change = Change(unit, self.key, DOCUMENT, seen.document_id, actor)
        change.move(_moves(seen, settled))
        change.keep(customer=self.customer_id, before=seen.customer_id)
        unit.emit(DocumentChanged(seen.document_id))


@dataclass(frozen=True, slots=True)
class WithdrawDocuments:
    """A message was edited: the documents that it shared and that are not among `kept` any more are gone from it."""

    room: str
    message_id: str
    kept: frozenset[str]

    def apply(self, unit: Unit, actor: str) -> None:
        """Forget where it was shared; what was only shared there, and nobody settled, is withdrawn."""
        for gone in documents_in_message(unit, self.room, self.message_id):
            if gone not in self.kept:
                self._withdraw(unit, gone, actor)

    def _withdraw(self, unit: Unit, gone: str, actor: str) -> None:
        message_id = stored_id(self.message_id)
        unit.run(_WITHDRAW, of_document=gone, of_room=self.room, of_message=message_id, moment=unit.now)
        known = document(unit, gone)
        if known is None or known.state not in (State.ATTACHED, State.ASKED) or amendments_of(unit, gone):
            return
        if (known.first.room, stored_id(known.first.message_id)) == (self.room, message_id):
            keep(unit, replace(known, state=State.WITHDRAWN, customer_id="", version="", turns=known.turns + 1))
            unit.audit(actor, "document_withdrawn", gone, customer=known.customer_id)
            unit.emit(DocumentChanged(gone))


def keep(unit: Unit, one: Document) -> None:
    """Store a document, and its row among the proposals; one that was imported has its own there."""
    share = one.first
    row = {name: getattr(one, name) for name in _COLUMNS if hasattr(one, name)}
    row |= {"document_id": one.document_id, "paper": one.paper.value, "state": one.state.value}
    row |= {"why": list(one.why), "candidates": list(one.candidates), **_share_row(share)}
    unit.run(_KEEP, **row, recorded_at=unit.now)
    if any(claim.value.proposal_id != one.proposal_id for claim in proposals_at(unit, {one.url} - {""})):
        return
    where = {"channel": share.channel, "document": one.document_id}
    paper = Proposal(
        *(one.proposal_id, one.customer_id, one.deal_id, one.title, one.version, one.url),
        sent_by=fitting(share.shared_by, 120),
        sent_at=share.shared_at,
        attributes=where,
    )
    source = from_message(share.room, share.message_id, share.shared_by, share.shared_at)
    record_proposals(unit, [Claim(paper, source)])


def card_turn(made: Collection[Amendment], one: Document) -> int:
    """The version of a document's card: it changes with every correction, and every one taken back."""
    return 1 + one.turns + sum(1 + (change.undone_at is not None) for change in made)


def _numbered(unit: Unit, one: Document) -> Document:
    """With its version in its customer's line; nothing where there is no customer. What was imported keeps its own."""
    if not one.customer_id or one.version:
        return one
    others = [known for known in line_of(unit, one.customer_id) if known.document_id != one.document_id]
    imported = next((known.version for known in others if one.url and known.url == one.url), "")
    line = [Numbered(known.paper, known.product, known.number) for known in others]
    number = next_number(line, one.paper, one.product, one.stated)
    return replace(one, version=imported or f"V{number}")


def _shared(unit: Unit, of_document: str, share: Share) -> bool:
    """Keep that a message shares it; whether it did not before. An edit may bring back what another took out."""
    row = {"document_id": of_document, **_share_row(share), "withdrawn_at": None}
    if unit.run(_SHARE, **row) > 0:
        return True
    place = {"of_room": share.room, "of_message": stored_id(share.message_id)}
    return unit.run(_RESTORE, of_document=of_document, **place) > 0


def _share_row(share: Share) -> dict[str, object]:
    return {
        "room": share.room,
        "channel": share.channel,
        "thread": fitting(share.thread, 200),
        "message_id": stored_id(share.message_id),
        "shared_by": fitting(share.shared_by, 200),
        "shared_at": share.shared_at,
        "outside": None if share.outside is None else int(share.outside),
    }


def _moves(before: Document, after: Document) -> list[Moved]:
    """What changes, in both of its rows."""
    moves = [Moved("documents", "state", before.state.value, after.state.value, (before.document_id,))]
    for column in ("customer_id", "deal_id", "version"):
        was, now = getattr(before, column), getattr(after, column)
        if was != now:
            moves.append(Moved("documents", column, was, now, (before.document_id,)))
            moves.append(Moved("proposals", column, was, now, (before.proposal_id,)))
    return moves
