"""The tables as the product first had them.

What the database itself refuses (overlaps, a changed history) is in ``0002_guards.py``.
"""

import sqlalchemy as sa
from alembic import op

from direct_booking.storage.columns import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# In the order in which one table refers to another.
TABLES = (
    "accounts",
    "assistants",
    "settings",
    "connections",
    "calls",
    "holds",
    "bookings",
    "history",
    "messages",
    "local_calendars",
    "local_events",
)


def upgrade() -> None:
    """Make every table."""
    for make in (
        _accounts,
        _assistants,
        _settings,
        _connections,
        _calls,
        _holds,
        _bookings,
        _history,
        _messages,
        _local_calendars,
        _local_events,
    ):
        make()


def downgrade() -> None:
    """Drop every table."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(120), nullable=False, unique=True),
        sa.Column("created_at", Instant, nullable=False),
    )


def _assistants() -> None:
    op.create_table(
        "assistants",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False, index=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("called_number", sa.String(32), unique=True),
        sa.Column("direct_booking", sa.Boolean, nullable=False),
    )


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("updated_at", Instant, nullable=False),
    )


def _connections() -> None:
    op.create_table(
        "connections",
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("provider", sa.String(16), nullable=False),
        sa.Column("calendar_id", sa.Text, nullable=False),
        sa.Column("also_busy", sa.Text, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("health", sa.String(16), nullable=False),
        sa.Column("secret", sa.Text),
        sa.Column("connected_at", Instant, nullable=False),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False, index=True),
        sa.Column("assistant_id", sa.Integer, sa.ForeignKey("assistants.id"), nullable=False),
        sa.Column("caller_number", sa.String(32)),
        sa.Column("caller_zone", sa.String(64), nullable=False),
        sa.Column("zone_is_sure", sa.Boolean, nullable=False),
        sa.Column("started_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("outcome", sa.String(24)),
    )


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("call_id", sa.String(80), sa.ForeignKey("calls.id"), primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False, index=True),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("padded_starts_at", Instant, nullable=False),
        sa.Column("padded_ends_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
    )


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("call_id", sa.String(80), sa.ForeignKey("calls.id"), nullable=False, index=True),
        sa.Column("sequence", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("padded_starts_at", Instant, nullable=False),
        sa.Column("padded_ends_at", Instant, nullable=False),
        sa.Column("to_starts_at", Instant),
        sa.Column("to_ends_at", Instant),
        sa.Column("to_padded_starts_at", Instant),
        sa.Column("to_padded_ends_at", Instant),
        sa.Column("meeting_type", sa.String(8), nullable=False),
        sa.Column("caller_name", sa.Text),
        sa.Column("caller_number", sa.String(32)),
        sa.Column("email", sa.Text),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("calendar_id", sa.Text, nullable=False),
        sa.Column("event_key", sa.String(64), nullable=False, unique=True),
        sa.Column("event_id", sa.Text),
        sa.Column("event_version", sa.Text),
        sa.Column("needs_attention", sa.String(32)),
        sa.Column("claimed_until", Instant),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("updated_at", Instant, nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )
    op.create_index("ix_bookings_account_starts", "bookings", ["account_id", "starts_at"])
    op.create_index("ix_bookings_status_claimed", "bookings", ["status", "claimed_until"])


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("booking_id", sa.String(26), sa.ForeignKey("bookings.id"), nullable=False, index=True),
        sa.Column("call_id", sa.String(80)),
        sa.Column("at", Instant, nullable=False),
        sa.Column("what", sa.String(24), nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("personal", sa.Text),
        sa.Column("personal_digest", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.String(26), primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False, index=True),
        sa.Column("call_id", sa.String(80), sa.ForeignKey("calls.id"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("caller_name", sa.Text),
        sa.Column("caller_number", sa.String(32)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
    )


def _local_calendars() -> None:
    op.create_table(
        "local_calendars",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False, index=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("is_primary", sa.Boolean, nullable=False),
    )


def _local_events() -> None:
    op.create_table(
        "local_events",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("calendar_id", sa.String(64), sa.ForeignKey("local_calendars.id"), nullable=False),
        sa.Column("uid", sa.Text, nullable=False),
        sa.Column("key", sa.String(64)),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("attendee_email", sa.Text),
        sa.Column("video_link", sa.Text),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated_at", Instant, nullable=False),
        sa.UniqueConstraint("calendar_id", "key", name="uq_local_events_calendar_key"),
    )
    op.create_index("ix_local_events_calendar_starts", "local_events", ["calendar_id", "starts_at"])
