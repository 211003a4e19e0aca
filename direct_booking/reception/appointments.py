"""What was booked and who waits, as an owner reads it: lists, one booking whole, downloads (SPEC 6.1, 6.2).

What the owner changes is in ``owning``; the call that a booking came from, in ``transcripts``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from direct_booking.bookings import exporting
from direct_booking.bookings.booking import Booking
from direct_booking.bookings.history import Entry
from direct_booking.clock import Clock
from direct_booking.storage import bookings, calls, history, listing, messages
from direct_booking.storage.calls import CallRecord
from direct_booking.storage.database import Database
from direct_booking.storage.listing import BookingFilter, Which
from direct_booking.storage.messages import Message
from direct_booking.storage.pages import Page
from direct_booking.zones import load_zone

# A download of everything takes a while, and nobody on the telephone waits for it.
_DOWNLOAD_S = 600.0


@dataclass(frozen=True)
class Listed:
    """One line of a list.

    Attributes:
        caller_zone: in which the times of its call were spoken (SPEC 5).
    """

    booking: Booking
    caller_zone: ZoneInfo


@dataclass(frozen=True)
class Told:
    """One booking with everything that is known of it.

    Attributes:
        history: first entry first.
        call: the one that it came from.
    """

    booking: Booking
    history: tuple[Entry, ...]
    call: CallRecord

    @property
    def caller_zone(self) -> ZoneInfo:
        """In which the times of its call were spoken."""
        return load_zone(self.call.caller_zone)


class Appointments:
    """Reads. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(
        self,
        account_id: int,
        which: str | None = None,
        *,
        text: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        number: int = 1,
        size: int = 25,
    ) -> Page[Listed]:
        """One page of the account's bookings, the one made last first; of upcoming ones, the next first.

        Args:
            which: ``upcoming``, ``past``, ``cancelled`` or ``attention``; None is every booking.
            text: words of name, number, e-mail or title.
            since, until: when the appointments begin, half-open; None leaves all.

        Raises:
            StorageError.
        """
        wanted = _wanted(which, text, since, until)
        with self._database.reading() as transaction:
            found = listing.page(
                transaction, account_id, wanted, now=self._clock.now(), number=number, size=size
            )
            zones = calls.zones_of(transaction, {each.call_id for each in found.items})
        lines = tuple(Listed(each, load_zone(zones[each.call_id])) for each in found.items)
        return Page(lines, found.number, found.size, found.total)

    def one(self, account_id: int, booking_id: str) -> Told | None:
        """One of the account's bookings; None when it has none of this id.

        Raises:
            StorageError.
        """
        with self._database.reading() as transaction:
            booking = bookings.get(transaction, account_id, booking_id)
            if booking is None:
                return None
            told = history.of_booking(transaction, account_id, booking_id)
            return Told(booking, told, calls.of_account(transaction, account_id, booking.call_id))

    def csv(
        self,
        account_id: int,
        which: str | None,
        text: str,
        zone: ZoneInfo,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[str]:
        """The whole list as a table, a line at a time; times are local to the zone.

        Raises:
            StorageError: also while it is read.
        """
        wanted = _wanted(which, text, since, until)
        with self._database.reading(deadline_s=_DOWNLOAD_S) as transaction:
            found = listing.every(transaction, account_id, wanted, now=self._clock.now())
            yield from exporting.csv_lines(found, zone)

    def ical(
        self,
        account_id: int,
        which: str | None,
        text: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> bytes:
        """The whole list as an iCalendar document.

        Raises:
            StorageError.
        """
        wanted = _wanted(which, text, since, until)
        with self._database.reading(deadline_s=_DOWNLOAD_S) as transaction:
            found = listing.every(transaction, account_id, wanted, now=self._clock.now())
            return exporting.ical(found)

    def messages(
        self, account_id: int, status: str | None = None, *, number: int = 1, size: int = 25
    ) -> Page[Message]:
        """One page of callbacks and messages, newest first.

        Args:
            status: ``open`` or ``done``; None is both.

        Raises:
            StorageError.
        """
        with self._database.reading() as transaction:
            return messages.page(transaction, account_id, status=status, number=number, size=size)


def _wanted(which: str | None, text: str, since: datetime | None, until: datetime | None) -> BookingFilter:
    return BookingFilter(Which(which) if which else None, since=since, until=until, text=text)
