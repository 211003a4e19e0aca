"""The tables of the console: who may open it, and who has it open. The others are in ``schema``."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from direct_booking.storage.columns import Instant, metadata

# Who may open the console, and for which account. Nobody is told apart by anything but the address.
owners = Table(
    "owners",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("email", String(254), nullable=False, unique=True),  # in lower case
    Column("password_hash", Text, nullable=False),  # argon2id, with its salt and its cost
    Column("created_at", Instant, nullable=False),
)

# A link that lets somebody become an owner, or choose another password: once, and not for long.
owner_links = Table(
    "owner_links",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256; the link itself is nowhere
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("expires_at", Instant, nullable=False),
)

# A browser's visit to the console. What is in a row of somebody who has not signed in belongs to nobody.
owner_sessions = Table(
    "owner_sessions",
    metadata,
    Column("digest", String(64), primary_key=True),  # SHA-256 of the cookie
    Column("owner_id", ForeignKey("owners.id"), index=True),
    Column("body", Text, nullable=False),  # JSON, encrypted: a sign-in at a provider may be under way
    Column("began_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False),  # a digest of where it came from, or of whose it was
    Column("at", Instant, nullable=False),
    Index("ix_sign_in_attempts_key_at", "key", "at"),
)
