"""Connecting, losing and giving back a calendar in a browser: by a sign-in, and by a password."""

import pytest
from connecting import calendar_elsewhere, console_for, forget_access
from offices import NOW
from standins.radicale_server import PASSWORD

from direct_booking.clock import SetClock
from direct_booking.storage.connections import Health
from direct_booking.storage.database import Database


@pytest.fixture
def elsewhere():
    """Microsoft's servers; how it is with Google is in ``test_journey``."""
    yield from calendar_elsewhere("microsoft", SetClock(NOW))


@pytest.fixture
def served(sqlite_url, elsewhere):
    """A console whose operator has set Outlook up, with this console's redirect address."""
    database = Database(sqlite_url)
    with console_for(database, elsewhere) as opened:
        yield opened
    database.close()


def test_a_calendar_is_connected_lost_reconnected_and_given_back(served, elsewhere, owner, fine):
    """1.1, 1.3, 1.5: what expired, and what goes off, is said."""
    console = served.console
    owner.goto("/direct-booking/connect/")
    owner.get_by_role("button", name="Connect Outlook").click()
    owner.wait_for_url("**/direct-booking/")
    assert owner.locator("dl").get_by_text("Outlook", exact=True).is_visible()
    connected = console.desk.checking.seen(console.account_id)
    assert connected.connection.health is Health.CONNECTED
    assert owner.locator("dl").get_by_text(connected.account, exact=True).is_visible()
    with elsewhere.expired():
        forget_access(elsewhere)
        owner.get_by_role("button", name="Check now").click()
        owner.get_by_text("Access expired, reconnect").wait_for()
    owner.get_by_role("button", name="Reconnect Outlook").click()
    owner.get_by_text("Connected. Appointments are booked on").wait_for()
    owner.get_by_role("link", name="Disconnect").click()
    assert owner.get_by_text("Booking ends for Receptionist").is_visible()
    fine(owner)
    owner.get_by_role("button", name="Disconnect").click()
    owner.get_by_text("Not connected").wait_for()
    assert console.desk.diary.connection(console.account_id) is None


def test_a_caldav_server_is_connected_by_its_form(served, owner, fine, radicale):
    """1.2: a wrong password is told beside the form; the right one connects the calendar."""
    console, theirs = served.console, radicale.new_owner()
    theirs.makes_calendar("default", shown="Practice")
    owner.goto("/direct-booking/connect/caldav")
    owner.get_by_label("Address").fill(f"http://127.0.0.1:{radicale.port}/")
    owner.get_by_label("User").fill(theirs.user)
    owner.get_by_label("Password").fill("not this one")
    owner.get_by_role("button", name="Connect").click()
    owner.get_by_role("alert").wait_for()
    fine(owner)
    owner.get_by_label("Password").fill(PASSWORD)
    owner.get_by_role("button", name="Connect").click()
    owner.get_by_text("Connected. Appointments are booked on").wait_for()
    connection = console.desk.diary.connection(console.account_id)
    assert (connection.provider, connection.health) == ("caldav", Health.CONNECTED)
