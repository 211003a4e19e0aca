"""Move or cancel what was booked on this same call, and nothing else (SPEC 4.8).

Which booking that is, is asked of the record by the call's id and account, never taken as an argument.
Correcting the caller's details is in ``correcting``. The writes to the calendar are in ``writing``; what a
crash leaves is settled in ``reconciling``.
"""

import logging
from dataclasses import replace

from direct_booking.bookings.booking import Attention, Booking, Status
from direct_booking.bookings.history import By, What
from direct_booking.calendars.base import Calendar, Event, EventRef
from direct_booking.calendars.errors import (
    CalendarError,
    EventMissing,
    NothingWritten,
    OutcomeUnknown,
)
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.hearing.spoken import Spoken
from direct_booking.reception import claiming, record, wording, writing
from direct_booking.reception.calls import Call, load
from direct_booking.reception.correcting import Correcting
from direct_booking.reception.diary import Diary
from direct_booking.reception.facts import Facts, interval, placement_at, rules_for
from direct_booking.reception.ledger import Ledger
from direct_booking.reception.offering import Offering
from direct_booking.reception.outcomes import (
    Cancelled,
    ContactCorrected,
    Details,
    Lost,
    Moved,
    NothingHeld,
    NothingToChange,
    Skipped,
    Unconfirmed,
)
from direct_booking.reception.overtaking import RECORD_S, written_since
from direct_booking.reception.settling import follow
from direct_booking.scheduling.narrowing import Which, narrow
from direct_booking.scheduling.wish import Wish
from direct_booking.storage import bookings, holds
from direct_booking.storage.connections import CalendarConnection
from direct_booking.storage.database import Database

log = logging.getLogger(__name__)


