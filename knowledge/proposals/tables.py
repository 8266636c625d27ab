"""The tables of proposals and quotes, one row a version, and of links that people had kept.

What an edit took out of a message stays among the links, marked.
"""

from sqlalchemy import Column, Date, Float, Index, String, Table, Text, UniqueConstraint

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
