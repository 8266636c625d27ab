"""Documents that people share, where they were shared, and who opened them."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant, Serial

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "documents",
        sa.Column("document_id", sa.String(120), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("paper", sa.String(20), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("deal_id", sa.String(120), nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("stated", sa.Integer()),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("why", Document, nullable=False),
        sa.Column("candidates", Document, nullable=False),
        sa.Column("doubt", sa.String(20), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        *_share(),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_documents"),
    )
    op.create_index("ix_documents_customer_id", "documents", ["customer_id"])
    op.create_index("ix_documents_room_message_id", "documents", ["room", "message_id"])
    _shares_and_opens()


def _shares_and_opens() -> None:
    op.create_table(
        "document_shares",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(120), nullable=False),
        *_share(),
        sa.Column("withdrawn_at", Instant()),
        sa.PrimaryKeyConstraint("id", name="pk_document_shares"),
        sa.UniqueConstraint("document_id", "room", "message_id", name="uq_document_shares_document_id_room_message_id"),
    )
    op.create_index("ix_document_shares_room_message_id", "document_shares", ["room", "message_id"])
    op.create_table(
        "document_opens",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("document", sa.String(120), nullable=False),
        sa.Column("visitor", sa.String(200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("seconds", sa.Integer()),
        sa.Column("what", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document_opens"),
    )
    op.create_index("ix_document_opens_document_at", "document_opens", ["document", "at"])
    op.create_table(
        "document_talk",
        sa.Column("room", sa.String(210), nullable=False),
        sa.Column("thread", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("room", "thread", name="pk_document_talk"),
    )


def _share() -> list[sa.Column[object]]:
    """Where and by whom it was shared."""
    return [
        sa.Column("room", sa.String(210), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("thread", sa.String(200), nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("shared_by", sa.Text(), nullable=False),
        sa.Column("shared_at", Instant(), nullable=False),
        sa.Column("outside", sa.Integer()),
    ]


def downgrade() -> None:
    """Drop them."""
    for table in ("document_talk", "document_opens", "document_shares", "documents"):
        op.drop_table(table)
