"""The calendar connection of an account (SPEC 1.1, 1.4): one row, nothing but what is needed."""

import json
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
    """

    account_id: int
    provider: str
    calendar_id: str
    also_busy: tuple[str, ...]
    zone: ZoneInfo
    health: Health
    secret: str | None
    connected_at: datetime


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
            connected_at=value.connected_at,
        )
    )


def forget(connection: Connection, account_id: int) -> None:
    """Disconnect. Without a connection it does nothing."""
    connection.execute(delete(connections).where(connections.c.account_id == account_id))


def mark(connection: Connection, seen: CalendarConnection, health: Health) -> bool:
    """Write down the health of the connection that was seen; False when it has been replaced since."""
    result = connection.execute(
        update(connections)
        .where(
            connections.c.account_id == seen.account_id,
            # A reconnection in between is healthy, whatever its predecessor was.
            connections.c.connected_at == seen.connected_at,
            connections.c.health != health.value,
        )
        .values(health=health.value)
    )
    return result.rowcount == 1
