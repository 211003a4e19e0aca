"""What a use case reads and writes of the record, each in a transaction of its own.

The steps of a booking inside a transaction are in ``record``.
"""

import logging
from dataclasses import replace

from direct_booking.bookings.booking import PENDING, Booking, Placement, Status
from direct_booking.bookings.history import By, What
from direct_booking.clock import Clock
from direct_booking.reception import record
from direct_booking.reception.calls import Call, load
from direct_booking.reception.messages import call_back_about
from direct_booking.reception.outcomes import Unconfirmed
from direct_booking.storage import bookings, holds
from direct_booking.storage.database import Database
from direct_booking.storage.errors import StorageError

log = logging.getLogger(__name__)


class Ledger:
    """The record of bookings, as a call sees it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def standing(self, call_id: str, booking_id: str | None = None) -> tuple[Call, Booking | None]:
        """The call, and the last live booking that was made on it (SPEC 4.8), or one of them by its id.

        Raises:
            UnknownCall, StorageError.
        """
        call, live = self.all_standing(call_id)
        wanted = [each for each in live if booking_id in (None, each.id)]
        return call, wanted[-1] if wanted else None

    def all_standing(self, call_id: str) -> tuple[Call, tuple[Booking, ...]]:
        """The call, and every live booking that was made on it, oldest first.

        Raises:
            UnknownCall, StorageError.
        """
        with self._database.reading() as transaction:
            call = load(transaction, call_id, now=self._clock.now())
            made = bookings.of_call(transaction, call.account_id, call_id)
        return call, tuple(each for each in made if each.live)

    def held(self, call: Call) -> Placement | None:
        """What is held for the call, let go of. Does not raise ``StorageError``."""
        try:
            with self._database.writing(call.account_id) as transaction:
                hold = holds.of_call(transaction, call.account_id, call.call_id)
                holds.release(transaction, call.account_id, call.call_id)
            return hold.placement if hold else None
        except StorageError:
            return None

    def stored(self, booking: Booking) -> Booking:
        """The booking as it is on record; as it was, when the record cannot be read. Does not raise."""
        try:
            with self._database.reading() as transaction:
                return bookings.get(transaction, booking.account_id, booking.id) or booking
        except StorageError:
            return booking

    def settled(self, before: Booking, status: Status, what: What, **changes) -> Booking:
        """Take a booking to its next state, after the calendar has spoken. Does not raise ``StorageError``.

        Returns:
            The booking as it is on record afterwards, in whatever state: somebody else may have settled
            it, the record may not have taken it, and its silence is no yes. The caller looks.
        """
        try:
            with self._database.writing(before.account_id) as transaction:
                now = self._clock.now()
                after = record.step(transaction, before, status, what, By.CALLER, now=now, **changes)
            if after is not None:
                return after
        except StorageError as error:
            log.error("booking %s: not surely on record as %s: %s", before.id, status.value, error)
        return self.stored(before)

    def unconfirmed(
        self, call: Call, booking: Booking, asked: str, *, wanted: Placement | None = None
    ) -> Unconfirmed:
        """What is true is said, and a callback is listed (SPEC 4.7). Does not raise ``StorageError``.

        Nobody is at work on the booking any more: the reconciler may take it up at once.

        Args:
            asked: what was to be done: ``book``, ``move``, ``cancel`` or ``invite``.
            wanted: when it was to be, when the booking itself does not say.
        """
        try:
            with self._database.writing(call.account_id) as transaction:
                call_back_about(transaction, call, booking, asked, wanted=wanted)
                left = replace(booking, claimed_until=self._clock.now())
                if booking.status in PENDING and bookings.change(transaction, booking, left):
                    booking = left
        except StorageError as error:
            log.error("booking %s: the callback is not on record: %s", booking.id, error)
        return Unconfirmed(booking, call)
