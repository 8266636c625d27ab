"""The papers of customers: proposals, quotes, contracts, tasks, and battle cards; deals by their presales."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant

revision = "0006"

down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = ("battlecards", "tasks", "contracts", "quotes", "proposals")


def upgrade() -> None:
    """Make the tables."""
    _proposals()
    _quotes()
    _contracts()
    _tasks()
    _battlecards()
    op.create_index("ix_deals_presales_id", "deals", ["presales_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_deals_presales_id", "deals")
    for name in _TABLES:
        op.drop_table(name)


def _recorded() -> tuple[sa.Column[Any], ...]:
    """What every such row has: what else it said, when we learnt it, and where."""
    return (
        sa.Column("attributes", Document, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("source", Document, nullable=False),
    )


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("proposal_id", sa.String(120)),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("deal_id", sa.String(120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.String(120), nullable=False),
        sa.Column("sent_at", Instant()),
        *_recorded(),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_proposals"),
    )
    op.create_index("ix_proposals_customer_id", "proposals", ["customer_id"])


def _quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("quote_id", sa.String(120)),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("deal_id", sa.String(120), nullable=False),
        sa.Column("version", sa.String(60), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("amount", sa.Float()),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("quoted_on", sa.Date()),
        sa.Column("quoted_by", sa.String(120), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("quote_id", name="pk_quotes"),
    )
    op.create_index("ix_quotes_customer_id", "quotes", ["customer_id"])


def _contracts() -> None:
    op.create_table(
        "contracts",
        sa.Column("contract_no", sa.String(120)),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("deal_id", sa.String(120), nullable=False),
        sa.Column("sla", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date()),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("value", sa.Float()),
        sa.Column("csm_id", sa.String(120), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("contract_no", name="pk_contracts"),
    )
    op.create_index("ix_contracts_customer_id", "contracts", ["customer_id"])


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("task_id", sa.String(120)),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("deal_id", sa.String(120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("assignee_id", sa.String(120), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("done_at", Instant()),
        sa.Column("after", sa.String(120), nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("task_id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_customer_id", "tasks", ["customer_id"])
    op.create_index("ix_tasks_assignee_id", "tasks", ["assignee_id"])


def _battlecards() -> None:
    op.create_table(
        "battlecards",
        sa.Column("card_id", sa.String(200)),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("competitors", Document, nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("verified_on", sa.Date()),
        sa.Column("lines", Document, nullable=False),
        *_recorded(),
        sa.PrimaryKeyConstraint("card_id", name="pk_battlecards"),
    )
