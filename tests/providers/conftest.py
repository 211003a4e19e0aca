"""The providers that the contract is tried on."""

import pytest
from caldav_harness import caldav_harness  # noqa: F401 - a fixture
from google_harness import google_harness  # noqa: F401 - a fixture
from microsoft_harness import microsoft_harness  # noqa: F401 - a fixture
from provider_harness import LocalHarness
from sqlalchemy.engine import make_url

from direct_booking.storage.database import Database

# The fixture of each provider on the network.
ON_THE_NETWORK = {
    "google": "google_harness",
    "microsoft": "microsoft_harness",
    "caldav": "caldav_harness",
}
PROVIDERS = ("local on sqlite", "local on postgresql", *ON_THE_NETWORK)


@pytest.fixture(params=PROVIDERS)
def harness(request):
    """A provider with two empty calendars."""
    if request.param in ON_THE_NETWORK:
        yield request.getfixturevalue(ON_THE_NETWORK[request.param])
        return
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
