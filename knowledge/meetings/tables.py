"""The tables of meetings, their transcripts line by line, the items of their minutes, and later checks of those."""

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, Text

from knowledge.store.columns import Document, Instant
from knowledge.store.tables import metadata

meetings = Table(
    "meetings",
    metadata,
    Column("meeting_id", String(120), primary_key=True),
    Column("title", Text, nullable=False),
    Column("customer_id", String(120), nullable=False),
    Column("deal_id", String(120), nullable=False),
    Column("room_key", String(210), nullable=False),
    Column("held_at", Instant, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("language", String(8), nullable=False),
    Column("file_id", String(200), nullable=False),
    Column("recorded_by", String(120), nullable=False),
    Column("consent_how", Text, nullable=False),
    Column("consent_by", String(120), nullable=False),
    Column("consent_at", Instant),
    Column("state", String(20), nullable=False),
    Column("candidates", Document, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_meetings_customer_id", "customer_id"),
    Index("ix_meetings_deal_id", "deal_id"),
    Index("ix_meetings_room_key", "room_key", "held_at"),
)

meeting_lines = Table(
    "meeting_lines",
    metadata,
    Column("meeting_id", String(120), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("starts", Float, nullable=False),
    Column("ends", Float, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("side", String(4), nullable=False),
    Column("text", Text, nullable=False),
)

minutes_items = Table(
    "minutes_items",
    metadata,
    Column("item_id", String(200), primary_key=True),
    Column("meeting_id", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("at", Float, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("person_id", String(120), nullable=False),
    Column("contact_id", String(120), nullable=False),
    Column("due_on", Date),
    Column("due_said", Text, nullable=False),
    Column("vague", Boolean, nullable=False),
    Column("amount", Float),
    Column("currency", String(8), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("why", String(60), nullable=False),
    Column("state", String(10), nullable=False),
    Column("edited_by", String(120), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("ix_minutes_items_meeting_id", "meeting_id"),
    Index("ix_minutes_items_person_id", "person_id"),
)

commitment_checks = Table(
    "commitment_checks",
    metadata,
    Column("item_id", String(200), primary_key=True),
    Column("meeting_id", String(120), primary_key=True),
    Column("finding", String(20), nullable=False),
    Column("quote", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("at", Float, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("why", String(60), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("ix_commitment_checks_meeting_id", "meeting_id"),
)
