"""Links that people had kept."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Instant, Serial

revision = "0004"

down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "links",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_hash", sa.String(64), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("room", sa.String(210), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("shared_by", sa.Text(), nullable=False),
        sa.Column("shared_at", Instant()),
        sa.Column("saved_by", sa.String(120), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("replaced_at", Instant()),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("room", "message_id", "url_hash", name="uq_links_room_message_id_url_hash"),
    )
    op.create_index("ix_links_saved_by_url_hash", "links", ["saved_by", "url_hash"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("links")
