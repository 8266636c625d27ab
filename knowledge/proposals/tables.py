"""The table of links that people had kept; what an edit took out of a message stays, marked."""

from sqlalchemy import Column, Index, String, Table, Text, UniqueConstraint

from knowledge.store.columns import Instant, Serial
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
