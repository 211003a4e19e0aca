"""The providers that the contract is tried on."""

import pytest
from provider_harness import LocalHarness
from sqlalchemy.engine import make_url

from direct_booking.storage.database import Database

PROVIDERS = ("local on sqlite", "local on postgresql")


@pytest.fixture(params=PROVIDERS)
def harness(request):
    """A provider with two empty calendars."""
    proxy = None
    if request.param == "local on sqlite":
        url = request.getfixturevalue("sqlite_url")
    else:
        address = make_url(request.getfixturevalue("postgres_url"))
        proxy = request.getfixturevalue("proxy_to")(address.host, address.port or 5432)
        url = address.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
    database = Database(url)
    yield LocalHarness(database, proxy)
    database.close()


@pytest.fixture
def calendar(harness):
    """The calendar under test."""
    return harness.calendar
