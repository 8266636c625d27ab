"""Tables of leads, of the signals they send, and of the alert that each cause raised."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.columns import Document, Instant, Serial
from knowledge.store.tables import metadata

leads = Table(
    "leads",
    metadata,
    Column("lead_id", String(120), primary_key=True),
    Column("customer_name", Text, nullable=False),
    Column("contact_name", Text, nullable=False),
    Column("email", String(200), nullable=False),
    Column("channel", Text, nullable=False),
    Column("utm_source", Text, nullable=False),
    Column("utm_campaign", Text, nullable=False),
    Column("region", String(120), nullable=False),
    Column("created_at", Instant),
    Column("owner_id", String(120), nullable=False),
    Column("status", String(60), nullable=False),
    Column("first_response_at", Instant),
    Column("converted_at", Instant),
    Column("attributes", Document, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_leads_email", "email"),
    Index("ix_leads_owner_id", "owner_id"),
)

signals = Table(
    "signals",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("source", String(40), nullable=False),
    Column("event_id", String(200), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("at", Instant, nullable=False),
    Column("visitor_id", String(120), nullable=False),
    Column("lead_id", String(120), nullable=False),
    Column("customer_id", String(120), nullable=False),
    Column("attributes", Document, nullable=False),
    Column("received_at", Instant, nullable=False),
    UniqueConstraint("source", "event_id"),
    Index("ix_signals_visitor_id_at", "visitor_id", "at"),
    Index("ix_signals_lead_id_at", "lead_id", "at"),
)

visitors = Table(
    "visitors",
    metadata,
    Column("visitor_id", String(120), primary_key=True),
    Column("lead_id", String(120), nullable=False),
    Column("tied_at", Instant, nullable=False),
    Column("because", Document, nullable=False),
    Index("ix_visitors_lead_id", "lead_id"),
)

hot_leads = Table(
    "hot_leads",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("lead_id", String(120), nullable=False),
    Column("rule", String(120), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("last_event_at", Instant, nullable=False),
    Column("evidence", Document, nullable=False),
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("actor_id", String(120), nullable=False),
    Column("acted_at", Instant),
    Column("reason", Text, nullable=False),
    Column("remind_at", Instant),
    Column("owner_before", String(120), nullable=False),
    Index("ix_hot_leads_lead_id_rule", "lead_id", "rule"),
)
