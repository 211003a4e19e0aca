"""Correct the caller's details in what was booked on this same call (SPEC 4.8).

Its time is changed in ``changing``; how an address is heard and read back is not known here.
"""

import logging
from dataclasses import replace

from direct_booking.bookings.booking import Attention, Booking, Status
from direct_booking.bookings.history import By, What
from direct_booking.calendars.base import Event
from direct_booking.calendars.errors import CalendarError
from direct_booking.clock import Clock
from direct_booking.reception import record, writing
from direct_booking.reception.calls import Call, e164, load
from direct_booking.reception.deadline import Deadline
from direct_booking.reception.facts import Diary
from direct_booking.reception.ledger import Ledger
from direct_booking.reception.messages import printable
from direct_booking.reception.outcomes import ContactCorrected, Details, NothingToChange, Unconfirmed
from direct_booking.storage import bookings
from direct_booking.storage.database import Database

log = logging.getLogger(__name__)


class Correcting:
    """Corrects details. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary) -> None:
        self._database = database
        self._clock = clock
        self._diary = diary
        self._ledger = Ledger(database, clock)

    def correct_contact(
        self, call_id: str, details: Details
    ) -> ContactCorrected | Unconfirmed | NothingToChange:
        """Correct name, number, e-mail or meeting type of what this call has booked.

        The record comes first, with an open item that goes away when the calendar has confirmed the
        invitation: a crash in between leaves the open item.

        Raises:
            UnknownCall.
            StorageError: nothing was written on the calendar.
        """
        deadline = Deadline()
        call, booking = self._ledger.standing(call_id)
        if call.ended or booking is None:
            return NothingToChange("ended" if call.ended else "nothing", call)
        if booking.status is not Status.BOOKED:
            return Unconfirmed(booking, call)
        corrected = self._correct(call, booking, details)
        if corrected is None:
            return self._ledger.unconfirmed(call, booking, "invite")
        if corrected.email == booking.email:
            return ContactCorrected(corrected, call)
        return self._invite(call, corrected, deadline)

    def _correct(self, call: Call, booking: Booking, details: Details) -> Booking | None:
        email = details.email or None
        corrected = replace(
            booking,
            caller_name=printable(details.caller_name or "") or None,
            caller_number=e164(details.caller_number) or call.caller_number,
            email=email,
            meeting_type=details.meeting_type,
            needs_attention=booking.needs_attention if email == booking.email else Attention.INVITE_OPEN,
            updated_at=self._clock.now(),
        )
        with self._database.writing(call.account_id) as transaction:
            if load(transaction, call.call_id, now=call.now).ended:
                return None
            if not bookings.change(transaction, booking, corrected):
                return None
            record.tell(
                transaction,
                corrected,
                What.CONTACT_CORRECTED,
                By.CALLER,
                now=corrected.updated_at,
                personal=record.personal(corrected),
            )
        return corrected

    def _invite(self, call: Call, corrected: Booking, deadline: Deadline) -> ContactCorrected | Unconfirmed:
        connection = self._diary.connection(call.account_id)
        if connection is None:
            return self._ledger.unconfirmed(call, corrected, "invite")
        try:
            invited = writing.invite(self._diary.calendar(connection), corrected, corrected.email, deadline)
        except CalendarError as error:
            self._diary.expired_if(error, connection)
            log.warning("booking %s: its invitation is not confirmed: %s", corrected.id, error)
            return self._ledger.unconfirmed(call, corrected, "invite")
        if isinstance(invited, Event):
            return self._ledger.unconfirmed(call, corrected, "invite")
        done = replace(corrected, needs_attention=None, event_version=invited.version)
        with self._database.writing(call.account_id) as transaction:
            if bookings.change(transaction, corrected, done):
                record.tell(transaction, done, What.INVITED, By.CALLER, now=self._clock.now())
                return ContactCorrected(done, call)
        return self._ledger.unconfirmed(call, corrected, "invite")
