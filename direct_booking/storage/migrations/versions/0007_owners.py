"""The owners who may open the console, the links by which they become owners, and their visits."""

import sqlalchemy as sa
from alembic import op

from direct_booking.storage.columns import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "owners",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.UniqueConstraint("email", name="uq_owners_email"),
    )
    op.create_index("ix_owners_account_id", "owners", ["account_id"])
    op.create_table(
        "owner_links",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
    )
    op.create_index("ix_owner_links_account_id", "owner_links", ["account_id"])
    op.create_table(
        "owner_sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("owners.id")),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("began_at", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
    )
    op.create_index("ix_owner_sessions_owner_id", "owner_sessions", ["owner_id"])
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_index("ix_sign_in_attempts_key_at", "sign_in_attempts", ["key", "at"])


def downgrade() -> None:
    """Nobody may open the console any more."""
    for table in ("sign_in_attempts", "owner_sessions", "owner_links", "owners"):
        op.drop_table(table)
