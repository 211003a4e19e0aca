"""Attempts to sign in that have not succeeded: when, and under which key. Limits: ``reception.owners``."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection

from direct_booking.storage.schema_owners import sign_in_attempts


def since(connection: Connection, key: str, *, after: datetime) -> tuple[int, datetime | None]:
    """How many attempts there were under a key after an instant, and when the first of them was."""
    mine = (sign_in_attempts.c.key == key, sign_in_attempts.c.at > after)
    query = select(func.count(), func.min(sign_in_attempts.c.at)).where(*mine)
    count, first = connection.execute(query).one()
    return count, first


def add(connection: Connection, keys: Sequence[str], *, now: datetime) -> None:
    """Write an attempt down under each of these keys."""
    connection.execute(insert(sign_in_attempts), [{"key": key, "at": now} for key in keys])


def forget(connection: Connection, keys: Sequence[str]) -> None:
    """Forget the attempts under these keys: one of them has succeeded."""
    connection.execute(delete(sign_in_attempts).where(sign_in_attempts.c.key.in_(list(keys))))


def sweep(connection: Connection, *, before: datetime) -> None:
    """Remove what does not count any more."""
    connection.execute(delete(sign_in_attempts).where(sign_in_attempts.c.at <= before))
