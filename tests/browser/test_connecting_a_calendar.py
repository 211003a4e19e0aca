"""Connecting, choosing, losing and giving back a calendar in a browser, on stand-ins for the providers."""

from datetime import timedelta

import pytest
from consoles import Served, open_console
from elsewhere import elsewhere_of
from offices import NEW_YORK, NOW
from standins.google_values import One

from direct_booking.clock import SetClock
from direct_booking.storage.connections import Health
from direct_booking.storage.database import Database


@pytest.fixture(params=["google", "microsoft"])
def elsewhere(request):
    """The servers of a provider, where the owner says yes to everything."""
    stand_in = elsewhere_of(request.param, SetClock(NOW), NEW_YORK, lambda: None)
    yield stand_in
    wrong = stand_in.wrong()
    stand_in.close()
    assert wrong == []


@pytest.fixture
def served(sqlite_url, elsewhere):
    """A console whose operator has set the provider up."""
    database = Database(sqlite_url)
    opened = Served(lambda place: open_console(database, place=place, environment=elsewhere.environment))
    yield opened
    opened.close()
    database.close()
