"""Jobs, and the files that people shared."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document, Instant, Serial

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _files()
    _jobs()


def downgrade() -> None:
    """Drop them."""
    op.drop_table("jobs")
    op.drop_table("files")


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("id", Serial, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(250), nullable=False),
        sa.Column("holder", sa.String(40), nullable=False),
        sa.Column("ref", Document, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", Serial, nullable=False),
        sa.Column("media_type", sa.String(120), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", Instant),
        sa.Column("owner", sa.String(40)),
        sa.Column("lease_until", Instant),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kept_at", Instant, nullable=False),
        sa.Column("settled_at", Instant),
        sa.Column("why", sa.Text()),
        sa.UniqueConstraint("key", name="uq_files_key"),
    )
    op.create_index("ix_files_state_id", "files", ["state", "id"])


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", Serial, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(250), nullable=False),
        sa.Column("args", Document, nullable=False),
        sa.Column("file_id", Serial),
        sa.Column("tell", Document, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("put_at", Instant, nullable=False),
        sa.Column("owner", sa.String(40)),
        sa.Column("lease_until", Instant),
        sa.Column("settled_at", Instant),
        sa.Column("outcome", Document),
        sa.UniqueConstraint("kind", "key", name="uq_jobs_kind_key"),
    )
    op.create_index("ix_jobs_state_id", "jobs", ["state", "id"])
