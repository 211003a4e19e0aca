"""Work that one process at a time may do, while no transaction is open (a request to a provider, say).

What is done under a lease is in ``reception.vault``. A holder that dies loses it when its time is over.
"""

from datetime import datetime, timedelta

from sqlalchemy import insert, or_, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage.schema import leases

# No lease is given for longer, so one that claims more was written by a clock that was wrong.
LONGEST = timedelta(minutes=2)


def take(connection: Connection, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
    """Begin the work, unless somebody else is at it.

    Args:
        holder: tells this worker from all others.
        until: when the holder must be done, or dead; at most ``LONGEST`` from now.

    Returns:
        Whether it was given.
    """
    this, values = leases.c.name == name, {"holder": holder, "until": until}
    if connection.execute(select(leases.c.name).where(this)).first() is None:
        connection.execute(insert(leases).values(name=name, **values))
        return True
    nobody = or_(leases.c.holder.is_(None), leases.c.until <= now, leases.c.until > now + LONGEST)
    return connection.execute(update(leases).where(this, nobody).values(**values)).rowcount == 1


def is_taken(connection: Connection, name: str, *, now: datetime) -> bool:
    """Whether somebody is at the work, for those who wait."""
    row = connection.execute(select(leases).where(leases.c.name == name)).first()
    return row is not None and row.holder is not None and now < row.until <= now + LONGEST


def give_back(connection: Connection, name: str, holder: str) -> None:
    """The work is done; does nothing when another holder has begun since."""
    mine = (leases.c.name == name, leases.c.holder == holder)
    connection.execute(update(leases).where(*mine).values(holder=None, until=None))
