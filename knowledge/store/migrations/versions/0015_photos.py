"""Photos that were read, and what they are evidence of."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "photos",
        sa.Column("photo_id", sa.String(120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("fields", Document, nullable=False),
        sa.Column("seals", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("candidates", Document, nullable=False),
        sa.Column("deal_id", sa.String(120), nullable=False),
        sa.Column("milestone", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("taken_by", sa.String(120), nullable=False),
        sa.Column("taken_at", Instant),
        sa.Column("room_key", sa.String(210), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("shared_by", sa.String(120), nullable=False),
        sa.Column("shared_at", Instant, nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("photo_id", name="pk_photos"),
    )
    op.create_index("ix_photos_customer_id", "photos", ["customer_id"])
    op.create_index("ix_photos_deal_id", "photos", ["deal_id", "milestone"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("photos")
