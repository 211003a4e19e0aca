"""One step of a booking: its new state and the line in its history, in one transaction or not at all."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import Attention, Booking, Placement, Status, advance
from direct_booking.bookings.history import By, What
from direct_booking.storage import bookings, history


def begin(connection: Connection, booking: Booking, *, now: datetime) -> None:
    """Keep a new booking, with the first line of its history.

    Raises:
        RuleBroken: another live booking is at that time.
    """
    bookings.add(connection, booking)
    tell(connection, booking, What.REQUESTED, By.CALLER, now=now, personal=personal(booking))


def step(
    connection: Connection,
    before: Booking,
    status: Status,
    what: What,
    by: By,
    *,
    now: datetime,
    **changes,
) -> Booking | None:
    """Take a booking to its next state.

    Returns:
        The booking as it is now, or None, with nothing written, when somebody else has taken it
        further since ``before`` was read.

    Raises:
        IllegalMove: no booking may go from the one state to the other.
    """
    after = advance(before, status, now=now, **changes)
    if not bookings.change(connection, before, after):
        return None
    tell(connection, after, what, by, now=now)
    return after


def tell(
    connection: Connection,
    booking: Booking,
    what: What,
    by: By,
    *,
    now: datetime,
    personal: Mapping[str, object] | None = None,
) -> None:
    """Add a line about a booking as it is now. The facts hold nothing personal (SPEC 6.4)."""
    history.append(
        connection,
        account_id=booking.account_id,
        booking_id=booking.id,
        call_id=booking.call_id,
        at=now,
        what=what,
        by=by,
        facts={
            "status": booking.status.value,
            "time": _span(booking.placement),
            "to": _span(booking.to),
            "meeting_type": booking.meeting_type.value,
            "calendar_id": booking.calendar_id,
            "event_key": booking.event_key,
            "event_id": booking.event_id,
            "needs_attention": Attention(booking.needs_attention).value if booking.needs_attention else None,
        },
        personal=personal,
    )


def untold(told: bool) -> dict[str, Attention]:
    """What a booking's record needs besides when its guest got no message of what was written. Pure."""
    return {} if told else {"needs_attention": Attention.GUEST_NOT_TOLD}


def personal(booking: Booking) -> dict[str, object]:
    """The caller's data in a booking, for its history. Pure."""
    return {
        "caller_name": booking.caller_name,
        "caller_number": booking.dialled,
        "email": booking.email,
    }


def _span(placement: Placement | None) -> list[datetime] | None:
    return [placement.starts_at, placement.ends_at] if placement else None
