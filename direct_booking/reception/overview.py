"""What an owner sees first: who comes, who waits for a call, how the calendar is, and how calls ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from direct_booking.bookings.booking import Booking
from direct_booking.clock import Clock
from direct_booking.storage import connections, listing, messages
from direct_booking.storage.connections import CalendarConnection
from direct_booking.storage.database import Database
from direct_booking.storage.listing import BookingFilter, Which
from direct_booking.storage.messages import Message
from direct_booking.storage.pages import Page

DAYS = 30
NEXT = 5
MOST_OF_A_DAY = 100


@dataclass(frozen=True)
class Overview:
    """An account at a glance, as it stands at ``now``.

    Attributes:
        zone: the calendar's, UTC without one; it rules what "today" is.
        today: live appointments of today, the next first, those that are over included.
        coming: the next appointments after now, at most ``NEXT``.
        waiting: callbacks and messages that are open, newest first, and how many there are.
        open_items: bookings that the owner should look at.
        connection: how the calendar is reached and how healthy it is; None without one.
        made: how many appointments were made on each of the last ``DAYS`` local days, oldest first.
        outcomes: how many calls of those days came to what; ``open`` counts those that last.
    """

    now: datetime
    zone: ZoneInfo
    today: tuple[Booking, ...]
    coming: Page[Booking]
    waiting: Page[Message]
    open_items: int
    connection: CalendarConnection | None
    made: tuple[tuple[date, int], ...]
    outcomes: Mapping[str, int]


class Overviews:
    """Gives overviews. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of_account(self, account_id: int) -> Overview:
        """The account as it stands now; one query for each thing.

        Raises:
            StorageError.
        """
        now = self._clock.now()
        with self._database.reading() as transaction:
            connection = connections.of_account(transaction, account_id)
            zone = connection.zone if connection else ZoneInfo("UTC")
            today = now.astimezone(zone).date()
            days = [today - timedelta(days=number) for number in reversed(range(DAYS))]
            edges = [midnight(day, zone) for day in (*days, today + timedelta(days=1))]
            made = listing.made_between(transaction, account_id, edges)
            return Overview(
                now=now,
                zone=zone,
                today=listing.of_day(transaction, account_id, *edges[-2:], most=MOST_OF_A_DAY),
                coming=listing.page(
                    transaction, account_id, BookingFilter(Which.UPCOMING), now=now, size=NEXT
                ),
                waiting=messages.page(transaction, account_id, status="open", size=NEXT),
                open_items=listing.page(
                    transaction, account_id, BookingFilter(Which.ATTENTION), now=now, size=1
                ).total,
                connection=connection,
                made=tuple(zip(days, made, strict=True)),
                outcomes=listing.outcomes_since(transaction, account_id, edges[0]),
            )


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a local day begins. Pure."""
    return datetime.combine(day, datetime.min.time(), zone)
