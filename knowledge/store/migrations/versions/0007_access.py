"""Grants and what was asked for, who works with a customer through deals and contracts, and members of rooms."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES = ("room_members", "collaborations", "access_requests", "grants")
_DEALS = (
    "INSERT INTO collaborations (part_id, customer_id, person_id, role)"
    " SELECT 'deal/' || deal_id || '/{role}', customer_id, {column}, '{role}' FROM deals"
    " WHERE outcome = '' AND customer_id <> '' AND {column} <> ''"
)
_CONTRACTS = (
    "INSERT INTO collaborations (part_id, customer_id, person_id, role, until)"
    " SELECT 'contract/' || contract_no || '/csm', customer_id, csm_id, 'csm', ends_on FROM contracts"
    " WHERE customer_id <> '' AND csm_id <> ''"
)


def upgrade() -> None:
    """Make the tables; open deals and contracts say who works with whom."""
    _grants()
    _requests()
    _collaborations()
    _members()
    op.execute(_DEALS.format(role="rep", column="owner_id"))
    op.execute(_DEALS.format(role="presales", column="presales_id"))
    op.execute(_CONTRACTS)


def downgrade() -> None:
    """Drop them."""
    op.drop_column("rooms", "members_at")
    op.drop_index("ix_persons_unit", "persons")
    for name in _TABLES:
        op.drop_table(name)


def _grants() -> None:
    op.create_table(
        "grants",
        sa.Column("key", sa.String(250), nullable=False),
        sa.Column("giver_id", sa.String(120), nullable=False),
        sa.Column("grantee_id", sa.String(120), nullable=False),
        sa.Column("kinds", Document, nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("deal_id", sa.String(120), nullable=False),
        sa.Column("room_key", sa.String(200), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant()),
        sa.Column("ended_by", sa.String(120), nullable=False),
        sa.Column("ended_why", sa.String(40), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_grants"),
    )
    op.create_index("ix_grants_customer_id", "grants", ["customer_id", "giver_id"])
    op.create_index("ix_grants_grantee_id", "grants", ["grantee_id"])
    op.create_index("ix_grants_deal_id", "grants", ["deal_id"])


def _requests() -> None:
    op.create_table(
        "access_requests",
        sa.Column("key", sa.String(250), nullable=False),
        sa.Column("asker_id", sa.String(120), nullable=False),
        sa.Column("asked_of", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("settled_at", Instant()),
        sa.Column("settled_by", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_access_requests"),
    )
    op.create_index("ix_access_requests_asker_id", "access_requests", ["asker_id", "customer_id"])


def _collaborations() -> None:
    op.create_table(
        "collaborations",
        sa.Column("part_id", sa.String(160), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("person_id", sa.String(120), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("until", sa.Date()),
        sa.PrimaryKeyConstraint("part_id", name="pk_collaborations"),
    )
    op.create_index("ix_collaborations_customer_id", "collaborations", ["customer_id"])
    op.create_index("ix_collaborations_person_id", "collaborations", ["person_id"])


def _members() -> None:
    op.create_table(
        "room_members",
        sa.Column("messenger", sa.String(40), nullable=False),
        sa.Column("room_id", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("user_id", sa.String(120), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("messenger", "room_id", "kind", "user_id", name="pk_room_members"),
    )
    op.create_index("ix_room_members_user_id", "room_members", ["messenger", "user_id"])
    op.create_index("ix_persons_unit", "persons", ["unit"])
    op.add_column("rooms", sa.Column("members_at", Instant()))
