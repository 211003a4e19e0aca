"""A reading knows in which turn of its call it was made, so that a replay meets it there."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the turn."""
    turn = sa.Column("turn", sa.Integer, nullable=False, server_default=sa.text("1"))
    op.add_column("call_readings", turn)


def downgrade() -> None:
    """Forget it."""
    op.drop_column("call_readings", "turn")
