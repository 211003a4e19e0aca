"""Texts with a link, one for each call at most."""

import sqlalchemy as sa
from alembic import op

from direct_booking.storage.columns import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "texts",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("account_id", sa.Integer, nullable=False),
        sa.Column("call_id", sa.String(80), nullable=False),
        sa.Column("number", sa.String(32)),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("provider", sa.String(16), nullable=False),
        sa.Column("provider_id", sa.String(64)),
        sa.Column("error_code", sa.String(16)),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("updated_at", Instant, nullable=False),
        sa.Column("checked_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_texts"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_texts_account_id"),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_texts_call_id"),
        sa.UniqueConstraint("call_id", name="uq_texts_call_id"),
    )
    op.create_index("ix_texts_account_id", "texts", ["account_id"])
    op.create_index("ix_texts_status", "texts", ["status"])


def downgrade() -> None:
    """Take it away again, with what was sent."""
    op.drop_table("texts")
