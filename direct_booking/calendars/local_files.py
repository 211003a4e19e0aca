"""iCalendar files into the embedded calendar and out of it: the owner's busy times, the appointments.

What such a file may hold is in ``ical.py``; appointments are made and changed in ``local.py``.
"""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from direct_booking.calendars import ical
from direct_booking.calendars import local_rows as rows
from direct_booking.calendars.checking import is_storable
from direct_booking.calendars.errors import InvalidRequest
from direct_booking.calendars.local_rows import Imported
from direct_booking.calendars.local_store import Store
from direct_booking.clock import Clock
from direct_booking.scheduling.availability import Interval
from direct_booking.storage.schema import local_events

# How far an imported series reaches: twice the longest look-ahead, so that a yearly import is enough.
IMPORT_DAYS = 730

_EVENT = local_events.c


class LocalFiles:
    """Files of one account's calendars."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def import_ical(
        self, calendar_id: str, data: bytes, *, source: str | None = None, deadline_s: float = 30.0
    ) -> Imported:
        """Store the busy times of an iCalendar file as the owner's, from yesterday to ``IMPORT_DAYS`` ahead.

        The events of the file replace what earlier imports stored for them. The product's own are never
        touched.

        Args:
            source: where the file comes from. What an earlier file from there held and this one does not is
                gone; what came from elsewhere stays. Without one, nothing goes but what is replaced.

        Raises:
            InvalidRequest: the file cannot be read; nothing was stored.
            CalendarError: as every verb.
        """
        if source is not None and not (0 < len(source) <= 200 and is_storable(source)):
            raise InvalidRequest("The name of a source is 1 to 200 characters long.")
        now = self._clock.now()
        span = Interval(now - timedelta(days=1), now + timedelta(days=IMPORT_DAYS))
        with self._store.reading(deadline_s) as connection:
            zone = ZoneInfo(self._store.require(connection, calendar_id).zone)
        times, seen = ical.read_busy(data, zone, span), ical.uids(data)
        with self._store.writing(calendar_id, deadline_s) as connection:
            ours = self._ours(connection, calendar_id) & seen
            replaced = self._forget(connection, calendar_id, source, sorted(seen))
            new = [rows.owners_row(calendar_id, source, busy, now) for busy in times if busy.uid not in ours]
            if new:
                connection.execute(insert(local_events), new)
        return Imported(stored=len(new), replaced=replaced, ours=len(ours))

    def export_ical(self, calendar_id: str, *, deadline_s: float = 30.0) -> bytes:
        """All live events of a calendar as an iCalendar file; of the owner's only the times.

        Raises:
            CalendarError: as every verb.
        """
        live = select(local_events).where(_EVENT.calendar_id == calendar_id, _EVENT.status == "confirmed")
        with self._store.reading(deadline_s) as connection:
            calendar = self._store.require(connection, calendar_id)
            # What came from two sources is one event; see ``rows.owners_row``.
            entries = {
                (row.uid, row.starts_at, row.ends_at): rows.entry_of(row) for row in connection.execute(live)
            }
        return ical.write(calendar.name, ZoneInfo(calendar.zone), tuple(entries.values()))

    def _ours(self, connection: Connection, calendar_id: str) -> set[str]:
        keyed = select(_EVENT.uid).where(_EVENT.calendar_id == calendar_id, _EVENT.key.is_not(None))
        return set(connection.execute(keyed).scalars())

    def _forget(
        self, connection: Connection, calendar_id: str, source: str | None, seen: Sequence[str]
    ) -> int:
        """Remove the owner's events that a file of this source replaces; how many there were."""
        owners = delete(local_events).where(_EVENT.calendar_id == calendar_id, _EVENT.key.is_(None))
        gone = 0
        if source is not None:
            gone = connection.execute(owners.where(_EVENT.source == source)).rowcount
            # Those from elsewhere stay, whatever they hold; those from before sources were known do not.
            owners = owners.where(_EVENT.source.is_(None))
        # A thousand at a time: databases limit the values of one statement.
        portions = (seen[at : at + 1000] for at in range(0, len(seen), 1000))
        return gone + sum(
            connection.execute(owners.where(_EVENT.uid.in_(some))).rowcount for some in portions
        )
