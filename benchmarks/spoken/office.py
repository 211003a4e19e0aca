"""The office that spoken calls ring: a database, a calendar with some time taken, a clock that stands.

What is booked there afterwards is read as local times, without the product's dialogue having a say in it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from direct_booking import wiring
from direct_booking.bookings.booking import Booking, Status
from direct_booking.calendars.local import LocalCalendar
from direct_booking.clock import SetClock
from direct_booking.storage import accounts, bookings
from direct_booking.storage.database import Database
from direct_booking.storage.schema import local_events

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=ZONE)
ENVIRONMENT = {"DIRECT_BOOKING_ZONE": ZONE.key}
TAKEN = (
    "2026-11-16 13:00-17:00", "2026-11-17 09:00-11:00", "2026-11-17 15:00-15:30", "2026-11-18 12:00-14:00",
    "2026-11-19 15:00-16:00", "2026-11-20 09:00-10:00", "2026-11-24 09:00-12:00", "2026-11-26 09:00-17:00",
)  # fmt: skip


@dataclass(frozen=True)
class OnRecord:
    """An appointment as it is when the call is over.

    Attributes:
        start: the local time, naive.
        cancelled: it was made and is cancelled.
        settled: what was written is confirmed.
        email, number: how the caller is reached; the number as ten digits, only when the caller is called.
    """

    start: datetime
    cancelled: bool
    settled: bool
    email: str | None
    number: str | None


class SpokenOffice:
    """One office for one call.

    Attributes:
        desk: what the actions use.
    """

    def __init__(self, path: Path) -> None:
        """Args: path: of a database that is there and migrated, or of none yet."""
        clock = SetClock(NOW)
        self._database = Database(f"sqlite:///{path}")
        wiring.set_up(self._database, clock, ENVIRONMENT)
        with self._database.reading() as connection:
            self._account_id = accounts.all_accounts(connection)[0].id
        self._take(LocalCalendar(self._database, self._account_id, clock), clock.now())
        self.desk = wiring.build(ENVIRONMENT, clock=clock, database=self._database)

    def close(self) -> None:
        """Nobody rings any more."""
        self._database.close()

    def on_record(self) -> tuple[OnRecord, ...]:
        """Every appointment, in the order of booking."""
        with self._database.reading() as connection:
            found = bookings.of_account(connection, self._account_id)
        return tuple(map(_on_record, found))

    def _take(self, calendar: LocalCalendar, now: datetime) -> None:
        calendar_id = calendar.calendars(deadline_s=5)[0].id
        with self._database.writing(lock=self._account_id) as connection:
            for name, span in enumerate(TAKEN):
                connection.execute(
                    local_events.insert().values(**_event(f"taken-{name}", calendar_id, span, now))
                )


def _event(name: str, calendar_id: str, span: str, now: datetime) -> dict[str, object]:
    day, clocks = span.split(" ")
    start, end = (
        datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZONE) for clock in clocks.split("-")
    )
    return {
        "id": name, "uid": name, "calendar_id": calendar_id, "starts_at": start, "ends_at": end,
        "title": "Private", "description": "", "location": "", "status": "confirmed", "version": 1,
        "updated_at": now,
    }  # fmt: skip


def _on_record(booking: Booking) -> OnRecord:
    number = booking.caller_number if booking.email is None else None
    return OnRecord(
        start=booking.starts_at.astimezone(ZONE).replace(tzinfo=None),
        cancelled=booking.status is Status.CANCELLED,
        settled=booking.status in (Status.BOOKED, Status.CANCELLED),
        email=booking.email,
        number=number.removeprefix("+1") if number else None,
    )
