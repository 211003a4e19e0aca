"""The only door to "booked": hold, check again, write down, put on the calendar, write down again (SPEC 4.7).

    hold -> requested, COMMIT -> event on the calendar -> booked with the event's id, COMMIT -> said

A crash at any arrow leaves a record that ``reconciling`` settles. The check under the lock is in
``claiming``, the writes to the calendar in ``writing``; moving and cancelling are in ``changing``.
"""

import logging
import time
from dataclasses import replace

from direct_booking.bookings.booking import Attention, Booking, Status, event_key
from direct_booking.bookings.history import By, What
from direct_booking.calendars.base import EventRef
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    Conflict,
    NothingWritten,
    OutcomeUnknown,
)
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.reception import claiming, record, writing
from direct_booking.reception.calls import Call, load
from direct_booking.reception.diary import Diary
from direct_booking.reception.facts import Facts, interval
from direct_booking.reception.ledger import Ledger
from direct_booking.reception.offering import Offering
from direct_booking.reception.outcomes import (
    Booked,
    Details,
    Ended,
    Lost,
    NothingHeld,
    Skipped,
    Unconfirmed,
)
from direct_booking.reception.overtaking import RECORD_S, written_since
from direct_booking.storage import bookings, holds
from direct_booking.storage.database import Database

# A calendar may remember the key of an event that was deleted (an installation set up anew, say).
GENERATIONS = 3
_POLL_S = 0.05

log = logging.getLogger(__name__)


