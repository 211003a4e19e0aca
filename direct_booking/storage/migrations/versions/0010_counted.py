"""What an owner's lists and overview count is found without reading a row."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("ix_bookings_account_status", "bookings", ["account_id", "status", "starts_at"])
    confirmed = sa.text("event_id IS NOT NULL")
    op.create_index(
        "ix_bookings_made",
        "bookings",
        ["account_id", "created_at"],
        sqlite_where=confirmed,
        postgresql_where=confirmed,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_bookings_made", "bookings")
    op.drop_index("ix_bookings_account_status", "bookings")
