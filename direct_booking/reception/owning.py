"""What the owner changes: cancel an appointment, close an open item or a message (SPEC 6.1, 6.3).

It goes the way of every change: the record first, the calendar, the record again; the history says that it
was the owner's. The caller hears of it by the calendar's own mail. What a caller changes is in ``changing``.
"""

import logging
from dataclasses import dataclass, replace

from direct_booking.bookings.booking import Booking, Status
from direct_booking.bookings.history import By, What
from direct_booking.calendars.errors import CalendarError
from direct_booking.clock import Clock
from direct_booking.deadline import Deadline
from direct_booking.reception import claiming, record, writing
from direct_booking.reception.diary import Diary
from direct_booking.reception.settling import follow
from direct_booking.storage import bookings, messages
from direct_booking.storage.database import Database

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CancelledByOwner:
    """The event is off the calendar and the record says so."""

    booking: Booking


@dataclass(frozen=True)
class Pending:
    """It is written down; the calendar has not confirmed, and the reconciler goes on with it."""

    booking: Booking


@dataclass(frozen=True)
class NothingToCancel:
    """It is over already, or somebody moved its event by hand: it is left as it is.

    Attributes:
        booking: as the record has it now.
    """

    booking: Booking


@dataclass(frozen=True)
class NotTheirs:
    """This account has no such booking."""


class Owning:
    """The owner's changes. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary) -> None:
        self._database = database
        self._clock = clock
        self._diary = diary

    def cancel(
        self, account_id: int, booking_id: str
    ) -> CancelledByOwner | Pending | NothingToCancel | NotTheirs:
        """Cancel one of the account's bookings.

        Raises:
            StorageError: nothing was written on the calendar.
        """
        deadline = Deadline()
        with self._database.writing(account_id) as transaction:
            booking = bookings.get(transaction, account_id, booking_id)
            if booking is None:
                return NotTheirs()
            if not booking.live:
                return NothingToCancel(booking)
            now = self._clock.now()
            cancelling = self._requested(transaction, booking, now)
        connection = self._diary.connection_of(cancelling)
        if connection is None:
            return self._left(cancelling)
        try:
            calendar = self._diary.calendar_of(cancelling, connection, deadline)
            event = writing.remove(calendar, cancelling, deadline)
        except CalendarError as error:
            self._diary.expired_if(error, connection)
            log.warning("booking %s: the owner's cancellation is not confirmed: %s", booking_id, error)
            return self._left(cancelling)
        with self._database.writing(account_id) as transaction:
            now = self._clock.now()
            if event is not None:
                stands = follow(transaction, cancelling, event, What.NOT_CANCELLED, By.OWNER, now=now)
                return NothingToCancel(stands or cancelling)
            look_again = None if cancelling.event_id else now + claiming.LOOK_AGAIN
            done = record.step(
                transaction,
                cancelling,
                Status.CANCELLED,
                What.CANCELLED,
                By.OWNER,
                now=now,
                to=None,
                needs_attention=None,
                claimed_until=look_again,
            )
            # Somebody else, the reconciler, may have been faster.
            stored = done or bookings.get(transaction, account_id, booking_id)
        return CancelledByOwner(stored) if stored.status is Status.CANCELLED else Pending(stored)

    def attend(self, account_id: int, booking_id: str) -> bool:
        """Close the open item of a booking; whether there was one.

        Raises:
            StorageError.
        """
        with self._database.writing(account_id) as transaction:
            booking = bookings.get(transaction, account_id, booking_id)
            if booking is None or booking.needs_attention is None:
                return False
            now = self._clock.now()
            attended = replace(booking, needs_attention=None, updated_at=now)
            if not bookings.change(transaction, booking, attended):
                return False
            record.tell(transaction, attended, What.ATTENDED, By.OWNER, now=now)
            return True

    def attend_message(self, account_id: int, message_id: str, *, done: bool = True) -> bool:
        """Mark a callback or a message as done, or open again; whether the account has it.

        Raises:
            StorageError.
        """
        with self._database.writing(account_id) as transaction:
            return messages.mark(transaction, account_id, message_id, "done" if done else "open")

    def _requested(self, transaction, booking: Booking, now) -> Booking:
        claim = now + claiming.CLAIM
        if booking.status is Status.CANCELLING:
            again = replace(booking, claimed_until=claim)
            return again if bookings.change(transaction, booking, again) else booking
        return record.step(
            transaction,
            booking,
            Status.CANCELLING,
            What.CANCEL_REQUESTED,
            By.OWNER,
            now=now,
            claimed_until=claim,
        )

    def _left(self, cancelling: Booking) -> Pending:
        """Nobody is at work on it any more: the reconciler may take it up at once."""
        left = replace(cancelling, claimed_until=self._clock.now())
        with self._database.writing(cancelling.account_id) as transaction:
            changed = bookings.change(transaction, cancelling, left)
        return Pending(left if changed else cancelling)
