"""The tables of proposals and quotes, one row a version; of documents that people share, where they were shared and
opened, which each have a row among the proposals too; of links that people had kept.

What an edit took out of a message stays among the links and shares, marked.
"""

from sqlalchemy import Column, Date, Float, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.columns import Document, Instant, Serial
from knowledge.store.tables import metadata

links = Table(
    "links",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("url", Text, nullable=False),
    Column("url_hash", String(64), nullable=False),
    Column("line", Text, nullable=False),
    Column("room", String(210), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("shared_by", Text, nullable=False),
    Column("shared_at", Instant),
    Column("saved_by", String(120), nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("replaced_at", Instant),
    UniqueConstraint("room", "message_id", "url_hash"),
    Index("ix_links_saved_by_url_hash", "saved_by", "url_hash"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("proposal_id", String(120), primary_key=True),
    Column("customer_id", String(120), nullable=False),
    Column("deal_id", String(120), nullable=False),
    Column("title", Text, nullable=False),
    Column("version", String(60), nullable=False),
    Column("url", Text, nullable=False),
    Column("sent_by", String(120), nullable=False),
    Column("sent_at", Instant),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_proposals_customer_id", "customer_id"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("quote_id", String(120), primary_key=True),
    Column("customer_id", String(120), nullable=False),
    Column("deal_id", String(120), nullable=False),
    Column("version", String(60), nullable=False),
    Column("product", Text, nullable=False),
    Column("amount", Float),
    Column("currency", String(8), nullable=False),
    Column("quoted_on", Date),
    Column("quoted_by", String(120), nullable=False),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_quotes_customer_id", "customer_id"),
)

documents = Table(
    "documents",
    metadata,
    Column("document_id", String(120), primary_key=True),
    Column("key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("paper", String(20), nullable=False),
    Column("product", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("customer_id", String(120), nullable=False),
    Column("deal_id", String(120), nullable=False),
    Column("version", String(60), nullable=False),
    Column("stated", Integer),
    Column("confidence", Float, nullable=False),
    Column("why", Document, nullable=False),
    Column("candidates", Document, nullable=False),
    Column("doubt", String(20), nullable=False),
    Column("lang", String(2), nullable=False),
    Column("room", String(210), nullable=False),
    Column("channel", Text, nullable=False),
    Column("thread", String(200), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("shared_by", Text, nullable=False),
    Column("shared_at", Instant, nullable=False),
    Column("outside", Integer),
    Column("turns", Integer, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("ix_documents_customer_id", "customer_id"),
    Index("ix_documents_room_message_id", "room", "message_id"),
)

document_shares = Table(
    "document_shares",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("document_id", String(120), nullable=False),
    Column("room", String(210), nullable=False),
    Column("channel", Text, nullable=False),
    Column("thread", String(200), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("shared_by", Text, nullable=False),
    Column("shared_at", Instant, nullable=False),
    Column("outside", Integer),
    Column("withdrawn_at", Instant),
    UniqueConstraint("document_id", "room", "message_id"),
    Index("ix_document_shares_room_message_id", "room", "message_id"),
)

document_opens = Table(
    "document_opens",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("document", String(120), nullable=False),
    Column("visitor", String(200), nullable=False),
    Column("at", Instant, nullable=False),
    Column("seconds", Integer),
    Column("what", String(40), nullable=False),
    Index("ix_document_opens_document_at", "document", "at"),
)

# What was last said of proposals in a thread, or in a room ("" as thread): a link without words goes by it.
document_talk = Table(
    "document_talk",
    metadata,
    Column("room", String(210), primary_key=True),
    Column("thread", String(200), primary_key=True),
    Column("text", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
)
