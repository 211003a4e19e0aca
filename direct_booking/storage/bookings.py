"""Bookings: rows <-> values, and the two questions that keep two callers apart.

What a booking may become is in ``bookings.booking``; its history is in ``storage.history``. Every
question names the account, so that none sees another's (SPEC 1.1).
"""

from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import LIVE, PENDING, Attention, Booking, Placement, Status
from direct_booking.settings import MeetingType
from direct_booking.storage.schema import bookings

_LIVE = [status.value for status in LIVE]
_PENDING = [status.value for status in PENDING]
# As much of a booking as can be searched; the column holds no more.
SEARCHED = 400
_PLACEMENT = ("starts_at", "ends_at", "padded_starts_at", "padded_ends_at")


def add(connection: Connection, booking: Booking) -> None:
    """Keep a new booking.

    Raises:
        RuleBroken: its id or its event key is taken.
    """
    connection.execute(insert(bookings).values(**_row(booking)))


def change(connection: Connection, before: Booking, after: Booking) -> bool:
    """Put ``after`` in the place of ``before``.

    Returns:
        False, with nothing changed, when the record is no longer as ``before``: somebody else advanced
        it or claimed it.
    """
    result = connection.execute(
        update(bookings)
        .where(
            bookings.c.account_id == before.account_id,
            bookings.c.id == before.id,
            bookings.c.status == before.status.value,
            bookings.c.event_key == before.event_key,
            _same(bookings.c.claimed_until, before.claimed_until),
            _same(bookings.c.event_version, before.event_version),
        )
        .values(**_row(after))
    )
    return result.rowcount == 1


def get(connection: Connection, account_id: int, booking_id: str) -> Booking | None:
    """One booking of this account."""
    row = (
        connection.execute(
            select(bookings).where(bookings.c.account_id == account_id, bookings.c.id == booking_id)
        )
        .mappings()
        .first()
    )
    return booking_of(row) if row else None


def call_of_key(connection: Connection, key: str) -> str | None:
    """On which call the booking was made whose event has this key."""
    return connection.execute(select(bookings.c.call_id).where(bookings.c.event_key == key)).scalar()


def of_call(connection: Connection, account_id: int, call_id: str) -> tuple[Booking, ...]:
    """What was booked on one call, in whatever state, first one first."""
    rows = connection.execute(
        select(bookings)
        .where(bookings.c.account_id == account_id, bookings.c.call_id == call_id)
        .order_by(bookings.c.sequence)
    )
    return tuple(booking_of(row) for row in rows.mappings())


def newest(connection: Connection, account_id: int, *, limit: int) -> tuple[Booking, ...]:
    """The account's bookings in whatever state, the one made last first (SPEC 6.1)."""
    rows = connection.execute(
        select(bookings)
        .where(bookings.c.account_id == account_id)
        .order_by(bookings.c.created_at.desc(), bookings.c.id)
        .limit(limit)
    )
    return tuple(booking_of(row) for row in rows.mappings())


def of_account(connection: Connection, account_id: int) -> tuple[Booking, ...]:
    """Everything that was ever booked for an account, in whatever state, earliest appointment first."""
    rows = connection.execute(
        select(bookings)
        .where(bookings.c.account_id == account_id)
        .order_by(bookings.c.starts_at, bookings.c.id)
    )
    return tuple(booking_of(row) for row in rows.mappings())


def coming(connection: Connection, account_id: int, *, now: datetime) -> tuple[Booking, ...]:
    """The live bookings of an account that have not begun by now, earliest first."""
    rows = connection.execute(
        select(bookings)
        .where(
            bookings.c.account_id == account_id,
            bookings.c.status.in_(_LIVE),
            bookings.c.starts_at > now,
        )
        .order_by(bookings.c.starts_at, bookings.c.id)
    )
    return tuple(booking_of(row) for row in rows.mappings())


def live(
    connection: Connection, account_id: int, *, since: datetime, until: datetime, ignoring: str | None = None
) -> tuple[Placement, ...]:
    """The times that live bookings keep: of one that is being moved, both (SPEC 3.1).

    Args:
        since, until: every time that touches ``[since, until)`` is there.
        ignoring: the id of a booking that does not count.

    Returns:
        Earliest first.
    """
    mine = select(bookings).where(bookings.c.account_id == account_id, bookings.c.status.in_(_LIVE))
    # One question for each index: those that are over by then are not looked at.
    where_it_is = mine.where(bookings.c.ends_at > since, bookings.c.starts_at < until)
    where_it_goes = mine.where(bookings.c.to_ends_at > since, bookings.c.to_starts_at < until)
    found = [
        booking_of(row)
        for each in (where_it_is, where_it_goes)
        for row in connection.execute(each).mappings()
    ]
    kept = []
    for booking in {each.id: each for each in found if each.id != ignoring}.values():
        kept += [booking.placement, booking.to] if booking.to else [booking.placement]
    return tuple(sorted(kept, key=lambda placement: (placement.starts_at, placement.ends_at)))


def due(connection: Connection, *, now: datetime, limit: int = 100) -> tuple[Booking, ...]:
    """Bookings of every account that wait for the calendar and that nobody is at work on, oldest first.

    Also those settled without an event that are to be looked at once more: they have a
    ``claimed_until`` although nothing is pending.
    """
    nobody = or_(bookings.c.claimed_until.is_(None), bookings.c.claimed_until <= now)
    rows = connection.execute(
        select(bookings)
        .where(or_(bookings.c.status.in_(_PENDING), bookings.c.claimed_until.is_not(None)), nobody)
        .order_by(bookings.c.updated_at, bookings.c.id)
        .limit(limit)
    )
    return tuple(booking_of(row) for row in rows.mappings())


def searchable(booking: Booking) -> str:
    """What a booking is found by: name, digits of the number, e-mail, title; in lower case. Pure."""
    number = (booking.caller_number or "").lstrip("+")
    parts = (booking.caller_name, number, booking.email, booking.title)
    return " ".join(filter(None, parts)).lower()[:SEARCHED]


def _same(column, value):
    return column.is_(None) if value is None else column == value


def _row(booking: Booking) -> dict:
    row = dict(booking.__dict__)
    placement, to = row.pop("placement"), row.pop("to")
    row.update({name: getattr(placement, name) for name in _PLACEMENT})
    row.update({f"to_{name}": getattr(to, name, None) for name in _PLACEMENT})
    row["status"] = booking.status.value
    row["meeting_type"] = booking.meeting_type.value
    row["needs_attention"] = booking.needs_attention.value if booking.needs_attention else None
    row["search"] = searchable(booking)
    return row


def booking_of(row) -> Booking:
    values = dict(row)
    values.pop("search")
    placement = Placement(*(values.pop(name) for name in _PLACEMENT))
    to = [values.pop(f"to_{name}") for name in _PLACEMENT]
    values["status"] = Status(values["status"])
    values["meeting_type"] = MeetingType(values["meeting_type"])
    values["needs_attention"] = Attention(values["needs_attention"]) if values["needs_attention"] else None
    return Booking(**values, placement=placement, to=Placement(*to) if to[0] is not None else None)
