"""Whether a call may have the time it holds, and the record of its yes: both inside one locked transaction.

What happens on the calendar afterwards is in ``booking`` and ``changing``.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import Booking, Status, booking_id, event_key
from direct_booking.reception.calls import e164
from direct_booking.reception.facts import Facts, interval, own_busy, placement_at
from direct_booking.reception.messages import printable
from direct_booking.reception.outcomes import Details
from direct_booking.reception.wording import words_of
from direct_booking.scheduling.availability import judge
from direct_booking.storage import bookings
from direct_booking.storage.holds import Hold

# Longer than any turn, so that nobody else takes up a booking while it is being written; short enough that
# what a crash left is settled within a minute.
CLAIM = timedelta(seconds=20)
# What was given up without an event is looked for once more after this: a slow calendar may have made it yet.
LOOK_AGAIN = timedelta(seconds=60)


def can_have(
    transaction: Connection, facts: Facts, hold: Hold, *, now: datetime, ignoring: Booking | None = None
) -> bool:
    """Whether the held time may be booked: the owner's rules, the calendar, our own times.

    Args:
        ignoring: a booking that is to move there and does not stand in its own way.
    """
    start = hold.placement.starts_at
    if start <= now:
        return False
    settings = facts.call.settings
    alive = hold.expires_at > now and interval(hold.placement) == interval(placement_at(settings, start))
    # 4.6: a live hold is a promise. It was kept from others, and the notice ran from when it was given.
    as_of = hold.expires_at - timedelta(minutes=settings.hold_minutes) if alive else now
    own = own_busy(transaction, facts, now=now, ignoring=ignoring, with_holds=not alive)
    return judge(facts.rules, (*facts.busy, *own), start, now=as_of) is None


def being_written(booking: Booking, *, now: datetime) -> bool:
    """Whether the turn that requested a booking may still be at it. Pure.

    A later claim is the reconciler's, for which no caller is kept waiting.
    """
    claimed_until = booking.claimed_until
    return (
        booking.status is Status.REQUESTED
        and claimed_until is not None
        and now < claimed_until <= booking.created_at + CLAIM
    )


def requested(
    transaction: Connection, facts: Facts, start: datetime, details: Details, *, now: datetime
) -> Booking:
    """The booking that a caller has said yes to, not yet on the calendar nor on record."""
    call = facts.call
    sequence = len(bookings.of_call(transaction, call.account_id, call.call_id)) + 1
    number = e164(details.caller_number)
    name = printable(details.caller_name or "") or None
    identity = booking_id(call.call_id, sequence)
    booking = Booking(
        id=identity,
        account_id=call.account_id,
        call_id=call.call_id,
        sequence=sequence,
        status=Status.REQUESTED,
        placement=placement_at(call.settings, start),
        to=None,
        meeting_type=details.meeting_type,
        caller_name=name,
        caller_number=number or call.caller_number,
        extension=details.extension if number else None,
        email=details.email or None,
        title="",
        description="",
        location="",
        provider=facts.connection.provider,
        calendar_id=facts.connection.calendar_id,
        event_key=event_key(call.account_id, call.call_id, sequence),
        event_id=None,
        event_version=None,
        needs_attention=None,
        claimed_until=now + CLAIM,
        created_at=now,
        updated_at=now,
    )
    words = words_of(call, booking)
    return replace(booking, title=words.title, description=words.description, location=words.location)
