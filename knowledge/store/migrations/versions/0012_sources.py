"""Feeds and touchpoints."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant, Serial

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "source_cursors",
        sa.Column("feed", sa.String(60), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("looked_at", Instant(), nullable=False),
        sa.Column("newest", Instant()),
        sa.PrimaryKeyConstraint("feed", name="pk_source_cursors"),
    )
    op.create_table(
        "rejections",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("feed", sa.String(60), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rejections"),
        sa.UniqueConstraint("feed", "key", name="uq_rejections_feed_key"),
    )
    op.create_index("ix_rejections_feed_at", "rejections", ["feed", "at"])
    op.create_table(
        "touchpoints",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(250), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("until", Instant()),
        sa.Column("whole_day", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("person_id", sa.String(120), nullable=False),
        sa.Column("contact_id", sa.String(120), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("direction", sa.String(10), nullable=False),
        sa.Column("thread", sa.String(200), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_touchpoints"),
        sa.UniqueConstraint("key", name="uq_touchpoints_key"),
    )
    op.create_index("ix_touchpoints_customer_id_at", "touchpoints", ["customer_id", "at"])
    op.create_index("ix_touchpoints_thread", "touchpoints", ["thread"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("touchpoints")
    op.drop_table("rejections")
    op.drop_table("source_cursors")
