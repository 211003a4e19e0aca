"""A call remembers that its caller's data was erased, so that it is not looked at again."""

import sqlalchemy as sa
from alembic import op

from direct_booking.storage.columns import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when it was erased."""
    op.add_column("calls", sa.Column("erased_at", Instant))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("calls", "erased_at")
