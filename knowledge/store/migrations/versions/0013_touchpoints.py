"""Metrics of customers, records of other systems as last heard, and what is in stock."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TABLES = ("stock", "metrics", "mirrored")


def upgrade() -> None:
    """Make the tables."""
    _mirrored()
    _metrics()
    _stock()


def downgrade() -> None:
    """Drop them."""
    for name in _TABLES:
        op.drop_table(name)


def _mirrored() -> None:
    op.create_table(
        "mirrored",
        sa.Column("feed", sa.String(60), nullable=False),
        sa.Column("record", sa.String(250), nullable=False),
        sa.Column("heard", Document, nullable=False),
        sa.Column("waiting", Document, nullable=False),
        sa.Column("heard_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "record", name="pk_mirrored"),
    )


def _metrics() -> None:
    op.create_table(
        "metrics",
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("contract_no", sa.String(120), nullable=False),
        sa.Column("metric", sa.String(120), nullable=False),
        sa.Column("measured_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("attributes", Document, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "contract_no", "metric", "measured_on", name="pk_metrics"),
    )
    op.create_index("ix_metrics_metric_measured_on", "metrics", ["metric", "measured_on"])


def _stock() -> None:
    op.create_table(
        "stock",
        sa.Column("feed", sa.String(60), nullable=False),
        sa.Column("product", sa.String(200), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("code", sa.String(120), nullable=False),
        sa.Column("quantity", sa.Float(), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("as_of", Instant()),
        sa.Column("said_by", sa.String(120), nullable=False),
        sa.Column("snapshot", sa.String(80), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "product", "place", name="pk_stock"),
    )
