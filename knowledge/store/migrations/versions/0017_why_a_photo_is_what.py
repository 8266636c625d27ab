"""What a photo's kind, customer and figures stand on."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Document

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it; of photos read before, nothing is known."""
    op.add_column("photos", sa.Column("why", Document, nullable=False, server_default="{}"))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("photos", "why")
