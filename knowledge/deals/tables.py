"""Tables of deals, one row a deal as last recorded, of what is in stock, and of photos that were read."""

from sqlalchemy import Column, Date, Float, Index, Integer, String, Table, Text

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

stock = Table(
    "stock",
    metadata,
    Column("feed", String(60), primary_key=True),
    Column("product", String(200), primary_key=True),
    Column("place", String(120), primary_key=True),
    Column("code", String(120), nullable=False),
    Column("quantity", Float, nullable=False),
    Column("unit", String(40), nullable=False),
    Column("as_of", Instant),
    Column("said_by", String(120), nullable=False),
    Column("snapshot", String(80), nullable=False),
    Column("recorded_at", Instant, nullable=False),
)

photos = Table(
    "photos",
    metadata,
    Column("photo_id", String(120), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("fields", Document, nullable=False),
    Column("seals", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("customer_id", String(120), nullable=False),
    Column("candidates", Document, nullable=False),
    Column("deal_id", String(120), nullable=False),
    Column("milestone", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("taken_by", String(120), nullable=False),
    Column("taken_at", Instant),
    Column("room_key", String(210), nullable=False),
    Column("message_id", String(200), nullable=False),
    Column("shared_by", String(120), nullable=False),
    Column("shared_at", Instant, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("why", Document, nullable=False, server_default="{}"),
    Column("recorded_at", Instant, nullable=False),
    Index("ix_photos_customer_id", "customer_id"),
    Index("ix_photos_deal_id", "deal_id", "milestone"),
)
