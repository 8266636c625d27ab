"""The tables of tracked links, of the sittings in which they were opened, of calls that were no opens, of browsers that
are the team's own, and of what people do not want to hear of.
"""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.columns import Document, Instant, Serial
from knowledge.store.tables import metadata

tracked_links = Table(
    "tracked_links",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("token", String(40), nullable=False),
    Column("url", Text, nullable=False),
    Column("customer_id", String(120), nullable=False),
    Column("contact_id", String(120), nullable=False),
    Column("document_id", String(120), nullable=False),
    Column("title", Text, nullable=False),
    Column("taken_by", String(120), nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    UniqueConstraint("token"),
    Index("ix_tracked_links_customer_id", "customer_id"),
    Index("ix_tracked_links_taken_by", "taken_by"),
)

sittings = Table(
    "sittings",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("link_id", Serial, nullable=False),
    Column("visitor", String(40), nullable=False),
    Column("trace", String(40), nullable=False),
    Column("proved", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("opens", Integer, nullable=False),
    Column("device", Document, nullable=False),
    Column("ours", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_sittings_link_id_last_at", "link_id", "last_at"),
    Index("ix_sittings_visitor", "visitor"),
)

uncounted_calls = Table(
    "uncounted_calls",
    metadata,
    Column("link_id", Serial, primary_key=True, autoincrement=False),
    Column("reason", String(20), primary_key=True),
    Column("calls", Integer, nullable=False),
    Column("who", String(60), nullable=False),
    Column("last_at", Instant, nullable=False),
)

our_visitors = Table(
    "our_visitors",
    metadata,
    Column("visitor", String(40), primary_key=True),
    Column("said_by", String(120), nullable=False),
    Column("said_at", Instant, nullable=False),
)

muted_opens = Table(
    "muted_opens",
    metadata,
    Column("person_id", String(120), primary_key=True),
    Column("customer_id", String(120), primary_key=True),
    Column("document", String(120), primary_key=True),
    Column("muted_at", Instant, nullable=False),
)
