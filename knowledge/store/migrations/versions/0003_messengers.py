"""What messengers of the outside world need: parts and reply paths of sends, leases, what they keep, accounts."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant

revision = "0003"

down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and make the tables."""
    op.add_column("outbox", sa.Column("reply", Document))
    op.add_column("outbox", sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("handles", sa.Column("spoke_at", Instant()))
    op.add_column("rooms", sa.Column("told_by", sa.String(120)))
    op.add_column("rooms", sa.Column("checked_at", Instant()))
    _leases()
    _kept()
    _accounts()


def downgrade() -> None:
    """Take them away again."""
    for table in ("accounts", "kept", "leases"):
        op.drop_table(table)
    for table, column in (
        ("rooms", "checked_at"),
        ("rooms", "told_by"),
        ("handles", "spoke_at"),
        ("outbox", "part"),
        ("outbox", "reply"),
    ):
        op.drop_column(table, column)


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("owner", sa.String(40), nullable=False),
        sa.Column("held_until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )


def _kept() -> None:
    op.create_table(
        "kept",
        sa.Column("messenger", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("value", Document, nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("messenger", "name", name="pk_kept"),
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("messenger", sa.String(40), nullable=False),
        sa.Column("user_id", sa.String(120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("mobile", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("timezone", sa.String(60), nullable=False),
        sa.Column("outsider", sa.Integer()),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("checked_at", Instant(), nullable=False),
        sa.Column("greeted_at", Instant()),
        sa.Column("closed_at", Instant()),
        sa.PrimaryKeyConstraint("messenger", "user_id", name="pk_accounts"),
    )
