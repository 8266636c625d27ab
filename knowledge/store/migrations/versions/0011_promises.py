"""Promises."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "promises",
        sa.Column("promise_id", sa.String(120), nullable=False),
        sa.Column("messenger", sa.String(40), nullable=False),
        sa.Column("room_id", sa.Text(), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("side", sa.String(20), nullable=False),
        sa.Column("promiser_id", sa.String(120), nullable=False),
        sa.Column("promiser_name", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(120), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("conditional", sa.Integer(), nullable=False),
        sa.Column("vague", sa.Integer(), nullable=False),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("corrected", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.String(120), nullable=False),
        sa.Column("acted_at", Instant()),
        sa.Column("done_quote", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("promise_id", name="pk_promises"),
    )
    op.create_index("ix_promises_message", "promises", ["messenger", "room_id", "message_id"])
    op.create_index("ix_promises_owner", "promises", ["owner_id", "state"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("promises")
