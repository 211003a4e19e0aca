"""Every table, with what its columns mean. Migrations are in ``migrations/``; a test holds the two equal.

Those of the console, which nobody else reads, are in ``schema_owners``.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from direct_booking.storage import schema_owners  # noqa: F401 - so that the metadata holds every table
from direct_booking.storage.columns import Instant, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
)

# 2.1: the called number chooses the assistant; the switch is each assistant's own.
assistants = Table(
    "assistants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("called_number", String(32), unique=True),  # E.164; NULL answers every number no other answers
    Column("direct_booking", Boolean, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("body", Text, nullable=False),  # JSON, as direct_booking.settings writes it
    Column("updated_at", Instant, nullable=False),
)

# 1.4: nothing but this is kept of a connection.
connections = Table(
    "connections",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("provider", String(16), nullable=False),
    Column("calendar_id", Text, nullable=False),
    Column("also_busy", Text, nullable=False),  # JSON list of further calendar ids
    Column("zone", String(64), nullable=False),
    Column("health", String(16), nullable=False),  # connected | expired | failing
    Column("secret", Text),  # encrypted; NULL for the embedded calendar
    Column("secret_mark", String(32)),  # another one with every secret, but not with another key for it
    Column("connected_at", Instant, nullable=False),
    Column("checked_at", Instant),  # when its health was last seen to be what it is
)

# Work that one process at a time may do, without a transaction open meanwhile: renewing a secret.
leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(32)),  # NULL when nobody is at it
    Column("until", Instant),  # when whoever holds it must have died
)

calls = Table(
    "calls",
    metadata,
    Column("id", String(80), primary_key=True),  # the channel's call id
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("assistant_id", ForeignKey("assistants.id"), nullable=False),
    Column("caller_number", String(32)),  # E.164, NULL when withheld
    Column("caller_zone", String(64), nullable=False),
    Column("zone_is_sure", Boolean, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("outcome", String(24)),  # booked | moved | cancelled | callback | message | texted | nothing
    Column("erased_at", Instant),  # 6.4: when the caller's data was erased
    Index("ix_calls_account_started", "account_id", "started_at"),
    Index("ix_calls_account_number", "account_id", "caller_number"),
)

# What was said, a row for each turn (6.2, 8.3). A conversation may begin before its call is known.
call_turns = Table(
    "call_turns",
    metadata,
    Column("call_id", String(80), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 ... within a call
    Column("at", Instant, nullable=False, index=True),
    Column("took_ms", Integer, nullable=False),
    Column("heard", Text),
    Column("said", Text, nullable=False),  # JSON list of [text, response, does]
    Column("events", Text),  # JSON; what the dialogue goes on with after a restart, NULL when it is over
)

# 8.3: what a call read, times only, whenever it was news.
call_readings = Table(
    "call_readings",
    metadata,
    Column("call_id", ForeignKey("calls.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 ... within a call
    Column("at", Instant, nullable=False),
    Column("kind", String(16), nullable=False),  # account | busy | calendar
    Column("turn", Integer, nullable=False, server_default=text("1")),  # of the call, in which it was made
    Column("body", Text, nullable=False),  # JSON
)

# 4.6: at most one live hold for a call.
holds = Table(
    "holds",
    metadata,
    Column("call_id", ForeignKey("calls.id"), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("padded_starts_at", Instant, nullable=False),
    Column("padded_ends_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
)

bookings = Table(
    "bookings",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("call_id", ForeignKey("calls.id"), nullable=False, index=True),
    Column("sequence", Integer, nullable=False, server_default=text("1")),  # 1, 2, 3 ... within a call
    Column("status", String(16), nullable=False),  # bookings.booking.Status
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("padded_starts_at", Instant, nullable=False),
    Column("padded_ends_at", Instant, nullable=False),
    # Where a move under way is going; NULL otherwise. Both ranges are kept from others until it is settled.
    Column("to_starts_at", Instant),
    Column("to_ends_at", Instant),
    Column("to_padded_starts_at", Instant),
    Column("to_padded_ends_at", Instant),
    Column("meeting_type", String(8), nullable=False),  # online | phone | custom
    Column("caller_name", Text),
    Column("caller_number", String(32)),
    Column("extension", String(8)),  # digits; NULL when there is none
    Column("email", Text),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("provider", String(16), nullable=False, server_default=text("'local'")),
    Column("calendar_id", Text, nullable=False),  # of that provider
    Column("event_key", String(64), nullable=False, unique=True),
    Column("event_id", Text),  # NULL until the calendar has confirmed
    Column("event_version", Text),
    Column("needs_attention", String(32)),  # an open item for the owner; NULL when there is none
    Column("claimed_until", Instant),  # somebody is at work on it until then; the reconciler waits
    # What the owner can search by: name, digits of the number, e-mail, title; in lower case.
    Column("search", String(400), nullable=False, server_default=text("''")),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    Index("ix_bookings_account_starts", "account_id", "starts_at"),
    # So that counting a list of a hundred thousand reads no row.
    Index("ix_bookings_account_status", "account_id", "status", "starts_at"),
    # What is over keeps nobody from a time, however much of it there is.
    Index("ix_bookings_account_ends", "account_id", "ends_at"),
    Index("ix_bookings_account_to_ends", "account_id", "to_ends_at"),
    Index("ix_bookings_status_claimed", "status", "claimed_until"),
    # What the calendar has ever confirmed, by when it was made.
    Index(
        "ix_bookings_made",
        *("account_id", "created_at"),
        sqlite_where=text("event_id IS NOT NULL"),
        postgresql_where=text("event_id IS NOT NULL"),
    ),
    # Whatever a list is filtered by, so that finding a page reads no row but those it shows.
    Index(
        "ix_bookings_listing",
        *("account_id", "created_at", "id", "status", "starts_at", "needs_attention", "search"),
    ),
)

# 6.3: append-only (triggers refuse UPDATE and DELETE) and chained by digest within an account.
history = Table(
    "history",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2, 3 ... within an account
    Column("booking_id", ForeignKey("bookings.id"), nullable=False, index=True),
    Column("call_id", String(80)),
    Column("at", Instant, nullable=False),
    Column("what", String(24), nullable=False),  # requested | booked | moved | corrected | cancelled | ...
    Column("by", String(16), nullable=False),  # caller | owner | reconciler
    Column("facts", Text, nullable=False),  # JSON without personal data
    Column("personal", Text),  # JSON; may be erased to NULL (6.4), nothing else may
    Column("personal_digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)

# 6.1: callbacks and messages, listed with the bookings.
messages = Table(
    "messages",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("call_id", ForeignKey("calls.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # callback | message
    Column("body", Text, nullable=False),
    Column("caller_name", Text),
    Column("caller_number", String(32)),
    Column("extension", String(8)),
    Column("status", String(16), nullable=False),  # open | done
    Column("created_at", Instant, nullable=False),
)

# 2.5: the link that was texted on a call; at most one for each call, whoever asks.
texts = Table(
    "texts",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("call_id", ForeignKey("calls.id"), nullable=False, unique=True),
    Column("number", String(32)),  # E.164; personal, NULL once erased (6.4)
    Column("body", Text, nullable=False),  # as it was sent; the owner's words only
    Column("status", String(16), nullable=False, index=True),  # storage.texts.Status
    Column("provider", String(16), nullable=False),
    Column("provider_id", String(64)),  # NULL until the provider has it
    Column("error_code", String(16)),  # the provider's own, of a text that did not arrive
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),  # when its status became what it is
    Column("checked_at", Instant, nullable=False),  # when the provider was last asked about it
)

# The embedded calendar (1.2). ``key`` is set on the product's own events only; the owner's have none.
local_calendars = Table(
    "local_calendars",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("is_primary", Boolean, nullable=False),
)

local_events = Table(
    "local_events",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("calendar_id", ForeignKey("local_calendars.id"), nullable=False),
    Column("uid", Text, nullable=False),  # the iCalendar UID
    Column("key", String(64)),
    Column("source", Text),  # of an imported one: a later import from there takes its place
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("attendee_email", Text),
    Column("video_link", Text),
    Column("status", String(16), nullable=False),  # confirmed | cancelled
    Column("version", Integer, nullable=False),
    Column("updated_at", Instant, nullable=False),
    UniqueConstraint("calendar_id", "key", name="uq_local_events_calendar_key"),
    Index("ix_local_events_calendar_starts", "calendar_id", "starts_at"),
)
