"""Meetings and their minutes."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TABLES = ("commitment_checks", "minutes_items", "meeting_lines", "meetings")


def upgrade() -> None:
    """Make the tables."""
    _meetings()
    _lines()
    _items()
    _checks()


def downgrade() -> None:
    """Drop them."""
    for name in _TABLES:
        op.drop_table(name)


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("meeting_id", sa.String(120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("deal_id", sa.String(120), nullable=False),
        sa.Column("room_key", sa.String(210), nullable=False),
        sa.Column("held_at", Instant(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("file_id", sa.String(200), nullable=False),
        sa.Column("recorded_by", sa.String(120), nullable=False),
        sa.Column("consent_how", sa.Text(), nullable=False),
        sa.Column("consent_by", sa.String(120), nullable=False),
        sa.Column("consent_at", Instant()),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("candidates", Document, nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", name="pk_meetings"),
    )
    op.create_index("ix_meetings_room_key", "meetings", ["room_key", "held_at"])
    op.create_index("ix_meetings_customer_id", "meetings", ["customer_id"])
    op.create_index("ix_meetings_deal_id", "meetings", ["deal_id"])


def _lines() -> None:
    op.create_table(
        "meeting_lines",
        sa.Column("meeting_id", sa.String(120), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts", sa.Float(), nullable=False),
        sa.Column("ends", sa.Float(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("side", sa.String(4), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "line", name="pk_meeting_lines"),
    )


def _items() -> None:
    op.create_table(
        "minutes_items",
        sa.Column("item_id", sa.String(200), nullable=False),
        sa.Column("meeting_id", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(120), nullable=False),
        sa.Column("contact_id", sa.String(120), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("due_said", sa.Text(), nullable=False),
        sa.Column("vague", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.Float()),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("why", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("edited_by", sa.String(120), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("item_id", name="pk_minutes_items"),
    )
    op.create_index("ix_minutes_items_meeting_id", "minutes_items", ["meeting_id"])
    op.create_index("ix_minutes_items_person_id", "minutes_items", ["person_id"])


def _checks() -> None:
    op.create_table(
        "commitment_checks",
        sa.Column("item_id", sa.String(200), nullable=False),
        sa.Column("meeting_id", sa.String(120), nullable=False),
        sa.Column("finding", sa.String(20), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("why", sa.String(60), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("item_id", "meeting_id", name="pk_commitment_checks"),
    )
    op.create_index("ix_commitment_checks_meeting_id", "commitment_checks", ["meeting_id"])
