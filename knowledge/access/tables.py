"""Tables of access: grants, what was asked for, and who works with a customer besides those whom its facts name."""

from sqlalchemy import Column, Date, Index, String, Table, Text

from knowledge.store.columns import Document, Instant
from knowledge.store.tables import metadata

grants = Table(
    "grants",
    metadata,
    Column("key", String(250), primary_key=True),
    Column("giver_id", String(120), nullable=False),
    Column("grantee_id", String(120), nullable=False),
    Column("kinds", Document, nullable=False),
    Column("customer_id", String(120), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("because", Text, nullable=False),
    Column("deal_id", String(120), nullable=False),
    Column("room_key", String(200), nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", String(120), nullable=False),
    Column("ended_why", String(40), nullable=False),
    Column("source", Document, nullable=False),
    Index("ix_grants_customer_id", "customer_id", "giver_id"),
    Index("ix_grants_grantee_id", "grantee_id"),
    Index("ix_grants_deal_id", "deal_id"),
)

access_requests = Table(
    "access_requests",
    metadata,
    Column("key", String(250), primary_key=True),
    Column("asker_id", String(120), nullable=False),
    Column("asked_of", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("customer_id", String(120), nullable=False),
    Column("question", Text, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", String(120), nullable=False),
    Index("ix_access_requests_asker_id", "asker_id", "customer_id"),
)

# One row for each part somebody plays in a deal or a contract: its id is that part's ("deal/D1/rep").
collaborations = Table(
    "collaborations",
    metadata,
    Column("part_id", String(160), primary_key=True),
    Column("customer_id", String(120), nullable=False),
    Column("person_id", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("until", Date),
    Index("ix_collaborations_customer_id", "customer_id"),
    Index("ix_collaborations_person_id", "person_id"),
)
