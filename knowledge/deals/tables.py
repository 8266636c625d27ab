"""The table of deals: one row a deal, as last recorded."""

from sqlalchemy import Column, Date, Float, Index, String, Table, Text

from knowledge.store.columns import Document, Instant
from knowledge.store.tables import metadata

deals = Table(
    "deals",
    metadata,
    Column("deal_id", String(120), primary_key=True),
    Column("customer_id", String(120), nullable=False),
    Column("name", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("amount", Float),
    Column("currency", String(8), nullable=False),
    Column("stage", Text, nullable=False),
    Column("owner_id", String(120), nullable=False),
    Column("presales_id", String(120), nullable=False),
    Column("created_at", Instant),
    Column("expected_close", Date),
    Column("closed_at", Instant),
    Column("outcome", String(10), nullable=False),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_deals_customer_id", "customer_id"),
    Index("ix_deals_owner_id", "owner_id"),
    Index("ix_deals_presales_id", "presales_id"),
)
