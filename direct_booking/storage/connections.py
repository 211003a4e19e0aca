"""The calendar connection of an account (SPEC 1.1, 1.4): one row, nothing but what is needed.

Its secret is opened with ``keys``; who renews it, and when, is in ``reception.vault``.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage.schema import connections
from direct_booking.zones import load_zone


class Health(str, Enum):
    """Whether the connection works."""

    CONNECTED = "connected"
    EXPIRED = "expired"  # 1.5: the owner must reconnect
    FAILING = "failing"  # no answer lately; it is tried all the same


@dataclass(frozen=True)
class CalendarConnection:
    """Which calendar an account books on.

    Attributes:
        provider: google, microsoft, caldav or local.
        calendar_id: the calendar that is booked on.
        also_busy: further calendars whose busy time counts.
        zone: the calendar's.
        secret: encrypted; None for the embedded calendar.
        secret_mark: tells this secret from those before and after it, whatever key it is encrypted with.
        checked_at: when its health was last seen to be what it is; None when nobody has looked yet.
    """

    account_id: int
    provider: str
    calendar_id: str
    also_busy: tuple[str, ...]
    zone: ZoneInfo
    health: Health
    secret: str | None
    connected_at: datetime
    secret_mark: str | None = None
    checked_at: datetime | None = None

    def is_that_of(self, other: "CalendarConnection | None") -> bool:
        """Whether it is the same connection: neither made anew nor taken back in between. Pure."""
        return other is not None and (self.account_id, self.provider, self.connected_at) == (
            other.account_id,
            other.provider,
            other.connected_at,
        )


def of_account(connection: Connection, account_id: int) -> CalendarConnection | None:
    """The connection of an account, or None when it has none.

    Raises:
        Misconfigured: its zone is unknown to this machine.
    """
    query = select(connections).where(connections.c.account_id == account_id)
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    return CalendarConnection(
        account_id=row["account_id"],
        provider=row["provider"],
        calendar_id=row["calendar_id"],
        also_busy=tuple(json.loads(row["also_busy"])),
        zone=load_zone(row["zone"]),
        health=Health(row["health"]),
        secret=row["secret"],
        connected_at=row["connected_at"],
        secret_mark=row["secret_mark"],
        checked_at=row["checked_at"],
    )


def save(connection: Connection, value: CalendarConnection) -> None:
    """Connect, or connect anew: what was there before is replaced."""
    forget(connection, value.account_id)
    connection.execute(
        insert(connections).values(
            account_id=value.account_id,
            provider=value.provider,
            calendar_id=value.calendar_id,
            also_busy=json.dumps(list(value.also_busy)),
            zone=value.zone.key,
            health=value.health.value,
            secret=value.secret,
            secret_mark=_new_mark(),
            connected_at=value.connected_at,
            checked_at=value.checked_at,
        )
    )


def forget(connection: Connection, account_id: int) -> None:
    """Disconnect. Without a connection it does nothing."""
    connection.execute(delete(connections).where(connections.c.account_id == account_id))


def mark(
    connection: Connection, seen: CalendarConnection, health: Health, *, at: datetime | None = None
) -> bool:
    """Write down the health of the connection that was seen, and when.

    Returns:
        False when it had that health already, or has been replaced since: a reconnection in between is
        healthy, whatever its predecessor was.
    """
    changed = connections.c.health != health.value
    values = {"health": health.value, **({"checked_at": at} if at else {})}
    became = connection.execute(update(connections).where(*_same(seen), changed).values(**values)).rowcount
    if not became and at:
        connection.execute(update(connections).where(*_same(seen), ~changed).values(checked_at=at))
    return became == 1


def choose(
    connection: Connection,
    seen: CalendarConnection,
    calendar_id: str,
    also_busy: tuple[str, ...],
    zone: ZoneInfo,
) -> bool:
    """Book on another calendar of the same connection; False when that has been replaced since."""
    values = {"calendar_id": calendar_id, "also_busy": json.dumps(list(also_busy)), "zone": zone.key}
    return connection.execute(update(connections).where(*_same(seen)).values(**values)).rowcount == 1


def keep_secret(connection: Connection, seen: CalendarConnection, sealed: str) -> str | None:
    """Put another secret in the place of the one that was seen.

    Returns:
        Its mark; None, with nothing changed, when somebody has put another one there since.
    """
    mark = _new_mark()
    same = (*_same(seen), connections.c.secret_mark == seen.secret_mark)
    kept = connection.execute(update(connections).where(*same).values(secret=sealed, secret_mark=mark))
    return mark if kept.rowcount == 1 else None


def sealed_secrets(connection: Connection, *, after: int, limit: int) -> tuple[tuple[int, str], ...]:
    """Account ids and encrypted secrets, by id.

    Args:
        after: only accounts with greater ids.
        limit: so many at most.
    """
    rows = connection.execute(
        select(connections.c.account_id, connections.c.secret)
        .where(connections.c.secret.is_not(None), connections.c.account_id > after)
        .order_by(connections.c.account_id)
        .limit(limit)
    )
    return tuple((row.account_id, row.secret) for row in rows)


def reseal(connection: Connection, account_id: int, before: str, after: str) -> bool:
    """The same secret under another key; False when it is not that one any more."""
    same = (connections.c.account_id == account_id, connections.c.secret == before)
    return connection.execute(update(connections).where(*same).values(secret=after)).rowcount == 1


def _same(seen: CalendarConnection) -> tuple:
    """Only the connection that was seen, not one that has replaced it."""
    return (
        connections.c.account_id == seen.account_id,
        connections.c.provider == seen.provider,
        connections.c.connected_at == seen.connected_at,
    )


def _new_mark() -> str:
    return secrets.token_hex(8)
