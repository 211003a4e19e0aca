"""A console in this process, on SQLite."""

from collections.abc import Iterator

import pytest
from consoles import Console, open_console

from direct_booking.storage.database import Database


@pytest.fixture
def console(sqlite_url) -> Iterator[Console]:
    """Two accounts with an owner each."""
    database = Database(sqlite_url)
    yield open_console(database)
    database.close()
