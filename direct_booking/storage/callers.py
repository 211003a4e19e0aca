"""All that is kept of one caller, over every table, and its erasure: a call is kept or erased whole (6.4).

What an owner asks for, and what is due by itself, is in ``reception.forgetting``.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.engine import Connection

from direct_booking.storage import call_turns, readings
from direct_booking.storage.schema import bookings, calls, history, local_events, messages, texts

# What stands in the place of a text that a table cannot do without.
ERASED = "Erased"
_NOBODY = {"caller_name": None, "caller_number": None, "extension": None}


def calls_of(
    connection: Connection, account_id: int, *, number: str | None = None, email: str | None = None
) -> tuple[str, ...]:
    """The ids of an account's calls that came from a number, or on which it or the e-mail was given; sorted.

    Args:
        number: E.164.
        email: in whatever case.
    """
    found: set[str] = set()
    if number is not None:
        for table, column, has in (
            (calls, calls.c.id, calls.c.caller_number),
            (bookings, bookings.c.call_id, bookings.c.caller_number),
            (messages, messages.c.call_id, messages.c.caller_number),
            (texts, texts.c.call_id, texts.c.number),
        ):
            mine = (table.c.account_id == account_id) & (has == number)
            found.update(connection.execute(select(column).where(mine)).scalars())
    if email is not None:
        mine = (bookings.c.account_id == account_id) & (func.lower(bookings.c.email) == email.lower())
        found.update(connection.execute(select(bookings.c.call_id).where(mine)).scalars())
    return tuple(sorted(found))


def due(connection: Connection, account_id: int, *, before: datetime, limit: int = 200) -> tuple[str, ...]:
    """The ids of calls that began, and whose appointments were over, before this, and are not erased yet."""
    later = select(bookings.c.call_id).where(
        bookings.c.account_id == account_id,
        or_(bookings.c.ends_at >= before, bookings.c.to_ends_at >= before),
    )
    rows = connection.execute(
        select(calls.c.id)
        .where(
            calls.c.account_id == account_id,
            calls.c.started_at < before,
            calls.c.erased_at.is_(None),
            calls.c.id.not_in(later),
        )
        .order_by(calls.c.started_at)
        .limit(limit)
    )
    return tuple(rows.scalars())


def erase(connection: Connection, account_id: int, call_ids: Collection[str], *, at: datetime) -> None:
    """Erase all that is personal of these calls of one account; times, states and seals stay.

    The product's events on the embedded calendar lose their words; those elsewhere are not reached.
    """
    mine = (bookings.c.account_id == account_id) & bookings.c.call_id.in_(call_ids)
    keys = connection.execute(select(bookings.c.event_key).where(mine)).scalars().all()
    ids = connection.execute(select(bookings.c.id).where(mine)).scalars().all()
    own = (
        connection.execute(
            select(calls.c.id).where(calls.c.account_id == account_id, calls.c.id.in_(call_ids))
        )
        .scalars()
        .all()
    )
    wordless = {"title": ERASED, "description": ""}
    call_turns.erase(connection, own)
    readings.erase(connection, own)
    connection.execute(update(bookings).where(mine).values(**_NOBODY, **wordless, email=None, search=""))
    connection.execute(
        update(messages).where(messages.c.call_id.in_(own)).values(**_NOBODY, body=ERASED, status="done")
    )
    connection.execute(update(texts).where(texts.c.call_id.in_(own)).values(number=None))
    # 6.3: the seal of what is erased stays, so that the history can still be verified.
    connection.execute(
        update(history)
        .where(
            history.c.account_id == account_id,
            history.c.booking_id.in_(ids),
            history.c.personal.is_not(None),
        )
        .values(personal=None)
    )
    connection.execute(
        update(local_events).where(local_events.c.key.in_(keys)).values(**wordless, attendee_email=None)
    )
    connection.execute(update(calls).where(calls.c.id.in_(own)).values(caller_number=None, erased_at=at))
