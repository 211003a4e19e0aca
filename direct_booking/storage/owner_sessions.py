"""Visits of browsers to the console: one row each, found by the digest of its cookie.

When a visit ends, and what is in its body, is in ``reception.sessions``.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage.schema_owners import owner_sessions


@dataclass(frozen=True)
class Row:
    """A visit.

    Attributes:
        owner_id: who has signed in; None when nobody has.
        body: encrypted.
    """

    digest: str
    owner_id: int | None
    body: str = field(repr=False)
    began_at: datetime
    seen_at: datetime


def get(connection: Connection, digest: str) -> Row | None:
    """The visit of this digest, also one that is over."""
    query = select(owner_sessions).where(owner_sessions.c.digest == digest)
    row = connection.execute(query).mappings().first()
    return Row(**row) if row else None


def add(connection: Connection, row: Row) -> None:
    """A new visit."""
    connection.execute(
        insert(owner_sessions).values(
            digest=row.digest,
            owner_id=row.owner_id,
            body=row.body,
            began_at=row.began_at,
            seen_at=row.seen_at,
        )
    )


def keep(connection: Connection, digest: str, body: str, *, now: datetime) -> None:
    """Another body for a visit; one that has ended meanwhile stays ended."""
    same = owner_sessions.c.digest == digest
    connection.execute(update(owner_sessions).where(same).values(body=body, seen_at=now))


def forget(connection: Connection, digest: str) -> None:
    """End a visit. Twice is the same as once."""
    connection.execute(delete(owner_sessions).where(owner_sessions.c.digest == digest))


def forget_owners(connection: Connection, owner_id: int, *, but: str = "") -> None:
    """End every visit of an owner, except the one of this digest."""
    theirs = (owner_sessions.c.owner_id == owner_id, owner_sessions.c.digest != but)
    connection.execute(delete(owner_sessions).where(*theirs))


def sweep(connection: Connection, *, seen_before: datetime, began_before: datetime) -> None:
    """Remove the visits that are over."""
    over = (owner_sessions.c.seen_at <= seen_before) | (owner_sessions.c.began_at <= began_before)
    connection.execute(delete(owner_sessions).where(over))
