"""Connections to calendars elsewhere: one worker renews a secret, and a booking knows whose its calendar is.

Every booking until now is on the embedded calendar: there was no other.
"""

import sqlalchemy as sa
from alembic import op

from direct_booking.storage.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a renewal and a health check need."""
    op.add_column("connections", sa.Column("secret_mark", sa.String(32)))
    op.add_column("connections", sa.Column("checked_at", Instant))
    # Adding a column copies no table, so that the triggers of ``bookings`` stay.
    provider = sa.Column("provider", sa.String(16), nullable=False, server_default=sa.text("'local'"))
    op.add_column("bookings", provider)
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("holder", sa.String(32)),
        sa.Column("until", Instant),
    )


def downgrade() -> None:
    """Take it away again; bookings elsewhere stay in the record."""
    op.drop_table("leases")
    op.drop_column("bookings", "provider")
    op.drop_column("connections", "checked_at")
    op.drop_column("connections", "secret_mark")
