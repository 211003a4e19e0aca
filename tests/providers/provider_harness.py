"""What a provider brings along to be held to the contract: a calendar, its owner's hands, and its faults.

A further provider needs a class like ``LocalHarness`` and one more parameter in ``conftest.py``; the tests
stay as they are.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from fixtures_proxy import Proxy
from sqlalchemy import event, exc, insert, select, update

from direct_booking.calendars.base import Calendar, EventRef
from direct_booking.calendars.local import LocalCalendar
from direct_booking.clock import SetClock
from direct_booking.scheduling.availability import Interval
from direct_booking.storage.database import Database
from direct_booking.storage.schema import accounts, local_events

MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
WEEK = Interval(MONDAY - timedelta(days=1), MONDAY + timedelta(days=6))


def at(minute: float, length_minutes: float = 30) -> Interval:
    """A stretch that begins so many minutes after Monday's beginning."""
    start = MONDAY + timedelta(minutes=minute)
    return Interval(start, start + timedelta(minutes=length_minutes))


class Harness(Protocol):
    """One provider under test.

    Attributes:
        calendar: what is tested.
        primary_id: the owner's main calendar.
        other_id: another calendar of the same owner.
        missing_id: well formed, and not there.
        smallest: the shortest time that the provider keeps.
        gives_links: whether an online event gets a video link.
        opening_s: what opening a connection may take, however early the deadline is.
    """

    calendar: Calendar
    primary_id: str
    other_id: str
    missing_id: str
    smallest: timedelta
    gives_links: bool
    opening_s: float

    def owner_adds(self, calendar_id: str, *spans: Interval) -> None:
        """Put busy events of the owner's own on a calendar."""

    def owners_times(self, calendar_id: str) -> list[Interval]:
        """When the owner's own events are, earliest first, without asking ``calendar``."""

    def owner_moves(self, ref: EventRef, span: Interval) -> None:
        """Move an event of ours behind our back."""

    def owner_deletes(self, ref: EventRef) -> None:
        """Delete an event of ours behind our back."""

    def words_on(self, ref: EventRef) -> tuple[str, str]:
        """Title and description of an event of ours, without asking ``calendar``."""

    def unreachable(self) -> AbstractContextManager[None] | None:
        """As long as it is open, nothing can be sent; None when that cannot happen to this provider."""

    def silent(self) -> AbstractContextManager[None] | None:
        """As long as it is open, nothing that would write is answered; None when it cannot happen."""

    def answer_lost(self) -> AbstractContextManager[None] | None:
        """The next write happens and its answer is lost; None when that cannot happen."""

    def access_expired(self) -> AbstractContextManager[None] | None:
        """As long as it is open, the owner's grant is revoked; None when there is no grant."""


class LocalHarness:
    """The embedded calendar on either database; PostgreSQL stands behind a proxy."""

    missing_id = "local-999"
    smallest = timedelta(microseconds=1)
    gives_links = False
    # PostgreSQL's library waits no less.
    opening_s = 2.0

    def __init__(self, database: Database, proxy: Proxy | None = None) -> None:
        self._database = database
        self._proxy = proxy
        with database.writing(None) as connection:
            connection.execute(insert(accounts).values(id=1, name="one", created_at=MONDAY))
        self.calendar = LocalCalendar(database, 1, SetClock(MONDAY))
        self.primary_id = self.calendar.ensure_calendar("Bookings", ZoneInfo("America/New_York")).id
        self.other_id = self.calendar.add_calendar("Another", ZoneInfo("America/New_York")).id
        self._added = 0

    def owner_adds(self, calendar_id: str, *spans: Interval) -> None:
        """See ``Harness``."""
        rows = []
        for span in spans:
            self._added += 1
            rows.append(
                {
                    "id": f"owner{self._added}",
                    "calendar_id": calendar_id,
                    "uid": f"owner{self._added}",
                    "starts_at": span.start,
                    "ends_at": span.end,
                    "title": "Dentist",
                    "description": "",
                    "location": "",
                    "status": "confirmed",
                    "version": 1,
                    "updated_at": MONDAY,
                }
            )
        with self._database.writing(1) as connection:
            connection.execute(insert(local_events), rows)

    def owners_times(self, calendar_id: str) -> list[Interval]:
        """See ``Harness``."""
        columns = local_events.c
        owners = select(columns.starts_at, columns.ends_at).where(
            columns.calendar_id == calendar_id, columns.key.is_(None), columns.status == "confirmed"
        )
        with self._database.reading() as connection:
            return sorted(Interval(row.starts_at, row.ends_at) for row in connection.execute(owners))

    def owner_moves(self, ref: EventRef, span: Interval) -> None:
        """See ``Harness``."""
        self._owner_changes(ref, starts_at=span.start, ends_at=span.end)

    def owner_deletes(self, ref: EventRef) -> None:
        """See ``Harness``."""
        self._owner_changes(ref, status="cancelled")

    def words_on(self, ref: EventRef) -> tuple[str, str]:
        """See ``Harness``."""
        columns = local_events.c
        with self._database.reading() as connection:
            found = connection.execute(
                select(columns.title, columns.description).where(columns.id == ref.event_id)
            ).one()
        return found.title, found.description

    def _owner_changes(self, ref: EventRef, **changes) -> None:
        change = update(local_events).where(local_events.c.id == ref.event_id)
        with self._database.writing(1) as connection:
            connection.execute(change.values(version=local_events.c.version + 1, **changes))

    @contextmanager
    def unreachable(self) -> Iterator[None]:
        """See ``Harness``: the proxy is shut, or the file is away."""
        if self._proxy is not None:
            self._proxy.shut = True
            self._proxy.cut()
            yield
            self._proxy.shut = False
            return
        self._database.close()
        path = Path(self._database.engine.url.database)
        away = path.rename(path.with_suffix(".away"))
        path.mkdir()
        yield
        self._database.close()
        path.rmdir()
        away.rename(path)

    @contextmanager
    def silent(self) -> Iterator[None]:
        """See ``Harness``: the proxy passes nothing on, or another process keeps the file locked."""
        if self._proxy is not None:
            self._proxy.silent = True
            yield
            self._proxy.silent = False
            self._proxy.cut()
            return
        other = sqlite3.connect(self._database.engine.url.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
        other.close()

    @contextmanager
    def answer_lost(self) -> Iterator[None]:
        """See ``Harness``: the proxy loses the answer to COMMIT, or the disk fails right after it."""
        if self._proxy is not None:
            self._proxy.lose_answer_to = b"COMMIT"
            yield
            return

        def commit_and_fail(connection) -> None:
            connection.exec_driver_sql("COMMIT")
            raise exc.OperationalError("COMMIT", {}, sqlite3.OperationalError("disk I/O error"))

        event.listen(self._database.engine, "commit", commit_and_fail)
        yield
        event.remove(self._database.engine, "commit", commit_and_fail)

    def access_expired(self) -> None:
        """See ``Harness``: there is no grant that could expire."""
