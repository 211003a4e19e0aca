"""Connecting, losing, reconnecting and giving back a calendar in a browser, on stand-ins."""

import pytest
from consoles import Console, Served, open_console
from elsewhere import elsewhere_of
from offices import NEW_YORK, NOW

from direct_booking.clock import SetClock
from direct_booking.storage.connections import Health
from direct_booking.storage.database import Database

NAMES = {"google": "Google Calendar", "microsoft": "Outlook"}


@pytest.fixture(params=sorted(NAMES))
def elsewhere(request):
    """The servers of a provider, where the owner says yes to everything."""
    stand_in = elsewhere_of(request.param, SetClock(NOW), NEW_YORK, lambda: None)
    yield stand_in
    wrong = stand_in.wrong()
    stand_in.close()
    assert wrong == []


@pytest.fixture
def served(sqlite_url, elsewhere):
    """A console whose operator has set the provider up, with this console's redirect address."""
    database = Database(sqlite_url)

    def make(place) -> Console:
        back = f"{place.url}/direct-booking/connect/{elsewhere.name}/return"
        if elsewhere.name == "google":
            elsewhere.google.accounts.redirect_uri = back
        else:
            elsewhere.graph.login.redirects = (back,)
        return open_console(database, place=place, environment=elsewhere.environment)

    opened = Served(make)
    yield opened
    opened.close()
    database.close()


def test_a_calendar_is_connected_lost_reconnected_and_given_back(served, elsewhere, owner, fine):
    """1.1, 1.3, 1.5: by the provider's own sign-in; what expired, and what goes off, is said."""
    name, console = NAMES[elsewhere.name], served.console
    owner.goto("/direct-booking/")
    owner.get_by_role("link", name="Connect another").click()
    owner.get_by_role("button", name=f"Connect {name}").click()
    owner.wait_for_url("**/direct-booking/")
    assert owner.get_by_text("Connected. Appointments are booked on").is_visible()
    assert owner.locator("dl").get_by_text(name, exact=True).is_visible()
    connected = console.desk.checking.seen(console.account_id)
    assert connected.connection.health is Health.CONNECTED
    assert owner.locator("dl").get_by_text(connected.account, exact=True).is_visible()
    fine(owner)
    with elsewhere.expired():
        _forget_access(elsewhere)
        owner.get_by_role("button", name="Check now").click()
        owner.get_by_text("Access expired, reconnect").wait_for()
        fine(owner)
        owner.goto("/configure/")
        assert owner.get_by_role("alert").filter(has_text="Access expired").is_visible()
    owner.get_by_role("alert").get_by_role("link", name="Reconnect").click()
    owner.get_by_role("button", name=f"Reconnect {name}").click()
    owner.get_by_text("Connected. Appointments are booked on").wait_for()
    assert not owner.get_by_text("Access expired").is_visible()
    owner.get_by_role("link", name="Disconnect").click()
    assert owner.get_by_text("Booking ends for Receptionist").is_visible()
    fine(owner)
    owner.get_by_role("button", name="Disconnect").click()
    owner.get_by_text("Not connected").wait_for()
    assert console.desk.diary.connection(console.account_id) is None


def _forget_access(elsewhere) -> None:
    """What was given out for an hour is worth nothing either."""
    if elsewhere.name == "google":
        elsewhere.google.accounts.forget_access(elsewhere.google.accounts.grants[-1])
    else:
        elsewhere.graph.login.forget_access()
