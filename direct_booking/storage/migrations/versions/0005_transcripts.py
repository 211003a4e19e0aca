"""What was said on calls and what they read is kept, and bookings can be listed and searched quickly.

Calls from before have no transcript; bookings from before can be searched like the others.
"""

import sqlalchemy as sa
from alembic import op

from direct_booking.storage.columns import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LISTING = ("account_id", "created_at", "id", "status", "starts_at", "needs_attention", "search")


def upgrade() -> None:
    """Add the tables, the search column and what makes lists quick."""
    op.create_table(
        "call_turns",
        sa.Column("call_id", sa.String(80), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("took_ms", sa.Integer, nullable=False),
        sa.Column("heard", sa.Text),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("events", sa.Text),
    )
    op.create_index("ix_call_turns_at", "call_turns", ["at"])
    op.create_table(
        "call_readings",
        sa.Column("call_id", sa.String(80), sa.ForeignKey("calls.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_calls_account_started", "calls", ["account_id", "started_at"])
    op.create_index("ix_calls_account_number", "calls", ["account_id", "caller_number"])
    # Adding a column copies no table, so that the triggers of ``bookings`` stay.
    op.add_column(
        "bookings", sa.Column("search", sa.String(400), nullable=False, server_default=sa.text("''"))
    )
    words = " || ' ' || ".join(
        (
            "coalesce(caller_name, '')",
            "replace(coalesce(caller_number, ''), '+', '')",
            "coalesce(email, '')",
            "title",
        )
    )
    op.execute(f"UPDATE bookings SET search = substr(lower({words}), 1, 400)")
    op.create_index("ix_bookings_listing", "bookings", list(LISTING))


def downgrade() -> None:
    """Take it away again, transcripts and all."""
    op.drop_index("ix_bookings_listing", "bookings")
    op.drop_column("bookings", "search")
    op.drop_index("ix_calls_account_number", "calls")
    op.drop_index("ix_calls_account_started", "calls")
    op.drop_table("call_readings")
    op.drop_table("call_turns")
