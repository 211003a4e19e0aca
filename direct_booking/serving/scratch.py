"""A copy of the database for a pretended call, so that nothing real is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert, select

from direct_booking import wiring
from direct_booking.clock import Clock
from direct_booking.storage import accounts, connections
from direct_booking.storage.database import Database, migrate
from direct_booking.storage.schema import metadata


@contextmanager
def scratch_copy(source: Database, clock: Clock) -> Iterator[Database]:
    """A SQLite file with everything that ``source`` has, gone at the end.

    An account that books on somebody else's calendar books on an empty embedded one in the copy.

    Raises:
        StorageError, CalendarError.
    """
    with TemporaryDirectory(prefix="direct-booking-") as folder:
        copy = Database(f"sqlite:///{Path(folder) / 'scratch.sqlite'}")
        try:
            migrate(copy)
            _copy_rows(source, copy)
            _keep_calendars_here(copy, clock)
            yield copy
        finally:
            copy.close()


def _copy_rows(source: Database, copy: Database) -> None:
    with source.reading() as old, copy.writing(None) as new:
        # In the order in which tables refer to one another.
        for table in metadata.sorted_tables:
            rows = [dict(row) for row in old.execute(select(table)).mappings()]
            if rows:
                new.execute(insert(table), rows)


def _keep_calendars_here(copy: Database, clock: Clock) -> None:
    with copy.reading() as connection:
        connected = [
            connections.of_account(connection, each.id) for each in accounts.all_accounts(connection)
        ]
    for elsewhere in connected:
        if elsewhere is not None and elsewhere.provider != "local":
            with copy.writing(elsewhere.account_id) as connection:
                connections.forget(connection, elsewhere.account_id)
            wiring.connect_local(copy, clock, elsewhere.account_id, elsewhere.zone)