class Changing:
    """Changes what a call has booked. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary, offering: Offering) -> None:
        self._database = database
        self._clock = clock
        self._ledger = Ledger(database, clock)
        self._correcting = Correcting(database, clock, diary)
        self._diary = diary
        self._offering = offering

    def current(self, call_id: str) -> Booking | None:
        """The last live booking that was made on this call.

        Raises:
            UnknownCall, StorageError.
        """
        return self._ledger.standing(call_id)[1]

    def live(self, call_id: str) -> tuple[Booking, ...]:
        """Every live booking that was made on this call, oldest first.

        Raises:
            UnknownCall, StorageError.
        """
        return self._ledger.all_standing(call_id)[1]

    def meant(self, call_id: str, spoken: Spoken | None) -> Booking | None:
        """The last live booking of this call that these words about a time can mean.

        "Cancel my Friday appointment" is not about one on Tuesday: that one would be another call's.

        Raises:
            UnknownCall, StorageError.
        """
        call, live = self._ledger.all_standing(call_id)
        if spoken is None:
            return live[-1] if live else None
        heard = narrow(Wish(), spoken, None, now=call.now, zone=call.caller_zone, rules=rules_for(call))
        if isinstance(heard, Which):
            return live[-1] if live else None
        return next((each for each in reversed(live) if heard.wants(each.starts_at, call.caller_zone)), None)

    def move(
        self, call_id: str, booking_id: str | None = None, *, correction: bool = False
    ) -> Moved | Lost | Unconfirmed | NothingToChange | NothingHeld:
        """Move what this call has booked to the time that is held for it.

        Args:
            booking_id: which of them; None is the last. One of another call is none of them (SPEC 4.8).
            correction: the product had misunderstood; the history tells it so.

        Raises:
            UnknownCall.
            StorageError: nothing was written on the calendar.
        """
        deadline = Deadline()
        call, booking = self._ledger.standing(call_id, booking_id)
        if call.ended or booking is None:
            return NothingToChange("ended" if call.ended else "nothing", call)
        if booking.status is not Status.BOOKED:
            self._offering.release(call_id)
            return Unconfirmed(booking, call)
        facts = self._diary.read(call, deadline=deadline, ignoring=booking)
        if isinstance(facts, Skipped):
            hold = self._ledger.held(call)
            return self._ledger.unconfirmed(call, booking, "move", wanted=hold)
        moving = self._request_move(facts, booking)
        if not isinstance(moving, Booking):
            return moving
        return self._write_move(facts, moving, deadline, correction)

    def cancel(
        self, call_id: str, booking_id: str | None = None
    ) -> Cancelled | Unconfirmed | NothingToChange:
        """Cancel what this call has booked; also one that could not be confirmed.

        Args:
            booking_id: which of them; None is the last. One of another call is none of them (SPEC 4.8).

        Raises:
            UnknownCall.
            StorageError: nothing was written on the calendar.
        """
        deadline = Deadline()
        call, booking = self._ledger.standing(call_id, booking_id)
        if call.ended or booking is None:
            return NothingToChange("ended" if call.ended else "nothing", call)
        cancelling = self._request_cancel(call, booking)
        connection = self._diary.connection_of(booking)
        if cancelling is None or connection is None:
            return self._ledger.unconfirmed(call, cancelling or booking, "cancel")
        try:
            calendar = self._diary.calendar_of(cancelling, connection, deadline)
            event = writing.remove(calendar, cancelling, deadline)
        except CalendarError as error:
            self._diary.expired_if(error, connection)
            log.warning("booking %s: its cancellation is not confirmed: %s", booking.id, error)
            # Whatever was written or not, the caller wants it gone: the reconciler goes on with it.
            return self._ledger.unconfirmed(call, cancelling, "cancel")
        if event is not None:
            return self._changed_by_owner(call, cancelling, event, What.NOT_CANCELLED, "cancel")
        return self._cancelled(call, cancelling)

    def _request_move(
        self, facts: Facts, booking: Booking
    ) -> Booking | Lost | NothingHeld | NothingToChange | Unconfirmed:
        """Write down where it is to go, under the account's lock, if that can still be had."""
        call = facts.call
        with self._database.writing(call.account_id) as transaction:
            now = self._clock.now()
            if load(transaction, call.call_id, now=now).ended:
                return NothingToChange("ended", call)
            hold = holds.of_call(transaction, call.account_id, call.call_id)
            if hold is None:
                return NothingHeld(call)
            holds.release(transaction, call.account_id, call.call_id)
            if claiming.can_have(transaction, facts, hold, now=now, ignoring=booking):
                moving = record.step(
                    transaction,
                    booking,
                    Status.MOVING,
                    What.MOVE_REQUESTED,
                    By.CALLER,
                    now=now,
                    to=placement_at(call.settings, hold.placement.starts_at),
                    claimed_until=now + claiming.CLAIM,
                )
                return moving or Unconfirmed(booking, call)
        return Lost(self._offering.instead(facts, hold.placement.starts_at, ignoring=booking))

    def _write_move(
        self, facts: Facts, moving: Booking, deadline: Deadline, correction: bool
    ) -> Moved | Lost | Unconfirmed:
        call, there = facts.call, wording.moved(facts.call, moving)
        connection = self._diary.connection_of(moving) or facts.connection
        try:
            calendar = self._diary.calendar_of(moving, connection, deadline)
            moved = writing.reschedule(calendar, moving, there, deadline)
        except OutcomeUnknown as doubt:
            log.warning("booking %s: nobody knows whether it was moved: %s", moving.id, doubt)
            return self._ledger.unconfirmed(call, moving, "move")
        except EventMissing:
            gone = self._ledger.settled(
                moving, Status.LOST, What.LOST, to=None, needs_attention=Attention.EVENT_GONE
            )
            return self._ledger.unconfirmed(call, gone, "move")
        except NothingWritten as refusal:
            self._diary.expired_if(refusal, connection)
            log.warning("booking %s: the calendar refused to move it: %s", moving.id, refusal)
            stays = self._ledger.settled(
                moving, Status.BOOKED, What.NOT_MOVED, to=None, needs_attention=Attention.NOT_MOVED
            )
            return self._ledger.unconfirmed(call, stays, "move", wanted=moving.to)
        if isinstance(moved, Event):
            return self._changed_by_owner(call, moving, moved, What.NOT_MOVED, "move")
        overtaken = self._overtaken(facts, connection, calendar, moving, moved, deadline)
        if overtaken is not None:
            return overtaken
        there = replace(there, event_version=moved.version, **record.untold(moved.told))
        return self._confirm_move(call, moving, there, correction)

    def _overtaken(
        self,
        facts: Facts,
        connection: CalendarConnection,
        calendar: Calendar,
        moving: Booking,
        moved: EventRef,
        deadline: Deadline,
    ) -> Lost | Unconfirmed | None:
        """Move it back when the owner wrote an event of their own there since the time was looked up."""
        span = interval(moving.to)
        busy = written_since(self._diary, connection, span, moved, deadline)
        if not busy:
            return None
        words = {"title": moving.title, "description": moving.description}
        try:
            back = calendar.reschedule(
                moved, interval(moving.placement), **words, deadline_s=deadline.left_s(reserve=RECORD_S)
            )
        except CalendarError as error:
            log.warning("booking %s: overtaken, and could not be moved back: %s", moving.id, error)
            return self._ledger.unconfirmed(facts.call, self._ledger.stored(moving), "move")
        stays = self._ledger.settled(
            moving, Status.BOOKED, What.NOT_MOVED, to=None, event_version=back.version
        )
        beside = replace(facts, busy=(*facts.busy, *busy))
        return Lost(self._offering.instead(beside, span.start, ignoring=stays))

    def _confirm_move(
        self, call: Call, moving: Booking, there: Booking, correction: bool
    ) -> Moved | Unconfirmed:
        what = What.CORRECTED if correction else What.MOVED
        written = ("placement", "to", "title", "description", "event_version", "needs_attention")
        changes = {name: getattr(there, name) for name in written}
        stored = self._ledger.settled(moving, Status.BOOKED, what, **changes)
        if stored.status is Status.BOOKED and stored.placement == there.placement:
            return Moved(stored, moving.placement, correction, call)
        return self._ledger.unconfirmed(call, stored, "move")

    def _request_cancel(self, call: Call, booking: Booking) -> Booking | None:
        with self._database.writing(call.account_id) as transaction:
            now = self._clock.now()
            if load(transaction, call.call_id, now=now).ended:
                return None
            if booking.status is Status.CANCELLING:
                # Asked twice: whoever was at work on it may have died.
                again = replace(booking, claimed_until=now + claiming.CLAIM)
                return again if bookings.change(transaction, booking, again) else None
            return record.step(
                transaction,
                booking,
                Status.CANCELLING,
                What.CANCEL_REQUESTED,
                By.CALLER,
                now=now,
                claimed_until=now + claiming.CLAIM,
            )

    def _cancelled(self, call: Call, cancelling: Booking) -> Cancelled | Unconfirmed:
        # One that was never confirmed may still arrive: it is looked for once more.
        look_again = None if cancelling.event_id else self._clock.now() + claiming.LOOK_AGAIN
        stored = self._ledger.settled(
            cancelling,
            Status.CANCELLED,
            What.CANCELLED,
            to=None,
            needs_attention=None,
            claimed_until=look_again,
        )
        if stored.status is Status.CANCELLED:
            return Cancelled(stored, call)
        return self._ledger.unconfirmed(call, stored, "cancel")

    def _changed_by_owner(
        self, call: Call, pending: Booking, event: Event, what: What, asked: str
    ) -> Unconfirmed:
        """Somebody moved the event on the calendar: it is left alone, and the record follows it."""
        with self._database.writing(call.account_id) as transaction:
            stored = follow(transaction, pending, event, what, By.CALLER, now=self._clock.now())
        return self._ledger.unconfirmed(call, stored or pending, asked)

    def correct_contact(
        self, call_id: str, details: Details
    ) -> ContactCorrected | Unconfirmed | NothingToChange:
        """Correct the caller's details; see ``correcting.Correcting``."""
        return self._correcting.correct_contact(call_id, details)
