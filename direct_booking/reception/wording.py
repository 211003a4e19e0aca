"""What is written on the calendar about a booking, as its time and details are now (SPEC 2.3).

The templates are filled in ``bookings.invite``; how the words reach the calendar is in ``writing``.
"""

from dataclasses import replace

from direct_booking.bookings import invite
from direct_booking.bookings.booking import Booking
from direct_booking.reception.calls import Call


def worded(call: Call, booking: Booking) -> Booking:
    """The booking with the words that the owner's templates give for it. Pure.

    Where it takes place does not depend on the caller, and stays.
    """
    words = words_of(call, booking)
    return replace(booking, title=words.title, description=words.description)


def moved(call: Call, moving: Booking) -> Booking:
    """A booking that is on its way to another time, as it will be once it is there. Pure."""
    return worded(call, replace(moving, placement=moving.to, to=None))


def words_of(call: Call, booking: Booking) -> invite.Words:
    """All that the owner's templates give for a booking. Pure."""
    return invite.words(
        call.settings,
        meeting_type=booking.meeting_type,
        caller_name=booking.caller_name,
        caller_number=booking.dialled,
        email=booking.email,
        starts_at=booking.starts_at,
        zone=call.calendar_zone,
        booking_id=booking.id,
    )
