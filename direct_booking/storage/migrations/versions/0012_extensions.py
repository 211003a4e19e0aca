"""A caller may be reached behind an extension, which is no part of the number."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("bookings", "messages")


def upgrade() -> None:
    """Add the extension."""
    for table in TABLES:
        op.add_column(table, sa.Column("extension", sa.String(8)))


def downgrade() -> None:
    """Forget it."""
    for table in TABLES:
        op.drop_column(table, "extension")
