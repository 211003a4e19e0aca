"""What a use case can end in: values, for the dialogue to say truly.

Each carries the call as it was when the outcome was known, so that times can be said in its zones.
"""

from dataclasses import dataclass

from direct_booking.bookings.booking import Booking, Placement
from direct_booking.reception.calls import Call
from direct_booking.scheduling.offer import Offer
from direct_booking.scheduling.wish import Wish
from direct_booking.settings import MeetingType


@dataclass(frozen=True)
class Details:
    """What the caller gave for an appointment.

    Attributes:
        caller_number: E.164, confirmed on the call or the number it came from.
        email: read back and confirmed; None when the caller shares none.
        extension: digits behind ``caller_number``; None when there is none.
    """

    caller_name: str | None
    caller_number: str | None
    email: str | None
    meeting_type: MeetingType
    extension: str | None = None


@dataclass(frozen=True)
class Offered:
    """What to put to the caller; an offer of one time is held for this call.

    Attributes:
        wish: what the caller wants by now, to be kept for the next turn.
    """

    wish: Wish
    offer: Offer
    call: Call


@dataclass(frozen=True)
class Skipped:
    """Nothing can be offered or booked now.

    Attributes:
        why: ``off`` (switched off, or no calendar is connected), ``access_expired`` (SPEC 1.5),
            ``unknown`` (the calendar could not be read, SPEC 3.3) or ``ended`` (the call is over).
        wish: what the caller wants by now, for whoever calls back; None where nothing was asked for.
    """

    why: str
    call: Call
    wish: Wish | None = None


@dataclass(frozen=True)
class Booked:
    """The calendar has confirmed and the record holds the event's id (SPEC 4.7).

    Attributes:
        invited: whether an invitation goes to the booking's e-mail address.
    """

    booking: Booking
    call: Call
    invited: bool = False


@dataclass(frozen=True)
class Lost:
    """The time cannot be had any more; here is another offer."""

    offered: Offered

    @property
    def call(self) -> Call:
        """The call."""
        return self.offered.call


@dataclass(frozen=True)
class Unconfirmed:
    """Nobody can say yet whether it was done; the owner sees an open item, and somebody calls back.

    Attributes:
        booking: as the record has it. A live one may still be settled by the reconciler.
    """

    booking: Booking
    call: Call

    @property
    def booking_id(self) -> str:
        """The id of the booking."""
        return self.booking.id


@dataclass(frozen=True)
class NothingHeld:
    """No time was proposed on this call, or it was booked already."""

    call: Call


@dataclass(frozen=True)
class Ended:
    """The call is over: nothing can be booked on it."""

    call: Call


@dataclass(frozen=True)
class Moved:
    """The calendar has confirmed the other time and the record has it.

    Attributes:
        before: when it was until now.
        correction: the product had misunderstood ("no, I said three").
    """

    booking: Booking
    before: Placement
    correction: bool
    call: Call


@dataclass(frozen=True)
class Cancelled:
    """The event is off the calendar and the record says so."""

    booking: Booking
    call: Call


@dataclass(frozen=True)
class ContactCorrected:
    """The record and the calendar have the other details.

    Attributes:
        invited: whether an invitation goes to the booking's e-mail address.
    """

    booking: Booking
    call: Call
    invited: bool = False


@dataclass(frozen=True)
class MayText:
    """The owner's link may be texted on this call (SPEC 2.5).

    Attributes:
        number: the number the call comes from, E.164, when it can receive a text.
    """

    number: str | None
    call: Call


@dataclass(frozen=True)
class Texted:
    """The provider has taken the text.

    Attributes:
        again: it had before, and nothing was sent now: one for each call.
    """

    again: bool
    call: Call


@dataclass(frozen=True)
class TakesNoTexts:
    """The number can receive none; another one may."""

    call: Call


@dataclass(frozen=True)
class NotTexted:
    """Nothing was sent; the owner sees that somebody wants to be called back."""

    call: Call


@dataclass(frozen=True)
class TextInDoubt:
    """Nobody can say whether the text was sent; the owner sees that somebody wants to be called back."""

    call: Call


@dataclass(frozen=True)
class NoText:
    """No text is offered on this call: booking is on, there is no link, or nobody who would send it."""

    call: Call


@dataclass(frozen=True)
class NothingToChange:
    """This call has booked nothing that can be changed (SPEC 4.8).

    Attributes:
        why: ``nothing`` (nothing was booked on this call) or ``ended`` (the call is over).
    """

    why: str
    call: Call
