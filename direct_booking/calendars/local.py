"""The embedded calendar: no account, no network, in the product's own database (SPEC 1.2).

The product's events carry the key they were created with; the owner's carry none, give nothing but busy
time, and are never touched. Reading and writing iCalendar files is in ``ical.py``.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, delete, insert, select, update
from sqlalchemy.engine import Connection, Row

from direct_booking.calendars import checking, ical
from direct_booking.calendars import local_rows as rows
from direct_booking.calendars.base import Busy, CalendarInfo, Event, EventRef, NewEvent, Unknown
from direct_booking.calendars.checking import is_storable
from direct_booking.calendars.errors import (
    CalendarMissing,
    Conflict,
    EventMissing,
    InvalidRequest,
    Unreachable,
)
from direct_booking.calendars.local_errors import translated
from direct_booking.calendars.local_rows import Imported
from direct_booking.clock import Clock
from direct_booking.scheduling.availability import Interval
from direct_booking.storage.database import Database
from direct_booking.storage.schema import local_calendars, local_events

# How far an imported series reaches: twice the longest look-ahead, so that a yearly import is enough.
IMPORT_DAYS = 730

_EVENT = local_events.c
_CALENDAR = local_calendars.c


class LocalCalendar:
    """The calendars of one account in the database; see ``base.Calendar`` for its verbs."""

    name = "local"
    invites = False  # an embedded calendar has no mail

    def __init__(self, database: Database, account_id: int, clock: Clock) -> None:
        """Read and write the calendars of this account and of no other."""
        self._database = database
        self._account_id = account_id
        self._clock = clock

    def ensure_calendar(self, name: str, zone: ZoneInfo, *, deadline_s: float = 5.0) -> CalendarInfo:
        """The account's primary calendar; made with this name and zone when there is none yet.

        Raises:
            CalendarError: as every verb.
        """
        return self._ensure(f"local-{self._account_id}", name, zone, deadline_s, primary=True)

    def add_calendar(self, name: str, zone: ZoneInfo, *, deadline_s: float = 5.0) -> CalendarInfo:
        """A further calendar of the account; the one of this name when there is one.

        Raises:
            CalendarError: as every verb.
        """
        calendar_id = f"local-{self._account_id}-{rows.digest(name)[:16]}"
        return self._ensure(calendar_id, name, zone, deadline_s, primary=False)

    def calendars(self, *, deadline_s: float) -> tuple[CalendarInfo, ...]:
        """List the account's calendars, the primary one first."""
        with self._reading(deadline_s) as connection:
            return tuple(rows.info_of(row) for row in connection.execute(self._all_calendars()))

    def busy(
        self,
        calendar_ids: Sequence[str],
        span: Interval,
        *,
        ignoring: Sequence[EventRef] = (),
        deadline_s: float,
    ) -> Mapping[str, Busy | Unknown]:
        """Read when calendars are busy; see ``base.Calendar.busy``."""
        checking.check_span(span)
        try:
            with self._reading(deadline_s) as connection:
                return {
                    calendar_id: self._busy_of(connection, calendar_id, span, ignoring)
                    for calendar_id in dict.fromkeys(calendar_ids)
                }
        except Unreachable as error:
            # 3.3: unknown is never free.
            return {calendar_id: Unknown(str(error)) for calendar_id in calendar_ids}

    def create(self, calendar_id: str, event: NewEvent, *, deadline_s: float) -> EventRef:
        """Put an event on a calendar, once; see ``base.Calendar.create``."""
        checking.check_event(event)
        with self._writing(event.key, deadline_s) as connection:
            self._require(connection, calendar_id)
            found = _by_key(connection, calendar_id, event.key)
            if found is None:
                return self._insert(connection, calendar_id, event)
            if found.status != "confirmed":
                raise Conflict("The key belonged to an event that has since been cancelled.")
            if (found.starts_at, found.ends_at) != (event.span.start, event.span.end):
                raise Conflict("The key is there already with other times.")
            return rows.ref_of(found)

    def find(self, calendar_id: str, key: str, *, deadline_s: float) -> Event | None:
        """The live event that was created with this key, or None."""
        with self._reading(deadline_s) as connection:
            self._require(connection, calendar_id)
            found = _by_key(connection, calendar_id, key)
        return rows.event_of(found) if found is not None and found.status == "confirmed" else None

    def reschedule(
        self,
        ref: EventRef,
        span: Interval,
        *,
        title: str | None = None,
        description: str | None = None,
        deadline_s: float,
    ) -> EventRef:
        """Move an event to other times; see ``base.Calendar.reschedule``."""
        checking.check_span(span)
        checking.check_words(title, description)
        words = rows.words(title, description)
        return self._change(ref, deadline_s, starts_at=span.start, ends_at=span.end, **words)

    def invite(
        self,
        ref: EventRef,
        attendee_email: str | None,
        *,
        title: str | None = None,
        description: str | None = None,
        online: bool | None = None,
        deadline_s: float,
    ) -> EventRef:
        """Set who is invited; see ``base.Calendar.invite``."""
        checking.check_email(attendee_email)
        checking.check_words(title, description)
        # This calendar makes no video links; one from elsewhere can be taken off.
        changes = rows.words(title, description) | ({"video_link": None} if online is False else {})
        return self._change(ref, deadline_s, attendee_email=attendee_email, **changes)

    def cancel(self, ref: EventRef, *, deadline_s: float) -> None:
        """Take an event of ours off the calendar; see ``base.Calendar.cancel``."""
        with self._writing(ref.key, deadline_s) as connection:
            self._require(connection, ref.calendar_id)
            found = _by_key(connection, ref.calendar_id, ref.key)
            if found is None or found.id != ref.event_id or found.status != "confirmed":
                return  # twice is the same as once, and what is not ours is not touched
            _require_version(found, ref)
            # The row stays, so that its key stays taken.
            self._store(connection, found, status="cancelled")

    def set_zone(self, calendar_id: str, zone: ZoneInfo, *, deadline_s: float = 5.0) -> CalendarInfo:
        """Give a calendar another zone: whole days and times without one are read in it from now on.

        What is stored are instants, which stay as they are: a file is imported again to be read anew.

        Raises:
            CalendarError: as every verb.
        """
        with self._writing(calendar_id, deadline_s) as connection:
            self._require(connection, calendar_id)
            change = update(local_calendars).where(_CALENDAR.id == calendar_id)
            connection.execute(change.values(zone=zone.key))
            return rows.info_of(self._require(connection, calendar_id))

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
        with self._reading(deadline_s) as connection:
            zone = ZoneInfo(self._require(connection, calendar_id).zone)
        times, seen = ical.read_busy(data, zone, span), ical.uids(data)
        with self._writing(calendar_id, deadline_s) as connection:
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
        with self._reading(deadline_s) as connection:
            calendar = self._require(connection, calendar_id)
            # What came from two sources is one event; see ``rows.owners_row``.
            entries = {
                (row.uid, row.starts_at, row.ends_at): rows.entry_of(row) for row in connection.execute(live)
            }
        return ical.write(calendar.name, ZoneInfo(calendar.zone), tuple(entries.values()))

    def _all_calendars(self):
        # 1.1: another account's calendars do not exist here.
        mine = select(local_calendars).where(_CALENDAR.account_id == self._account_id)
        return mine.order_by(_CALENDAR.is_primary.desc(), _CALENDAR.name, _CALENDAR.id)

    def _require(self, connection: Connection, calendar_id: str) -> Row:
        named = self._all_calendars().where(_CALENDAR.id == calendar_id)
        found = connection.execute(named).first() if is_storable(calendar_id) else None
        if found is None:
            raise CalendarMissing("There is no such calendar in this account.")
        return found

    def _ensure(
        self, calendar_id: str, name: str, zone: ZoneInfo, deadline_s: float, *, primary: bool
    ) -> CalendarInfo:
        if not 0 < len(name) <= 120 or not is_storable(name):
            raise InvalidRequest("The name of a calendar is 1 to 120 characters long.")
        with self._writing(calendar_id, deadline_s) as connection:
            found = connection.execute(self._all_calendars().where(_CALENDAR.id == calendar_id)).first()
            if found is not None:
                return rows.info_of(found)
            row = {"id": calendar_id, "name": name, "zone": zone.key, "is_primary": primary}
            connection.execute(insert(local_calendars).values(account_id=self._account_id, **row))
            return CalendarInfo(calendar_id, name, zone, primary, can_write=True)

    def _busy_of(
        self, connection: Connection, calendar_id: str, span: Interval, ignoring: Sequence[EventRef]
    ) -> Busy | Unknown:
        try:
            self._require(connection, calendar_id)
        except CalendarMissing as error:
            return Unknown(str(error))
        touching = and_(
            _EVENT.calendar_id == calendar_id,
            _EVENT.status == "confirmed",
            _EVENT.starts_at < span.end,
            _EVENT.ends_at > span.start,
            _EVENT.ends_at > _EVENT.starts_at,
        )
        events = connection.execute(
            select(_EVENT.id, _EVENT.key, _EVENT.starts_at, _EVENT.ends_at)
            .where(touching)
            .order_by(_EVENT.starts_at, _EVENT.ends_at)
        )
        # Only an event of ours can be ignored, whatever a reference says.
        ignored = {(ref.event_id, ref.key) for ref in ignoring if ref.calendar_id == calendar_id}
        return Busy(tuple(Interval(e.starts_at, e.ends_at) for e in events if (e.id, e.key) not in ignored))

    def _insert(self, connection: Connection, calendar_id: str, event: NewEvent) -> EventRef:
        row = rows.our_row(calendar_id, event, self._clock.now())
        connection.execute(insert(local_events).values(row))
        return EventRef(calendar_id, row["id"], event.key, str(row["version"]))

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

    def _change(self, ref: EventRef, deadline_s: float, **changes) -> EventRef:
        with self._writing(ref.key, deadline_s) as connection:
            self._require(connection, ref.calendar_id)
            found = _by_key(connection, ref.calendar_id, ref.key)
            if found is None or found.id != ref.event_id or found.status != "confirmed":
                raise EventMissing("The event is no longer on the calendar.")
            _require_version(found, ref)
            return self._store(connection, found, **changes)

    def _store(self, connection: Connection, found: Row, **changes) -> EventRef:
        version = found.version + 1
        change = update(local_events).where(_EVENT.id == found.id)
        connection.execute(change.values(version=version, updated_at=self._clock.now(), **changes))
        return EventRef(found.calendar_id, found.id, found.key, str(version))

    @contextmanager
    def _reading(self, deadline_s: float) -> Iterator[Connection]:
        with translated(key=""), self._database.reading(deadline_s=deadline_s) as connection:
            yield connection

    @contextmanager
    def _writing(self, key: str, deadline_s: float) -> Iterator[Connection]:
        # The account's lock: of two writers with one key the second finds what the first wrote.
        with (
            translated(key=key),
            self._database.writing(self._account_id, deadline_s=deadline_s) as connection,
        ):
            yield connection


def _by_key(connection: Connection, calendar_id: str, key: str) -> Row | None:
    if not is_storable(key):
        return None
    ours = select(local_events).where(_EVENT.calendar_id == calendar_id, _EVENT.key == key)
    return connection.execute(ours).first()


def _require_version(found: Row, ref: EventRef) -> None:
    if str(found.version) != ref.version:
        raise Conflict("The event was changed since it was last read.")
