"""The embedded calendar's tables: those of one account, in transactions whose errors are a calendar's.

Rows become values in ``local_rows.py``; what is done with them is in ``local.py`` and ``local_files.py``.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from direct_booking.calendars.checking import is_storable
from direct_booking.calendars.errors import CalendarMissing
from direct_booking.calendars.local_errors import translated
from direct_booking.storage.database import Database
from direct_booking.storage.schema import local_calendars, local_events


class Store:
    """The calendars of one account and of no other. May be used from any thread."""

    def __init__(self, database: Database, account_id: int) -> None:
        self._database = database
        self.account_id = account_id

    @contextmanager
    def reading(self, deadline_s: float) -> Iterator[Connection]:
        """A transaction that reads. Raises ``Unreachable``."""
        with translated(key=""), self._database.reading(deadline_s=deadline_s) as connection:
            yield connection

    @contextmanager
    def writing(self, key: str, deadline_s: float) -> Iterator[Connection]:
        """A transaction that writes, alone in its account.

        Args:
            key: of the event that is written, if any.

        Raises:
            Unreachable, InvalidRequest: nothing was written. OutcomeUnknown: it may have been.
        """
        # The account's lock: of two writers with one key the second finds what the first wrote.
        with (
            translated(key=key),
            self._database.writing(self.account_id, deadline_s=deadline_s) as connection,
        ):
            yield connection

    def calendars(self):
        """The query for the account's calendars, the primary one first. Pure."""
        # 1.1: another account's calendars do not exist here.
        mine = select(local_calendars).where(local_calendars.c.account_id == self.account_id)
        return mine.order_by(
            local_calendars.c.is_primary.desc(), local_calendars.c.name, local_calendars.c.id
        )

    def require(self, connection: Connection, calendar_id: str) -> Row:
        """One of the account's calendars.

        Raises:
            CalendarMissing: there is no such.
        """
        named = self.calendars().where(local_calendars.c.id == calendar_id)
        found = connection.execute(named).first() if is_storable(calendar_id) else None
        if found is None:
            raise CalendarMissing("There is no such calendar in this account.")
        return found


def by_key(connection: Connection, calendar_id: str, key: str) -> Row | None:
    """The event that was made with this key, live or not."""
    if not is_storable(key):
        return None
    ours = select(local_events).where(local_events.c.calendar_id == calendar_id, local_events.c.key == key)
    return connection.execute(ours).first()
