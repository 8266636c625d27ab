"""Tracked links, and who opened what is behind them."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant, Serial

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tracked_links",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("contact_id", sa.String(120), nullable=False),
        sa.Column("document_id", sa.String(120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.String(120), nullable=False),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tracked_links"),
        sa.UniqueConstraint("token", name="uq_tracked_links_token"),
    )
    op.create_index("ix_tracked_links_customer_id", "tracked_links", ["customer_id"])
    op.create_index("ix_tracked_links_taken_by", "tracked_links", ["taken_by"])
    op.create_table(
        "sittings",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("link_id", Serial, nullable=False),
        sa.Column("visitor", sa.String(40), nullable=False),
        sa.Column("trace", sa.String(40), nullable=False),
        sa.Column("proved", sa.Integer(), nullable=False),
        sa.Column("first_at", Instant(), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("device", Document, nullable=False),
        sa.Column("ours", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sittings"),
    )
    op.create_index("ix_sittings_link_id_last_at", "sittings", ["link_id", "last_at"])
    op.create_index("ix_sittings_visitor", "sittings", ["visitor"])
    _what_is_left_out()


def _what_is_left_out() -> None:
    op.create_table(
        "uncounted_calls",
        sa.Column("link_id", Serial, autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("last_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("link_id", "reason", name="pk_uncounted_calls"),
    )
    op.create_table(
        "our_visitors",
        sa.Column("visitor", sa.String(40), nullable=False),
        sa.Column("said_by", sa.String(120), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("visitor", name="pk_our_visitors"),
    )
    op.create_table(
        "muted_opens",
        sa.Column("person_id", sa.String(120), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("document", sa.String(120), nullable=False),
        sa.Column("muted_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "customer_id", "document", name="pk_muted_opens"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("muted_opens", "our_visitors", "uncounted_calls", "sittings", "tracked_links"):
        op.drop_table(table)
