"""The table of battle cards: one row a card, its statements in order as a document."""

from sqlalchemy import Column, Date, String, Table, Text

from knowledge.store.columns import Document, Instant
from knowledge.store.tables import metadata

battlecards = Table(
    "battlecards",
    metadata,
    Column("card_id", String(200), primary_key=True),
    Column("title", Text, nullable=False),
    Column("competitors", Document, nullable=False),
    Column("product", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("verified_on", Date),
    Column("lines", Document, nullable=False),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
)
