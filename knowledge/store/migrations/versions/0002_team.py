"""The tables of what the team knows: people, customers, facts, deals, leads."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant, Serial

revision = "0002"

down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them all."""
    _persons()
    _handles()
    _rooms()
    _customers()
    _contacts()
    _facts()
    _adjacency()
    _deals()
    _leads()
    _signals()
    _visitors()
    _hot_leads()


def downgrade() -> None:
    """Drop them all."""
    for name in _TABLES:
        op.drop_table(name)


_TABLES = (
    "hot_leads",
    "visitors",
    "signals",
    "leads",
    "deals",
    "adjacency",
    "facts",
    "contacts",
    "customers",
    "rooms",
    "handles",
    "persons",
)


def _persons() -> None:
    op.create_table(
        "persons",
        sa.Column("person_id", sa.String(120)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("mobile", sa.String(40), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("region", sa.String(120), nullable=False),
        sa.Column("manager_id", sa.String(120), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("timezone", sa.String(60), nullable=False),
        sa.Column("left_on", sa.Date()),
        sa.Column("attributes", Document, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_persons"),
    )
    op.create_index("ix_persons_email", "persons", ["email"])


def _handles() -> None:
    op.create_table(
        "handles",
        sa.Column("messenger", sa.String(40)),
        sa.Column("user_id", sa.String(120)),
        sa.Column("person_id", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("messenger", "user_id", name="pk_handles"),
    )
    op.create_index("ix_handles_person_id", "handles", ["person_id"])


def _rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("messenger", sa.String(40)),
        sa.Column("room_id", sa.String(160)),
        sa.Column("direct", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("region", sa.String(120), nullable=False),
        sa.Column("unit", sa.String(120), nullable=False),
        sa.Column("outsiders", sa.Integer()),
        sa.Column("language", sa.String(2)),
        sa.PrimaryKeyConstraint("messenger", "room_id", name="pk_rooms"),
    )
    op.create_index("ix_rooms_region", "rooms", ["region"])


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("customer_id", sa.String(120)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", Document, nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.String(120), nullable=False),
        sa.Column("industry", sa.Text(), nullable=False),
        sa.Column("region", sa.String(120), nullable=False),
        sa.Column("employees", sa.Integer()),
        sa.Column("insured_employees", sa.Integer()),
        sa.Column("registered_capital", sa.Float()),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("attributes", Document, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name="pk_customers"),
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("contact_id", sa.String(120)),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("buying_role", sa.Text(), nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(60), nullable=False),
        sa.Column("reports_to", sa.String(120), nullable=False),
        sa.Column("attributes", Document, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name="pk_contacts"),
    )
    op.create_index("ix_contacts_customer_id", "contacts", ["customer_id"])


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("id", Serial, autoincrement=True),
        sa.Column("subject_kind", sa.String(20), nullable=False),
        sa.Column("subject_id", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("object_kind", sa.String(20), nullable=False),
        sa.Column("object_id", sa.String(120), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("withdrawn_at", Instant()),
        sa.Column("source", Document, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
    )
    op.create_index("ix_facts_object_kind", "facts", ["object_kind", "object_id", "kind"])
    op.create_index("ix_facts_subject_kind", "facts", ["subject_kind", "subject_id", "kind"])


def _adjacency() -> None:
    op.create_table(
        "adjacency",
        sa.Column("from_kind", sa.String(20)),
        sa.Column("from_id", sa.String(120)),
        sa.Column("relation", sa.String(60)),
        sa.Column("to_kind", sa.String(20)),
        sa.Column("to_id", sa.String(120)),
        sa.Column("fact_id", Serial, nullable=False),
        sa.PrimaryKeyConstraint("from_kind", "from_id", "relation", "to_kind", "to_id", name="pk_adjacency"),
    )


def _deals() -> None:
    op.create_table(
        "deals",
        sa.Column("deal_id", sa.String(120)),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("amount", sa.Float()),
        sa.Column("currency", sa.String(8), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(120), nullable=False),
        sa.Column("presales_id", sa.String(120), nullable=False),
        sa.Column("created_at", Instant()),
        sa.Column("expected_close", sa.Date()),
        sa.Column("closed_at", Instant()),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("attributes", Document, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.PrimaryKeyConstraint("deal_id", name="pk_deals"),
    )
    op.create_index("ix_deals_customer_id", "deals", ["customer_id"])
    op.create_index("ix_deals_owner_id", "deals", ["owner_id"])


def _leads() -> None:
    op.create_table(
        "leads",
        sa.Column("lead_id", sa.String(120)),
        sa.Column("customer_name", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("utm_source", sa.Text(), nullable=False),
        sa.Column("utm_campaign", sa.Text(), nullable=False),
        sa.Column("region", sa.String(120), nullable=False),
        sa.Column("created_at", Instant()),
        sa.Column("owner_id", sa.String(120), nullable=False),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("first_response_at", Instant()),
        sa.Column("converted_at", Instant()),
        sa.Column("attributes", Document, nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("source", Document, nullable=False),
        sa.PrimaryKeyConstraint("lead_id", name="pk_leads"),
    )
    op.create_index("ix_leads_email", "leads", ["email"])
    op.create_index("ix_leads_owner_id", "leads", ["owner_id"])


def _signals() -> None:
    op.create_table(
        "signals",
        sa.Column("id", Serial, autoincrement=True),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("event_id", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("visitor_id", sa.String(120), nullable=False),
        sa.Column("lead_id", sa.String(120), nullable=False),
        sa.Column("customer_id", sa.String(120), nullable=False),
        sa.Column("attributes", Document, nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_signals"),
        sa.UniqueConstraint("source", "event_id", name="uq_signals_source_event_id"),
    )
    op.create_index("ix_signals_lead_id_at", "signals", ["lead_id", "at"])
    op.create_index("ix_signals_visitor_id_at", "signals", ["visitor_id", "at"])


def _visitors() -> None:
    op.create_table(
        "visitors",
        sa.Column("visitor_id", sa.String(120)),
        sa.Column("lead_id", sa.String(120), nullable=False),
        sa.Column("tied_at", Instant(), nullable=False),
        sa.Column("because", Document, nullable=False),
        sa.PrimaryKeyConstraint("visitor_id", name="pk_visitors"),
    )
    op.create_index("ix_visitors_lead_id", "visitors", ["lead_id"])


def _hot_leads() -> None:
    op.create_table(
        "hot_leads",
        sa.Column("id", Serial, autoincrement=True),
        sa.Column("lead_id", sa.String(120), nullable=False),
        sa.Column("rule", sa.String(120), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("last_event_at", Instant(), nullable=False),
        sa.Column("evidence", Document, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.String(120), nullable=False),
        sa.Column("acted_at", Instant()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("remind_at", Instant()),
        sa.Column("owner_before", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hot_leads"),
    )
    op.create_index("ix_hot_leads_lead_id_rule", "hot_leads", ["lead_id", "rule"])
