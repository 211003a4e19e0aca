"""How long an owner waits for a list of bookings, and for a search, among a hundred thousand of them.

On a SQLite file of its own; the table of all figures is made by ``make bench``.
"""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from sqlalchemy import insert, text

from benchmarks.report import row, step
from direct_booking import wiring
from direct_booking.clock import SetClock, monotonic_s
from direct_booking.reception.overview import Overviews
from direct_booking.storage import listing
from direct_booking.storage.database import Database
from direct_booking.storage.listing import BookingFilter, Which
from direct_booking.storage.schema import bookings, calls

BOOKINGS = 100_000
TRIES = 5
LIST_TARGET_MS, SEARCH_TARGET_MS = 100.0, 300.0
NOW = datetime(2026, 11, 16, 15, 0, tzinfo=timezone.utc)
LISTS = {
    "everything": (BookingFilter(), 1),
    "upcoming": (BookingFilter(Which.UPCOMING), 1),
    "past, the last page": (BookingFilter(Which.PAST), 1_000),
    "open items": (BookingFilter(Which.ATTENTION), 1),
    "a week": (BookingFilter(since=NOW - timedelta(days=90), until=NOW - timedelta(days=83)), 1),
}
SEARCHES = {
    "a name": (BookingFilter(text="caller 777"), 1),
    "digits of a number": (BookingFilter(text="+1 212 0077777"), 1),
    "what nobody has": (BookingFilter(text="nowhere to be found"), 1),
}


def rows() -> list[dict]:
    """The slowest of some tries of each list and each search, in ms."""
    step(f"lists of {BOOKINGS:,} bookings")
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite'}", deadline_s=120)
        try:
            wiring.set_up(database, SetClock(NOW), {})
            _fill(database)
            lists = [
                _measured(database, f"list: {name}", *what, LIST_TARGET_MS) for name, what in LISTS.items()
            ]
            searches = [
                _measured(database, f"search: {name}", *what, SEARCH_TARGET_MS)
                for name, what in SEARCHES.items()
            ]
            return [*lists, *searches, _overview(database)]
        finally:
            database.close()


def _measured(database: Database, name: str, wanted: BookingFilter, page: int, target_ms: float) -> dict:
    def read() -> None:
        with database.reading() as connection:
            listing.page(connection, 1, wanted, now=NOW, number=page)

    return _slowest(name, read, target_ms)


def _overview(database: Database) -> dict:
    overviews = Overviews(database, SetClock(NOW))
    return _slowest("overview", lambda: overviews.of_account(1), LIST_TARGET_MS)


def _slowest(name: str, read: Callable[[], object], target_ms: float) -> dict:
    slowest_ms = 0.0
    for _ in range(TRIES):
        began_s = monotonic_s()
        read()
        slowest_ms = max(slowest_ms, (monotonic_s() - began_s) * 1000)
    return row(f"{name}, slowest of {TRIES}", round(slowest_ms, 1), "ms", target_ms, slowest_ms <= target_ms)


def _fill(database: Database) -> None:
    with database.writing(1, deadline_s=300) as connection:
        # The guard looks at every other booking for each row; these are made without meeting one another.
        connection.execute(text("DROP TRIGGER bookings_no_overlap_insert"))
        connection.execute(insert(calls), [_call(number) for number in range(BOOKINGS)])
        connection.execute(insert(bookings), [_booking(number) for number in range(BOOKINGS)])


def _call(number: int) -> dict:
    return {
        "id": f"call-{number}",
        "account_id": 1,
        "assistant_id": 1,
        "caller_zone": "America/New_York",
        "zone_is_sure": True,
        "started_at": NOW - timedelta(minutes=number),
    }


def _booking(number: int) -> dict:
    # One in fifty is still to come; times do not meet, as the database itself would refuse.
    starts_at = NOW + timedelta(minutes=30 * (BOOKINGS // 50 - number))
    title = f"Caller {number} (phone)"
    phone = f"+1212{number:07}"
    return {
        "id": f"B{number:025}",
        "account_id": 1,
        "call_id": f"call-{number}",
        "status": "cancelled" if number % 10 == 0 else "booked",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "padded_starts_at": starts_at,
        "padded_ends_at": starts_at + timedelta(minutes=30),
        "meeting_type": "phone",
        "caller_name": f"Caller {number}",
        "caller_number": phone,
        "email": f"caller.{number}@example.com",
        "title": title,
        "description": "Booked by phone.",
        "location": "",
        "calendar_id": "local-1",
        "event_key": f"key{number}",
        "event_id": f"event-{number}",
        "needs_attention": "time_taken" if number % 1000 == 0 else None,
        "search": f"caller {number} {phone[1:]} caller.{number}@example.com {title}".lower(),
        "created_at": NOW - timedelta(minutes=number),
        "updated_at": NOW - timedelta(minutes=number),
    }
