"""Reads about documents that people share: what they are taken for, where they were shared, who opened them."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, select

from knowledge.proposals.lines import paper_of
from knowledge.proposals.model import LONG_AGO, Document, Opened, Paper, Proposal, Share, State
from knowledge.proposals.papers import proposals_of
from knowledge.proposals.tables import document_opens, document_shares, documents, proposals
from knowledge.proposals.view import stored_id
from knowledge.store.lists import padded
from knowledge.store.recording import Claim
from knowledge.store.registered import claims_of
from knowledge.store.unit import Reader, Row

_SOME = select(documents).where(documents.c.document_id.in_(bindparam("ids", expanding=True)))
_BEGINNING = select(documents).where(documents.c.document_id.startswith(bindparam("mark"), autoescape=False)).limit(2)
_MARK = re.compile(r"doc-[0-9a-f]{6,24}")
SHORT = 10
OURS = "ours:"
"""What the visitor of a look begins with that was one of the team's own."""
_OF_CUSTOMER = (
    select(documents)
    .where(documents.c.customer_id == bindparam("customer_id"))
    .order_by(documents.c.shared_at, documents.c.document_id)
)
_LIVE = (document_shares.c.withdrawn_at.is_(None),)
_SHARES = (
    select(document_shares)
    .where(document_shares.c.document_id.in_(bindparam("ids", expanding=True)), *_LIVE)
    .order_by(document_shares.c.shared_at, document_shares.c.id)
)
_OF_MESSAGE = (
    select(document_shares.c.document_id)
    .where(document_shares.c.room == bindparam("room"), document_shares.c.message_id == bindparam("message_id"), *_LIVE)
    .order_by(document_shares.c.id)
)
_OPENS = (
    select(document_opens)
    .where(
        document_opens.c.document.in_(bindparam("ids", expanding=True)),
        document_opens.c.visitor.not_like(f"{OURS}%"),
    )
    .order_by(document_opens.c.at, document_opens.c.id)
)
_PROPOSAL = select(proposals).where(proposals.c.proposal_id == bindparam("proposal_id"))
_BY_URL = select(proposals).where(proposals.c.url.in_(bindparam("urls", expanding=True)), proposals.c.customer_id != "")


def document_id(key: str) -> str:
    """What a document is stored under: its key may be as long as a link."""
    return f"doc-{sha256(key.encode('utf-8', 'replace')).hexdigest()[:24]}"


def document(reader: Reader, of_id: str) -> Document | None:
    """The document with this id."""
    return some_documents(reader, [of_id]).get(of_id)


def some_documents(reader: Reader, ids: Collection[str]) -> dict[str, Document]:
    """Those of `ids` that are known, by id."""
    rows = reader.rows(_SOME, ids=padded(sorted(ids))) if ids else ()
    return {row["document_id"]: _document(row) for row in rows}


def document_meant(reader: Reader, mark: str) -> Document | None:
    """The document whose id begins like this; None where that is none, or several."""
    rows = reader.rows(_BEGINNING, mark=mark) if _MARK.fullmatch(mark) else ()
    return _document(rows[0]) if len(rows) == 1 else None


def mark_of(of_id: str) -> str:
    """The beginning of a document's id, short enough to be typed."""
    return of_id[:SHORT]


def documents_of(reader: Reader, customer_id: str) -> list[Document]:
    """The documents attached to a customer, in the order of first sight."""
    rows = reader.rows(_OF_CUSTOMER, customer_id=customer_id)
    return [one for row in rows if (one := _document(row)).state is State.ATTACHED]


def line_of(reader: Reader, customer_id: str) -> list[Document]:
    """All versions that a customer was sent, shared and imported ones, in the order of first sight."""
    captured = documents_of(reader, customer_id)
    known = {one.proposal_id for one in captured} | {one.url for one in captured if one.url}
    others = [_of_proposal(claim) for claim in proposals_of(reader, customer_id)]
    fresh = [one for one in others if one.document_id not in known and one.url not in known]
    return sorted([*captured, *fresh], key=lambda one: (one.first.shared_at, one.document_id))


def version_known(reader: Reader, of_id: str) -> Document | None:
    """A document, or an imported proposal as one."""
    found = document(reader, of_id)
    row = reader.row(_PROPOSAL, proposal_id=of_id) if found is None else None
    return _of_proposal(claims_of([row], Proposal)[0]) if row else found


def shares_of(reader: Reader, ids: Collection[str]) -> dict[str, list[Share]]:
    """Where documents were shared, oldest first, by document."""
    found: dict[str, list[Share]] = {}
    for row in reader.rows(_SHARES, ids=padded(sorted(ids))) if ids else ():
        found.setdefault(row["document_id"], []).append(_share(row))
    return found


def documents_in_message(reader: Reader, room: str, message_id: str) -> list[str]:
    """The ids of the documents that a message shares now."""
    return [row["document_id"] for row in reader.rows(_OF_MESSAGE, room=room, message_id=stored_id(message_id))]


def opens_of(reader: Reader, ids: Collection[str]) -> list[Opened]:
    """Every look that people from outside took at documents, oldest first."""
    rows = reader.rows(_OPENS, ids=padded(sorted(ids))) if ids else ()
    return [Opened(row["document"], row["visitor"], row["at"], row["seconds"], row["what"]) for row in rows]


def proposals_at(reader: Reader, urls: Collection[str]) -> list[Claim[Proposal]]:
    """The proposals on record with one of these addresses, imported ones too."""
    rows: Sequence[Row] = reader.rows(_BY_URL, urls=padded(sorted(urls))) if urls else ()
    return claims_of(rows, Proposal)


def newest_first(found: Collection[Document]) -> list[Document]:
    """By version, the highest first; of one number the one seen last."""
    return sorted(found, key=_place, reverse=True)


def _place(one: Document) -> tuple[int, datetime]:
    return one.number, one.first.shared_at


def _share(row: Row) -> Share:
    outside = None if row["outside"] is None else bool(row["outside"])
    where = (row["room"], row["message_id"], row["shared_by"], row["shared_at"], row["channel"], row["thread"])
    return Share(*where, outside)


def _document(row: Row) -> Document:
    plain = ("document_id", "key", "url", "title", "product", "customer_id", "deal_id", "version", "stated")
    more = ("confidence", "doubt", "lang", "turns")
    return Document(
        **{name: row[name] for name in (*plain, *more)},
        paper=Paper(row["paper"]),
        state=State(row["state"]),
        first=_share(row),
        why=tuple(row["why"]),
        candidates=tuple(row["candidates"]),
    )


def _of_proposal(claim: Claim[Proposal]) -> Document:
    """An imported proposal as a document: it was sent once, and nobody knows in which room."""
    one = claim.value
    first = Share("", "", one.sent_by, one.sent_at or LONG_AGO)
    return Document(
        *(one.proposal_id, one.url, one.url, one.title, paper_of(one.title), State.ATTACHED, first),
        customer_id=one.customer_id,
        deal_id=one.deal_id,
        version=one.version,
    )
