"""The tables of the runtime: what came in, what goes out, what waits."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant, Serial

revision = "0001"

down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them all."""
    _inbox()
    _outbox()
    _receipts()
    _channel()
    _threads()
    _flows()
    _fired()
    _changes()
    _audit()


def downgrade() -> None:
    """Drop them all."""
    for name in _TABLES:
        op.drop_table(name)


_TABLES = (
    "audit",
    "changes",
    "fired",
    "flows",
    "threads",
    "channel",
    "receipts",
    "outbox",
    "inbox",
)


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", Serial, autoincrement=True),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("event_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("lane", sa.String(200), nullable=False),
        sa.Column("body", Document, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("not_before", Instant()),
        sa.Column("owner", sa.String(40)),
        sa.Column("lease_until", Instant()),
        sa.Column("done_at", Instant()),
        sa.Column("outcome", Document),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("source", "event_id", name="uq_inbox_source_event_id"),
    )
    op.create_index("ix_inbox_lane_state_id", "inbox", ["lane", "state", "id"])
    op.create_index("ix_inbox_state_id", "inbox", ["state", "id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", Serial, autoincrement=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("thread", sa.String(200), nullable=False),
        sa.Column("body", Document, nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("foldable", sa.Integer(), nullable=False),
        sa.Column("in_doubt", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("caused_by", Serial),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("not_before", Instant()),
        sa.Column("owner", sa.String(40)),
        sa.Column("lease_until", Instant()),
        sa.Column("settled_at", Instant()),
        sa.Column("why", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("kind", "subject", "version", "address", name="uq_outbox_kind_subject_version_address"),
    )
    op.create_index("ix_outbox_address_state_id", "outbox", ["address", "state", "id"])
    op.create_index("ix_outbox_state_id", "outbox", ["state", "id"])


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("kind", sa.String(60)),
        sa.Column("subject", sa.String(200)),
        sa.Column("address", sa.String(200)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("receipt", Document, nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", "address", name="pk_receipts"),
    )


def _channel() -> None:
    op.create_table(
        "channel",
        sa.Column("address", sa.String(200)),
        sa.Column("paid_until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_channel"),
    )


def _threads() -> None:
    op.create_table(
        "threads",
        sa.Column("key", sa.String(300)),
        sa.Column("memory", Document, nullable=False),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_threads"),
    )


def _flows() -> None:
    op.create_table(
        "flows",
        sa.Column("id", Serial, autoincrement=True),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", Document, nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_flows"),
    )
    op.create_index("ix_flows_kind_subject", "flows", ["kind", "subject"])
    op.create_index("ix_flows_state_due_at", "flows", ["state", "due_at"])


def _fired() -> None:
    op.create_table(
        "fired",
        sa.Column("name", sa.String(60)),
        sa.Column("slot", Instant()),
        sa.Column("fired_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", "slot", name="pk_fired"),
    )


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("topic", sa.String(40)),
        sa.Column("number", Serial, nullable=False),
        sa.PrimaryKeyConstraint("topic", name="pk_changes"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Serial, autoincrement=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("details", Document, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_subject_at", "audit", ["subject", "at"])
