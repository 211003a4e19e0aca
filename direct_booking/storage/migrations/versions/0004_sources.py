"""Busy times remember which file they came from, so that a later one of the same source takes their place.

Those that are there already came from nobody knows where; their source stays NULL.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the source."""
    op.add_column("local_events", sa.Column("source", sa.Text))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("local_events", "source")
