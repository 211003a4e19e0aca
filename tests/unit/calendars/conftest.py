"""What the tests of calendars share."""

from collections.abc import Iterator

import pytest
from icalendar.timezone import tzp
from standins.google_connected import ConnectedGoogle
from standins.graph_connected import ConnectedMicrosoft


@pytest.fixture(autouse=True)
def no_zones_of_other_tests() -> None:
    """The reader of iCalendar remembers every zone that any text defined."""
    tzp.use_default()


@pytest.fixture
def connected() -> Iterator[ConnectedGoogle]:
    """An owner's Google Calendar on the stand-in, with the product connected to it."""
    one = ConnectedGoogle()
    yield one
    one.close()


@pytest.fixture
def microsoft() -> Iterator[ConnectedMicrosoft]:
    """An owner's Microsoft calendar on the stand-in, with the product connected to it."""
    one = ConnectedMicrosoft()
    yield one
    one.close()
