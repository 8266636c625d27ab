"""Nicknames of customers, learnt from what people say."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "nicknames",
        sa.Column("key", sa.String(250), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("said_by", sa.String(120), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.PrimaryKeyConstraint("key", name="pk_nicknames"),
    )
    op.create_index("ix_nicknames_customer_id", "nicknames", ["customer_id"])
    op.create_index("ix_nicknames_name", "nicknames", ["name"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("nicknames")