class Bookings:
    """Books what is held for a call. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary, offering: Offering) -> None:
        self._database = database
        self._clock = clock
        self._ledger = Ledger(database, clock)
        self._diary = diary
        self._offering = offering

    def book(
        self, call_id: str, details: Details
    ) -> Booked | Lost | Unconfirmed | Skipped | NothingHeld | Ended:
        """Book the time that is held for this call.

        Asked again with nothing newly held, it gives the booking that stands: a turn that is delivered
        twice books once. An expired hold is booked all the same while its time is free.

        Raises:
            UnknownCall.
            StorageError: nothing was written on the calendar.
        """
        deadline = Deadline()
        with self._database.reading() as transaction:
            call = load(transaction, call_id, now=self._clock.now())
            held = holds.of_call(transaction, call.account_id, call_id)
        if call.ended:
            return Ended(call)
        if held is None:
            return self._again(call, deadline)
        facts = self._diary.read(call, deadline=deadline)
        if isinstance(facts, Skipped):
            return facts
        requested = self._request(facts, details, deadline)
        if isinstance(requested, NothingHeld):
            # The same turn, delivered twice: the other one took the hold.
            return self._again(call, deadline)
        return self._write(facts, requested, deadline) if isinstance(requested, Booking) else requested

    def _request(
        self, facts: Facts, details: Details, deadline: Deadline
    ) -> Booking | Lost | NothingHeld | Ended:
        """Write the caller's yes down, under the account's lock, if the time can still be had."""
        call = facts.call
        with self._database.writing(call.account_id, deadline_s=deadline.left_s()) as transaction:
            now = self._clock.now()
            if load(transaction, call.call_id, now=now).ended:
                return Ended(call)
            hold = holds.of_call(transaction, call.account_id, call.call_id)
            if hold is None:
                return NothingHeld(call)
            start = hold.placement.starts_at
            holds.release(transaction, call.account_id, call.call_id)
            if claiming.can_have(transaction, facts, hold, now=now):
                requested = claiming.requested(transaction, facts, start, details, now=now)
                record.begin(transaction, requested, now=now)
                return requested
        return Lost(self._offering.instead(facts, start))

    def _write(
        self, facts: Facts, requested: Booking, deadline: Deadline, generation: int = 1
    ) -> Booked | Lost | Unconfirmed | Skipped:
        """Put it on the calendar, and write down what came of it."""
        call = facts.call
        try:
            ref = writing.create(self._diary.calendar(facts.connection), requested, deadline)
        except AccessExpired:
            self._failed(requested)
            self._diary.expired(facts.connection)
            return Skipped("access_expired", call)
        except NothingWritten as refusal:
            if isinstance(refusal, Conflict) and generation < GENERATIONS:
                rekeyed = self._rekeyed(requested, generation + 1)
                if rekeyed is not None:
                    return self._write(facts, rekeyed, deadline, generation + 1)
            log.warning("booking %s: the calendar refused it: %s", requested.id, refusal)
            return self._ledger.unconfirmed(call, self._failed(requested), "book")
        except OutcomeUnknown as doubt:
            log.warning("booking %s: nobody knows whether it was written: %s", requested.id, doubt)
            return self._ledger.unconfirmed(call, requested, "book")
        return self._overtaken(facts, requested, ref, deadline) or self._confirm(facts, requested, ref)

    def _rekeyed(self, requested: Booking, generation: int) -> Booking | None:
        """The booking under another key; None when somebody else has taken it up."""
        key = event_key(requested.account_id, requested.call_id, requested.sequence, generation)
        rekeyed = replace(requested, event_key=key)
        with self._database.writing(requested.account_id) as transaction:
            if not bookings.change(transaction, requested, rekeyed):
                return None
            record.tell(transaction, rekeyed, What.REKEYED, By.CALLER, now=self._clock.now())
        return rekeyed

    def _overtaken(
        self, facts: Facts, requested: Booking, ref: EventRef, deadline: Deadline
    ) -> Lost | Unconfirmed | None:
        """Make room when the owner wrote an event of their own at that time since it was looked up."""
        span = interval(requested.placement)
        busy = written_since(self._diary, facts.connection, span, ref, deadline)
        if not busy:
            return None
        try:
            self._diary.calendar(facts.connection).cancel(ref, deadline_s=deadline.left_s(reserve=RECORD_S))
        except CalendarError as error:
            log.warning("booking %s: overtaken, and could not be taken off: %s", requested.id, error)
            return self._ledger.unconfirmed(facts.call, self._ledger.stored(requested), "book")
        self._ledger.settled(requested, Status.LOST, What.LOST)
        return Lost(self._offering.instead(replace(facts, busy=(*facts.busy, *busy)), span.start))

    def _confirm(self, facts: Facts, requested: Booking, ref: EventRef) -> Booked | Unconfirmed:
        """The calendar has it: only when the record has it too may it be said."""
        stored = self._ledger.settled(
            requested,
            Status.BOOKED,
            What.BOOKED,
            event_id=ref.event_id,
            event_version=ref.version,
            **record.untold(ref.told),
        )
        if stored.status is Status.BOOKED and stored.event_id:
            return self._booked(stored, facts.call)
        if not stored.live:
            self._take_off(facts, ref)
        return self._ledger.unconfirmed(facts.call, stored, "book")

    def _booked(self, booking: Booking, call: Call) -> Booked:
        told = bool(booking.email) and booking.needs_attention is not Attention.GUEST_NOT_TOLD
        return Booked(booking, call, told and self._diary.invites(call.account_id))

    def _take_off(self, facts: Facts, ref: EventRef) -> None:
        """The reconciler gave the booking up while the calendar took its time: the event must not stay."""
        try:
            self._diary.calendar(facts.connection).cancel(ref, deadline_s=RECORD_S)
        except CalendarError as error:
            # ``reconciling`` looks once more at what it has given up.
            log.warning("an event that came too late could not be taken off yet: %s", error)

    def _failed(self, requested: Booking) -> Booking:
        """Nothing was written on the calendar: the time is free again, and the owner sees why."""
        return self._ledger.settled(requested, Status.FAILED, What.FAILED, needs_attention=Attention.REFUSED)

    def _again(self, call: Call, deadline: Deadline) -> Booked | Unconfirmed | NothingHeld:
        """What this call has booked already; waits for one that is being written at this moment."""
        while True:
            with self._database.reading() as transaction:
                made = bookings.of_call(transaction, call.account_id, call.call_id)
            last = next((each for each in reversed(made) if each.live), None)
            if last is None:
                return NothingHeld(call)
            if last.status is Status.BOOKED:
                return self._booked(last, call)
            if (
                not claiming.being_written(last, now=self._clock.now())
                or deadline.left_s(reserve=RECORD_S) <= 0
            ):
                return Unconfirmed(last, call)
            time.sleep(_POLL_S)
