"""The facts that an offer or a booking stands on: the owner's rules, the calendar's busy time, our own times.

The calendar is read before a transaction is begun; our own times inside the one that uses them. What
follows from the facts is in ``scheduling``; how the calendars are reached is in ``diary``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import Booking, Placement
from direct_booking.calendars.base import EventRef
from direct_booking.reception.calls import Call
from direct_booking.scheduling.availability import Interval, Rules
from direct_booking.scheduling.rules import rules_of
from direct_booking.settings import Settings
from direct_booking.storage import bookings, holds
from direct_booking.storage.connections import CalendarConnection


@dataclass(frozen=True)
class Facts:
    """What was true when the calendar was read.

    Attributes:
        busy: of all calendars that count; half-open, UTC, any order.
    """

    call: Call
    connection: CalendarConnection
    rules: Rules
    busy: tuple[Interval, ...]


def rules_for(call: Call) -> Rules:
    """The owner's rules over the look-ahead of this call. Pure."""
    today = call.now.astimezone(call.calendar_zone).date()
    # Windows that run past midnight reach one day further, on both sides.
    first, last = today - timedelta(days=1), today + timedelta(days=call.settings.look_ahead_days + 1)
    return rules_of(call.settings, call.calendar_zone, first, last)


def reach(rules: Rules, now: datetime) -> Interval:
    """All the time that any slot of the look-ahead can touch, with its buffers. Pure."""
    days = timedelta(days=rules.look_ahead_days + 2)
    after = timedelta(minutes=rules.length_minutes + rules.buffer_after_minutes)
    return Interval(now - timedelta(minutes=rules.buffer_before_minutes), now + days + after)


def own_busy(
    transaction: Connection,
    facts: Facts,
    *,
    now: datetime,
    ignoring: Booking | None = None,
    with_holds: bool = True,
) -> tuple[Interval, ...]:
    """The times of the account's live bookings, and those held for its other calls (SPEC 3.1).

    Args:
        now: a hold that has expired by then does not count.
        ignoring: a booking that does not count.
    """
    call = facts.call
    span = reach(facts.rules, call.now)
    kept = bookings.live(
        transaction,
        call.account_id,
        since=span.start,
        until=span.end,
        ignoring=ignoring.id if ignoring else None,
    )
    if with_holds:
        others = holds.of_others(transaction, call.account_id, call.call_id, now=now)
        kept += tuple(hold.placement for hold in others)
    return tuple(interval(placement) for placement in kept)


def placement_at(settings: Settings, start: datetime) -> Placement:
    """An appointment of the owner's length and buffers. Pure."""
    return Placement.of(
        start,
        length=timedelta(minutes=settings.length_minutes),
        before=timedelta(minutes=settings.buffer_before_minutes),
        after=timedelta(minutes=settings.buffer_after_minutes),
    )


def interval(placement: Placement) -> Interval:
    """The appointment's own time, without buffers. Pure."""
    return Interval(placement.starts_at, placement.ends_at)


def ref_of(booking: Booking) -> EventRef:
    """Where a confirmed booking's event is. Pure."""
    return EventRef(
        booking.calendar_id, booking.event_id or "", booking.event_key, booking.event_version or ""
    )
