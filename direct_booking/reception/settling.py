"""One pending booking and the calendar's answer: what the record becomes.

The caller had said yes, so what can still be done is done; nobody's change is ever overwritten. Which
bookings are taken up, and when, is in ``reconciling``.
"""

import logging
from dataclasses import replace
from datetime import datetime

from sqlalchemy.engine import Connection

from direct_booking.bookings.booking import Attention, Booking, Status
from direct_booking.bookings.history import By, What
from direct_booking.calendars.base import Calendar, Event, EventRef
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    CalendarMissing,
    Conflict,
    InvalidRequest,
    NoPermission,
)
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.reception import record, wording, writing
from direct_booking.reception.calls import load, outcome_of
from direct_booking.reception.claiming import LOOK_AGAIN
from direct_booking.reception.diary import Diary
from direct_booking.reception.facts import interval
from direct_booking.reception.messages import call_back_about
from direct_booking.storage import bookings, calls
from direct_booking.storage.connections import CalendarConnection
from direct_booking.storage.database import Database

# For one booking; less than a claim.
SETTLE_S = 12.0
_FIND_S = 3.0

log = logging.getLogger(__name__)


class Settling:
    """Settles one booking that this process has claimed."""

    def __init__(self, database: Database, clock: Clock, diary: Diary) -> None:
        self._database = database
        self._clock = clock
        self._diary = diary

    def settle(self, booking: Booking, connection: CalendarConnection) -> str | None:
        """Ask the calendar, and bring the record to what holds.

        Returns:
            The state in which it ended; ``cleared`` or ``watched`` for one that was given up before and
            looked for once more; None when it could not be settled yet.

        Raises:
            StorageError.
        """
        deadline = Deadline(SETTLE_S)
        try:
            calendar = self._diary.calendar_of(booking, connection, deadline)
            event = calendar.find(
                booking.calendar_id, booking.event_key, deadline_s=deadline.left_s(at_most=_FIND_S)
            )
            if not booking.live:
                return self._look_again(calendar, booking, event, deadline)
            if booking.status is Status.CANCELLING:
                return self._cancelling(calendar, booking, event, deadline)
            if event is not None and not writing.is_ours(event, booking):
                return self._follow(booking, event)
            if booking.status is Status.MOVING:
                return self._moving(connection, calendar, booking, event, deadline)
            return self._requested(connection, calendar, booking, event, deadline)
        except AccessExpired:
            self._diary.expired(connection)
        except CalendarMissing:
            return self._calendar_gone(booking)
        except CalendarError as error:
            log.warning("booking %s: not settled yet: %s", booking.id, error)
        return None

    def _requested(
        self,
        connection: CalendarConnection,
        calendar: Calendar,
        booking: Booking,
        event: Event | None,
        deadline: Deadline,
    ) -> str | None:
        if event is not None:
            return self._booked(calendar, booking, writing.proof(event, booking), What.BOOKED)
        present = self._diary.connection(booking.account_id)
        if present is not None and present.provider != booking.provider:
            return self._calendar_gone(booking)  # nothing new is put on one that the owner has left
        free = self._free(connection, booking, (), deadline)
        if isinstance(free, Attention):
            return self._lost(booking, free)
        if free is None:
            return None
        try:
            ref = writing.create(calendar, booking, deadline)
        except Conflict:
            # It was on the calendar, and somebody has removed it since.
            return self._lost(booking, Attention.EVENT_GONE)
        except (NoPermission, InvalidRequest) as refusal:
            log.warning("booking %s: the calendar refused it: %s", booking.id, refusal)
            return self._step(booking, Status.FAILED, What.FAILED, "book", needs_attention=Attention.REFUSED)
        return self._booked(calendar, booking, ref, What.BOOKED)

    def _moving(
        self,
        connection: CalendarConnection,
        calendar: Calendar,
        booking: Booking,
        event: Event | None,
        deadline: Deadline,
    ) -> str | None:
        if event is None:
            return self._lost(booking, Attention.EVENT_GONE)
        with self._database.reading() as transaction:
            there = wording.moved(load(transaction, booking.call_id, now=self._clock.now()), booking)
        as_there = {name: getattr(there, name) for name in ("placement", "title", "description")}
        if event.span == interval(there.placement):
            return self._booked(calendar, booking, event.ref, What.MOVED, **as_there)
        free = self._free(connection, booking, (event.ref,), deadline)
        if free is None:
            return None
        if free is True:
            present = replace(booking, event_version=event.ref.version)
            ref = writing.reschedule(calendar, present, there, deadline)
            if isinstance(ref, EventRef):
                return self._booked(calendar, booking, ref, What.MOVED, **as_there)
            return self._follow(booking, ref)
        return self._step(
            booking,
            Status.BOOKED,
            What.NOT_MOVED,
            "move",
            to=None,
            event_version=event.ref.version,
            needs_attention=Attention.NOT_MOVED,
        )

    def _cancelling(
        self, calendar: Calendar, booking: Booking, event: Event | None, deadline: Deadline
    ) -> str | None:
        if event is not None:
            if not writing.is_ours(event, booking):
                return self._follow(booking, event)
            calendar.cancel(event.ref, deadline_s=deadline.left_s())
        look_again = None if booking.event_id else self._clock.now() + LOOK_AGAIN
        return self._step(
            booking,
            Status.CANCELLED,
            What.CANCELLED,
            to=None,
            needs_attention=None,
            claimed_until=look_again,
        )

    def _look_again(
        self, calendar: Calendar, booking: Booking, event: Event | None, deadline: Deadline
    ) -> str | None:
        """It was given up without an event. One that came too late is taken off."""
        if event is not None:
            calendar.cancel(event.ref, deadline_s=deadline.left_s())
        with self._database.writing(booking.account_id) as transaction:
            done = replace(booking, claimed_until=None)
            if not bookings.change(transaction, booking, done):
                return None
            if event is not None:
                record.tell(transaction, done, What.CLEARED, By.RECONCILER, now=self._clock.now())
        return "cleared" if event is not None else "watched"

    def _free(
        self,
        connection: CalendarConnection,
        booking: Booking,
        ignoring: tuple[EventRef, ...],
        deadline: Deadline,
    ) -> bool | Attention | None:
        """Whether the caller's time can still be had: True, why not, or None when it is not known.

        Our own record kept it from all other callers; only the calendar and the clock can have taken it.
        """
        span, its_own = interval(booking.to or booking.placement), (booking.calendar_id,)
        if span.start <= self._clock.now():
            return Attention.TOO_LATE
        busy = self._diary.busy(connection, span, ignoring=ignoring, besides=its_own, deadline=deadline)
        if isinstance(busy, str):
            return None
        taken = any(one.start < span.end and span.start < one.end for one in busy)
        return Attention.TAKEN if taken else True

    def _booked(
        self, calendar: Calendar, booking: Booking, ref: EventRef, what: What, **changes
    ) -> str | None:
        proof = {"event_id": ref.event_id, "event_version": ref.version, **record.untold(ref.told)}
        done = self._step(booking, Status.BOOKED, what, **{"to": None, **changes}, **proof)
        if done is None:
            with self._database.reading() as transaction:
                stored = bookings.get(transaction, booking.account_id, booking.id)
            if stored is None or not stored.live:
                # It was cancelled in the meantime: the event must not stay.
                calendar.cancel(ref, deadline_s=_FIND_S)
        return done

    def _lost(self, booking: Booking, why: Attention) -> str | None:
        asked = "move" if booking.status is Status.MOVING else "book"
        return self._step(
            booking,
            Status.LOST,
            What.LOST,
            asked,
            to=None,
            needs_attention=why,
            claimed_until=self._clock.now() + LOOK_AGAIN,
        )

    def _calendar_gone(self, booking: Booking) -> str | None:
        """The calendar it was on is not there any more: nobody can tell, so the owner is asked to look."""
        if not booking.live:
            with self._database.writing(booking.account_id) as transaction:
                bookings.change(transaction, booking, replace(booking, claimed_until=None))
            return "watched"
        return self._step(
            booking, Status.LOST, What.LOST, "book", to=None, needs_attention=Attention.CALENDAR_GONE
        )

    def _follow(self, booking: Booking, event: Event) -> str | None:
        asked = {Status.MOVING: "move", Status.CANCELLING: "cancel"}.get(booking.status)
        what = {"move": What.NOT_MOVED, "cancel": What.NOT_CANCELLED, None: What.BOOKED}[asked]
        with self._database.writing(booking.account_id) as transaction:
            now = self._clock.now()
            after = follow(transaction, booking, event, what, By.RECONCILER, now=now)
            return self._told(transaction, booking, after, asked, now)

    def _step(
        self, booking: Booking, status: Status, what: What, asked: str | None = None, **changes
    ) -> str | None:
        """The next state, a callback about what was asked and not done, what the call came to after all."""
        with self._database.writing(booking.account_id) as transaction:
            now = self._clock.now()
            after = record.step(transaction, booking, status, what, By.RECONCILER, now=now, **changes)
            return self._told(transaction, booking, after, asked, now)

    def _told(
        self,
        transaction: Connection,
        before: Booking,
        after: Booking | None,
        asked: str | None,
        now: datetime,
    ) -> str | None:
        if after is None:
            return None
        if asked:
            call_back_about(transaction, load(transaction, before.call_id, now=now), before, asked)
        outcome = outcome_of(transaction, before.account_id, before.call_id)
        calls.correct_outcome(transaction, before.call_id, outcome)
        return after.status.value


def follow(
    transaction: Connection, pending: Booking, event: Event, what: What, by: By, *, now: datetime
) -> Booking | None:
    """Book it where the owner has put it; the owner sees that the caller wanted otherwise.

    Returns:
        The booking as it is now; None when somebody else has taken it further.
    """
    others = bookings.live(
        transaction,
        pending.account_id,
        since=event.span.start,
        until=event.span.end,
        ignoring=pending.id,
    )
    if any(o.starts_at < event.span.end and event.span.start < o.ends_at for o in others):
        # The owner put one appointment on another; the record keeps one per time: this is the owner's now.
        lost = {"to": None, "needs_attention": Attention.CHANGED}
        return record.step(transaction, pending, Status.LOST, What.LOST, by, now=now, **lost)
    return record.step(
        transaction,
        pending,
        Status.BOOKED,
        what,
        by,
        now=now,
        placement=pending.placement.shifted_to(event.span.start, event.span.end),
        to=None,
        event_id=event.ref.event_id,
        event_version=event.ref.version,
        needs_attention=Attention.CHANGED,
    )
