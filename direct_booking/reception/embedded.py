"""The embedded calendar in its owner's hands: busy times in, everything out, another zone (SPEC 1.2).

Going back to it from another one is ``connecting``'s; the calendar itself is ``calendars.local``.
"""

from zoneinfo import ZoneInfo

from direct_booking.calendars import ical
from direct_booking.calendars.local import LocalCalendar
from direct_booking.calendars.local_rows import Imported
from direct_booking.clock import Clock
from direct_booking.errors import Misconfigured
from direct_booking.reception.diary import LOCAL, Diary
from direct_booking.storage import connections
from direct_booking.storage.connections import CalendarConnection, Health
from direct_booking.storage.database import Database

SOURCE_MOST = 200


class NotEmbedded(Misconfigured):
    """The account books on no calendar, or on one that keeps its own events."""


class Embedded:
    """Imports, exports and moves zones. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock, diary: Diary) -> None:
        self._database = database
        self._clock = clock
        self._diary = diary

    def zone(self, account_id: int) -> ZoneInfo:
        """The zone that opening hours are read in.

        Raises:
            NotEmbedded, StorageError.
        """
        return self._required(account_id).zone

    def import_busy(
        self, account_id: int, data: bytes, *, file_name: str, source: str | None = None
    ) -> tuple[str, Imported]:
        """Store the busy times of an iCalendar file; those of an earlier file of the same source go.

        Args:
            file_name: the source, when the file does not say what its calendar is called.
            source: instead of what the file says.

        Returns:
            The source, and what was stored.

        Raises:
            NotEmbedded, StorageError.
            CalendarError: the file cannot be read, or the calendar cannot be written; nothing was stored.
        """
        connection = self._required(account_id)
        source = (source or ical.name_of(data) or file_name)[:SOURCE_MOST]
        calendar = LocalCalendar(self._database, account_id, self._clock)
        done = calendar.files.import_ical(connection.calendar_id, data, source=source)
        self._diary.forget(account_id)
        return source, done

    def export(self, account_id: int) -> bytes:
        """Every event as an iCalendar file; of the owner's only the times.

        Raises:
            NotEmbedded, StorageError, CalendarError.
        """
        connection = self._required(account_id)
        return LocalCalendar(self._database, account_id, self._clock).files.export_ical(
            connection.calendar_id
        )

    def move_to(self, account_id: int, zone: ZoneInfo) -> None:
        """Read opening hours in another zone from now on; what is stored stays at its instants.

        Raises:
            NotEmbedded: also when another calendar was connected in the meantime.
            StorageError, CalendarError.
        """
        seen = self._required(account_id)
        LocalCalendar(self._database, account_id, self._clock).set_zone(seen.calendar_id, zone)
        with self._database.writing(account_id) as transaction:
            if not connections.choose(transaction, seen, seen.calendar_id, seen.also_busy, zone):
                raise NotEmbedded("The calendar was connected anew in the meantime: try again.")
        self._diary.forget(account_id)

    def _required(self, account_id: int) -> CalendarConnection:
        with self._database.reading() as transaction:
            connection = connections.of_account(transaction, account_id)
        if connection is None or connection.provider != LOCAL:
            where = "no calendar" if connection is None else f"a calendar of {connection.provider}"
            raise NotEmbedded(
                f"This account books on {where}, not on the embedded one: use its own import and export."
            )
        return connection


def connect_local(database: Database, clock: Clock, account_id: int, zone: ZoneInfo) -> None:
    """Give an account that has no connection the embedded calendar, in this zone (SPEC 1.2).

    Raises:
        StorageError, CalendarError.
    """
    calendar = LocalCalendar(database, account_id, clock).ensure_calendar("Calendar", zone)
    connected = CalendarConnection(
        account_id=account_id,
        provider=LOCAL,
        calendar_id=calendar.id,
        also_busy=(),
        zone=calendar.zone,
        health=Health.CONNECTED,
        secret=None,
        connected_at=clock.now(),
    )
    with database.writing(account_id) as transaction:
        if connections.of_account(transaction, account_id) is None:
            connections.save(transaction, connected)
