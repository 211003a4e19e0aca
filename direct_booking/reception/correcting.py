"""Correct the caller's details in what was booked on this same call, on the calendar too (SPEC 4.8).

Its time is changed in ``changing``; how an address is heard and read back is not known here.
"""

import logging
from dataclasses import replace

from direct_booking.bookings.booking import Attention, Booking, Status
from direct_booking.bookings.history import By, What
from direct_booking.calendars.base import Event
from direct_booking.calendars.errors import CalendarError
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.reception import record, writing
from direct_booking.reception.calls import Call, e164, load
from direct_booking.reception.diary import Diary
from direct_booking.reception.ledger import Ledger
from direct_booking.reception.messages import printable
from direct_booking.reception.outcomes import ContactCorrected, Details, NothingToChange, Unconfirmed
from direct_booking.reception.wording import worded
from direct_booking.storage import bookings
from direct_booking.storage.database import Database

# Open items that say that the calendar does not show the corrected details yet: what was to be done.
_OPEN = {Attention.INVITE_OPEN: "invite", Attention.WORDS_OPEN: "correct"}

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

        The record comes first, with an open item that goes away when the calendar has confirmed what it
        is to show: a crash in between leaves the open item. What the calendar does not show needs none.

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
        corrected = self._correct(call, booking, _with(details, call, booking))
        if corrected is None:
            return self._ledger.unconfirmed(call, booking, "correct")
        if corrected.needs_attention not in _OPEN:
            return self._told(corrected, call)
        return self._write(call, booking, corrected, deadline)

    def _correct(self, call: Call, booking: Booking, corrected: Booking) -> Booking | None:
        corrected = replace(corrected, updated_at=self._clock.now())
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

    def _write(
        self, call: Call, before: Booking, corrected: Booking, deadline: Deadline
    ) -> ContactCorrected | Unconfirmed:
        asked = _OPEN[corrected.needs_attention]
        connection = self._diary.connection_of(corrected)
        if connection is None:
            return self._ledger.unconfirmed(call, corrected, asked)
        try:
            calendar = self._diary.calendar_of(corrected, connection, deadline)
            written = writing.invite(calendar, before, corrected, deadline)
        except CalendarError as error:
            self._diary.expired_if(error, connection)
            log.warning("booking %s: its correction is not confirmed: %s", corrected.id, error)
            return self._ledger.unconfirmed(call, corrected, asked)
        if isinstance(written, Event):
            return self._ledger.unconfirmed(call, corrected, asked)
        done = self._confirmed(before, corrected, written.version)
        return self._told(done, call) if done else self._ledger.unconfirmed(call, corrected, asked)

    def _told(self, booking: Booking, call: Call) -> ContactCorrected:
        told = bool(booking.email) and booking.needs_attention is not Attention.GUEST_NOT_TOLD
        return ContactCorrected(booking, call, told and self._diary.invites(call.account_id))

    def _confirmed(self, before: Booking, corrected: Booking, version: str) -> Booking | None:
        """The open item goes away; an earlier one, about something else, comes back."""
        settled = before.needs_attention in (*_OPEN, Attention.GUEST_NOT_TOLD)
        earlier = None if settled else before.needs_attention
        done = replace(corrected, needs_attention=earlier, event_version=version)
        with self._database.writing(done.account_id) as transaction:
            if not bookings.change(transaction, corrected, done):
                return None
            if corrected.needs_attention is Attention.INVITE_OPEN:
                what = What.INVITED if done.email else What.UNINVITED
                record.tell(transaction, done, what, By.CALLER, now=self._clock.now())
        return done


def _with(details: Details, call: Call, booking: Booking) -> Booking:
    """The booking with other details, and an open item where the calendar must follow. Pure."""
    number = e164(details.caller_number)
    other = worded(
        call,
        replace(
            booking,
            caller_name=printable(details.caller_name or "") or None,
            caller_number=number or call.caller_number,
            extension=details.extension if number else None,
            email=details.email or None,
            meeting_type=details.meeting_type,
        ),
    )
    if other.email != booking.email:
        return replace(other, needs_attention=Attention.INVITE_OPEN)
    # What an earlier correction left open is written now, whatever has changed since.
    if _shown(other) != _shown(booking) and booking.needs_attention not in _OPEN:
        return replace(other, needs_attention=Attention.WORDS_OPEN)
    return other


def _shown(booking: Booking) -> tuple[str, str, bool]:
    return booking.title, booking.description, booking.online
