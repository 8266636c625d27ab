"""What people change about facts, so that it can be undone; merged customers; every fact in the adjacency."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant, Serial

revision = "0005"

down_revision = "0004"
branch_labels = None
depends_on = None

_FACTS = (
    "SELECT subject_kind, subject_id, REPLACE(kind, 'relation:', ''), object_kind, object_id, MAX(id) FROM facts"
    " WHERE withdrawn_at IS NULL GROUP BY subject_kind, subject_id, kind, object_kind, object_id"
)
_CUSTOMERS = (
    "SELECT 'contact', contact_id, 'works_at', 'customer', customer_id, 0 FROM contacts WHERE customer_id <> ''"
)
_SUPERIORS = "SELECT 'contact', contact_id, 'reports_to', 'contact', reports_to, 0 FROM contacts WHERE reports_to <> ''"
_PARENTS = "SELECT 'customer', customer_id, 'part_of', 'customer', parent_id, 0 FROM customers WHERE parent_id <> ''"


def upgrade() -> None:
    """Make the tables and fill the adjacency."""
    op.create_table(
        "amendments",
        sa.Column("key", sa.String(250), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("actor_id", sa.String(120), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("said", Document, nullable=False),
        sa.Column("withdrawn", Document, nullable=False),
        sa.Column("moved", Document, nullable=False),
        sa.Column("details", Document, nullable=False),
        sa.Column("undone_at", Instant()),
        sa.Column("undone_by", sa.String(120)),
        sa.PrimaryKeyConstraint("key", name="pk_amendments"),
    )
    op.create_index("ix_amendments_subject_at", "amendments", ["subject", "at"])
    op.create_table(
        "merges",
        sa.Column("gone_id", sa.String(120), nullable=False),
        sa.Column("kept_id", sa.String(120), nullable=False),
        sa.Column("key", sa.String(250), nullable=False),
        sa.PrimaryKeyConstraint("gone_id", name="pk_merges"),
    )
    op.create_index("ix_merges_kept_id", "merges", ["kept_id"])
    op.create_index("ix_contacts_name", "contacts", ["name"])
    op.add_column("facts", sa.Column("withdrawn_why", sa.String(20)))
    op.drop_table("adjacency")
    _adjacency(sqlite_with_rowid=False)
    for edges in (_FACTS, _CUSTOMERS, _SUPERIORS, _PARENTS):
        _link(edges)


def _adjacency(**options: bool) -> None:
    op.create_table(
        "adjacency",
        sa.Column("from_kind", sa.String(20), nullable=False),
        sa.Column("from_id", sa.String(120), nullable=False),
        sa.Column("relation", sa.String(60), nullable=False),
        sa.Column("to_kind", sa.String(20), nullable=False),
        sa.Column("to_id", sa.String(120), nullable=False),
        sa.Column("fact_id", Serial, nullable=False),
        sa.PrimaryKeyConstraint("from_kind", "from_id", "relation", "to_kind", "to_id", name="pk_adjacency"),
        **options,
    )


def _link(edges: str) -> None:
    """Both directions of what `edges` selects: kind and id, relation, kind and id, fact."""
    forth = ("from_kind", "from_id", "relation", "to_kind", "to_id", "fact_id")
    back = ("to_kind", "to_id", "relation", "from_kind", "from_id", "fact_id")
    for columns in (forth, back):
        # Of two that are each other's superior, one row says it both ways.
        op.execute(f"INSERT INTO adjacency ({', '.join(columns)}) {edges} ON CONFLICT DO NOTHING")


def downgrade() -> None:
    """Take it away."""
    op.drop_table("adjacency")
    _adjacency()
    _link(f"{_FACTS[: _FACTS.index(' GROUP')]} AND kind LIKE 'relation:%'{_FACTS[_FACTS.index(' GROUP') :]}")
    op.drop_column("facts", "withdrawn_why")
    op.drop_index("ix_contacts_name", "contacts")
    op.drop_table("merges")
    op.drop_table("amendments")
