"""The durable tables of the runtime: what came in, what goes out, and what waits."""

from sqlalchemy import Column, Float, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

from knowledge.store.columns import Document, Instant, Serial

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("source", String(40), nullable=False),
    Column("event_id", String(200), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("lane", String(200), nullable=False),
    Column("body", Document, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("not_before", Instant),
    Column("owner", String(40)),
    Column("lease_until", Instant),
    Column("done_at", Instant),
    Column("outcome", Document),
    UniqueConstraint("source", "event_id"),
    Index("ix_inbox_state_id", "state", "id"),
    Index("ix_inbox_lane_state_id", "lane", "state", "id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("kind", String(60), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("address", String(200), nullable=False),
    Column("thread", String(200), nullable=False),
    Column("body", Document, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("foldable", Integer, nullable=False),
    Column("in_doubt", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("caused_by", Serial),
    Column("reply", Document),
    Column("part", Integer, nullable=False, server_default="0"),
    Column("created_at", Instant, nullable=False),
    Column("not_before", Instant),
    Column("owner", String(40)),
    Column("lease_until", Instant),
    Column("settled_at", Instant),
    Column("why", Text),
    UniqueConstraint("kind", "subject", "version", "address"),
    Index("ix_outbox_state_id", "state", "id"),
    Index("ix_outbox_address_state_id", "address", "state", "id"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("kind", String(60), primary_key=True),
    Column("subject", String(200), primary_key=True),
    Column("address", String(200), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("receipt", Document, nullable=False),
    Column("sent_at", Instant, nullable=False),
)

channel = Table(
    "channel",
    metadata,
    Column("address", String(200), primary_key=True),
    Column("paid_until", Float, nullable=False),
)

threads = Table(
    "threads",
    metadata,
    Column("key", String(300), primary_key=True),
    Column("memory", Document, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

flows = Table(
    "flows",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("kind", String(60), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("body", Document, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    Index("ix_flows_state_due_at", "state", "due_at"),
    Index("ix_flows_kind_subject", "kind", "subject"),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("owner", String(40), nullable=False),
    Column("held_until", Instant, nullable=False),
)

kept = Table(
    "kept",
    metadata,
    Column("messenger", String(40), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("value", Document, nullable=False),
    Column("kept_at", Instant, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("key", String(250), nullable=False),
    Column("holder", String(40), nullable=False),
    Column("ref", Document, nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Serial, nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Instant),
    Column("owner", String(40)),
    Column("lease_until", Instant),
    Column("path", String(200), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("why", Text),
    UniqueConstraint("key"),
    Index("ix_files_state_id", "state", "id"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("kind", String(40), nullable=False),
    Column("key", String(250), nullable=False),
    Column("args", Document, nullable=False),
    Column("file_id", Serial),
    Column("tell", Document, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("share", Float, nullable=False),
    Column("moves", Integer, nullable=False),
    Column("put_at", Instant, nullable=False),
    Column("owner", String(40)),
    Column("lease_until", Instant),
    Column("settled_at", Instant),
    Column("outcome", Document),
    UniqueConstraint("kind", "key"),
    Index("ix_jobs_state_id", "state", "id"),
)

fired = Table(
    "fired",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("slot", Instant, primary_key=True),
    Column("fired_at", Instant, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("topic", String(40), primary_key=True),
    Column("number", Serial, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("details", Document, nullable=False),
    Index("ix_audit_subject_at", "subject", "at"),
)

source_cursors = Table(
    "source_cursors",
    metadata,
    Column("feed", String(60), primary_key=True),
    Column("cursor", Text, nullable=False),
    Column("looked_at", Instant, nullable=False),
    Column("newest", Instant),
)

rejections = Table(
    "rejections",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("feed", String(60), nullable=False),
    Column("key", String(64), nullable=False),
    Column("item", Text, nullable=False),
    Column("zh", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("feed", "key"),
    Index("ix_rejections_feed_at", "feed", "at"),
)

mirrored = Table(
    "mirrored",
    metadata,
    Column("feed", String(60), primary_key=True),
    Column("record", String(250), primary_key=True),
    Column("heard", Document, nullable=False),
    Column("waiting", Document, nullable=False),
    Column("heard_at", Instant, nullable=False),
)
