"""A day of calls, held once for all tests of a process: each gets a copy of its database."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from direct_booking.bookings.booking import Booking
from direct_booking.storage.database import Database


@dataclass(frozen=True)
class Day:
    """What a day of calls has left.

    Attributes:
        file: the database.
        made: the bookings by the name of their call, see ``records.a_day_of_calls``.
        console: the one that it was held on, closed by now.
    """

    file: Path
    made: Mapping[str, Booking]
    console: object


@pytest.fixture(scope="session")
def held_day(migrated_sqlite, tmp_path_factory) -> Day:
    """Two accounts, and a day of calls of the first."""
    from consoles import open_console
    from records import a_day_of_calls

    file = tmp_path_factory.mktemp("day") / "day.sqlite"
    shutil.copyfile(migrated_sqlite, file)
    database = Database(f"sqlite:///{file}")
    console = open_console(database)
    made = a_day_of_calls(console)
    database.close()
    return Day(file, made, console)


@pytest.fixture
def day_database(held_day, tmp_path) -> Iterator[Database]:
    """A copy of its database."""
    file = tmp_path / "day.sqlite"
    shutil.copyfile(held_day.file, file)
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()
