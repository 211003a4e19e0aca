"""The embedded calendar: no account, no network, in the product's own database (SPEC 1.2).

The product's events carry the key they were created with; the owner's carry none, give nothing but busy
time, and are never touched. The tables are reached by ``local_store.py``, files read and written in
``local_files.py``; guests are told by mail, where mail is set up, by ``telling.py``.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from sqlalchemy import and_, insert, select, update
from sqlalchemy.engine import Connection, Row

from direct_booking.calendars import checking
from direct_booking.calendars import local_rows as rows
from direct_booking.calendars.base import Busy, CalendarInfo, Event, EventRef, NewEvent, Unknown
from direct_booking.calendars.checking import is_storable
from direct_booking.calendars.errors import (
    CalendarMissing,
    Conflict,
    EventMissing,
    InvalidRequest,
    OutcomeUnknown,
    Unreachable,
)
from direct_booking.calendars.local_files import LocalFiles
from direct_booking.calendars.local_store import Store, by_key
from direct_booking.calendars.telling import Step, Telling
from direct_booking.clock import Clock
from direct_booking.scheduling.availability import Interval
from direct_booking.storage.database import Database
from direct_booking.storage.schema import local_calendars, local_events

_EVENT = local_events.c
_CALENDAR = local_calendars.c


class LocalCalendar:
    """The calendars of one account in the database; see ``base.Calendar`` for its verbs.

    Attributes:
        files: its iCalendar files.
    """

    name = "local"

    def __init__(
        self, database: Database, account_id: int, clock: Clock, telling: Telling | None = None
    ) -> None:
        """Read and write the calendars of this account and of no other.

        Args:
            telling: tells guests by mail; None when no mail is set up.
        """
        self._store = Store(database, account_id)
        self._clock = clock
        self._telling = telling
        self.files = LocalFiles(self._store, clock)

    @property
    def invites(self) -> bool:
        """Whether a guest gets an invitation: by mail, if that is set up."""
        return self._telling is not None

    def ensure_calendar(self, name: str, zone: ZoneInfo, *, deadline_s: float = 5.0) -> CalendarInfo:
        """The account's primary calendar; made with this name and zone when there is none yet.

        Raises:
            CalendarError: as every verb.
        """
        return self._ensure(f"local-{self._store.account_id}", name, zone, deadline_s, primary=True)

    def add_calendar(self, name: str, zone: ZoneInfo, *, deadline_s: float = 5.0) -> CalendarInfo:
        """A further calendar of the account; the one of this name when there is one.

        Raises:
            CalendarError: as every verb.
        """
        calendar_id = f"local-{self._store.account_id}-{rows.digest(name)[:16]}"
        return self._ensure(calendar_id, name, zone, deadline_s, primary=False)

    def calendars(self, *, deadline_s: float) -> tuple[CalendarInfo, ...]:
        """List the account's calendars, the primary one first."""
        with self._store.reading(deadline_s) as connection:
            return tuple(rows.info_of(row) for row in connection.execute(self._store.calendars()))

    def makes_links(self, calendar_id: str, *, deadline_s: float) -> bool:
        """Never: there is nobody who would hold a video meeting."""
        return False

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
            with self._store.reading(deadline_s) as connection:
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
        with self._changing(event.key, deadline_s) as (connection, step):
            self._store.require(connection, calendar_id)
            found = by_key(connection, calendar_id, event.key)
            if found is None:
                made = self._insert(connection, calendar_id, event)
                step.after = rows.told_of(made)
                return rows.ref_of(made)
            if found.status != "confirmed":
                raise Conflict("The key belonged to an event that has since been cancelled.")
            if (found.starts_at, found.ends_at) != (event.span.start, event.span.end):
                raise Conflict("The key is there already with other times.")
            return rows.ref_of(found)

    def find(self, calendar_id: str, key: str, *, deadline_s: float) -> Event | None:
        """The live event that was created with this key, or None."""
        with self._store.reading(deadline_s) as connection:
            self._store.require(connection, calendar_id)
            found = by_key(connection, calendar_id, key)
        live = found is not None and found.status == "confirmed"
        if self._telling is not None:
            self._telling.seen(key, rows.told_of(found) if live else None)
        return rows.event_of(found) if live else None

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
        with self._changing(ref.key, deadline_s) as (connection, step):
            self._store.require(connection, ref.calendar_id)
            found = by_key(connection, ref.calendar_id, ref.key)
            if found is None or found.id != ref.event_id or found.status != "confirmed":
                return  # twice is the same as once, and what is not ours is not touched
            _require_version(found, ref)
            # The row stays, so that its key stays taken.
            self._update(connection, found, status="cancelled")
            step.before = rows.told_of(found)

    def set_zone(self, calendar_id: str, zone: ZoneInfo, *, deadline_s: float = 5.0) -> CalendarInfo:
        """Give a calendar another zone: whole days and times without one are read in it from now on.

        What is stored are instants, which stay as they are: a file is imported again to be read anew.

        Raises:
            CalendarError: as every verb.
        """
        with self._store.writing(calendar_id, deadline_s) as connection:
            self._store.require(connection, calendar_id)
            change = update(local_calendars).where(_CALENDAR.id == calendar_id)
            connection.execute(change.values(zone=zone.key))
            return rows.info_of(self._store.require(connection, calendar_id))

    def _ensure(
        self, calendar_id: str, name: str, zone: ZoneInfo, deadline_s: float, *, primary: bool
    ) -> CalendarInfo:
        if not 0 < len(name) <= 120 or not is_storable(name):
            raise InvalidRequest("The name of a calendar is 1 to 120 characters long.")
        with self._store.writing(calendar_id, deadline_s) as connection:
            found = connection.execute(self._store.calendars().where(_CALENDAR.id == calendar_id)).first()
            if found is not None:
                return rows.info_of(found)
            row = {"id": calendar_id, "name": name, "zone": zone.key, "is_primary": primary}
            connection.execute(insert(local_calendars).values(account_id=self._store.account_id, **row))
            return CalendarInfo(calendar_id, name, zone, primary, can_write=True)

    def _busy_of(
        self, connection: Connection, calendar_id: str, span: Interval, ignoring: Sequence[EventRef]
    ) -> Busy | Unknown:
        try:
            self._store.require(connection, calendar_id)
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

    def _insert(self, connection: Connection, calendar_id: str, event: NewEvent) -> Row:
        row = rows.our_row(calendar_id, event, self._clock.now())
        connection.execute(insert(local_events).values(row))
        return connection.execute(select(local_events).where(_EVENT.id == row["id"])).one()

    def _change(self, ref: EventRef, deadline_s: float, **changes) -> EventRef:
        with self._changing(ref.key, deadline_s) as (connection, step):
            self._store.require(connection, ref.calendar_id)
            found = by_key(connection, ref.calendar_id, ref.key)
            if found is None or found.id != ref.event_id or found.status != "confirmed":
                raise EventMissing("The event is no longer on the calendar.")
            _require_version(found, ref)
            there = self._update(connection, found, **changes)
            step.before, step.after = rows.told_of(found), rows.told_of(there)
            return rows.ref_of(there)

    def _update(self, connection: Connection, found: Row, **changes) -> Row:
        marks = {"version": found.version + 1, "updated_at": self._clock.now()}
        connection.execute(update(local_events).where(_EVENT.id == found.id).values(**marks, **changes))
        return connection.execute(select(local_events).where(_EVENT.id == found.id)).one()

    @contextmanager
    def _changing(self, key: str, deadline_s: float) -> Iterator[tuple[Connection, Step]]:
        """Write within, and put into the step what changes: guests are told when it is certain."""
        step = Step()
        try:
            with self._store.writing(key, deadline_s) as connection:
                yield connection, step
        except OutcomeUnknown:
            if self._telling is not None:
                self._telling.doubtful(key, step)
            raise
        if self._telling is not None and step != Step():
            self._telling.certain(key, step)


def _require_version(found: Row, ref: EventRef) -> None:
    if str(found.version) != ref.version:
        raise Conflict("The event was changed since it was last read.")
