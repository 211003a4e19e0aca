"""Times held for a call (SPEC 4.6): rows <-> values. Never written on a calendar."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import Placement
from direct_booking.storage.schema import calls, holds


@dataclass(frozen=True)
class Hold:
    """A time that was proposed on a call.

    Attributes:
        expires_at: others may have it from then on; the call itself may still book it while it is free.
    """

    call_id: str
    account_id: int
    placement: Placement
    expires_at: datetime


def of_call(connection: Connection, account_id: int, call_id: str) -> Hold | None:
    """The time held for a call, expired or not."""
    row = (
        connection.execute(select(holds).where(holds.c.account_id == account_id, holds.c.call_id == call_id))
        .mappings()
        .first()
    )
    return _hold(row) if row else None


def of_others(connection: Connection, account_id: int, call_id: str, *, now: datetime) -> tuple[Hold, ...]:
    """The live holds of the account's other calls, earliest first."""
    rows = connection.execute(
        select(holds)
        .where(holds.c.account_id == account_id, holds.c.call_id != call_id, holds.c.expires_at > now)
        .order_by(holds.c.starts_at, holds.c.call_id)
    )
    return tuple(_hold(row) for row in rows.mappings())


def put(connection: Connection, hold: Hold) -> None:
    """Hold a time; whatever the call held before is free."""
    release(connection, hold.account_id, hold.call_id)
    connection.execute(
        insert(holds).values(
            call_id=hold.call_id,
            account_id=hold.account_id,
            expires_at=hold.expires_at,
            **hold.placement.__dict__,
        )
    )


def release(connection: Connection, account_id: int, call_id: str) -> bool:
    """Let go of what a call holds; whether it held anything."""
    result = connection.execute(
        delete(holds).where(holds.c.account_id == account_id, holds.c.call_id == call_id)
    )
    return result.rowcount > 0


def purge(connection: Connection, *, expired_before: datetime) -> int:
    """Remove holds of ended calls and those that expired long ago; how many there were."""
    ended = select(calls.c.id).where(calls.c.ended_at.is_not(None))
    result = connection.execute(
        delete(holds).where(or_(holds.c.expires_at < expired_before, holds.c.call_id.in_(ended)))
    )
    return result.rowcount


def _hold(row) -> Hold:
    placement = Placement(row["starts_at"], row["ends_at"], row["padded_starts_at"], row["padded_ends_at"])
    return Hold(row["call_id"], row["account_id"], placement, row["expires_at"])
