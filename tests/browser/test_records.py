"""An owner's day in a browser: the overview, a search, a booking cancelled, a call read, a caller erased."""

import pytest
import records
from browsing import let_in, page_of
from consoles import Served, reopen_console


@pytest.fixture
def served(held_day, day_database):
    """A console after a day of calls."""
    opened = Served(lambda place: reopen_console(held_day.console, day_database, place=place))
    yield opened
    opened.close()


def test_an_owner_reads_and_cancels(served, owner, fine):
    """From the overview to the booking, its call, and off the calendar."""
    owner.goto("/overview/")
    fine(owner)
    owner.get_by_role("link", name="Tue, Mar 3, 2026, 2:00 PM EST").click()
    fine(owner)
    owner.get_by_role("link", name="Open its call").click()
    owner.get_by_text("tuesday at two please").wait_for()
    fine(owner)
    owner.go_back()
    owner.get_by_role("link", name="Cancel this appointment").click()
    fine(owner)
    owner.get_by_role("button", name="Cancel the appointment").click()
    owner.get_by_text("Cancelled: it is off the calendar.").wait_for()
    owner.get_by_text("You cancelled it.").wait_for()


def test_the_list_follows_what_is_typed(served, owner, fine):
    """With scripts the list is searched while the owner types, and the address can be kept."""
    owner.goto("/bookings/?list=all")
    fine(owner)
    owner.get_by_role("searchbox").press_sequentially("wolfe")
    owner.get_by_text("1 appointment for “wolfe”").wait_for()
    assert "search=wolfe" in owner.url
    fine(owner)
    owner.get_by_role("searchbox").fill("nobody at all")
    owner.get_by_text("Nothing found").wait_for()
    fine(owner)


def test_without_scripts_everything_can_be_done(driver, served):
    """A search, a callback that is done, an open item that is closed."""
    with page_of(driver.browser, served.url, scripts=False) as page:
        let_in(page, served.console)
        page.goto("/bookings/?list=attention")
        page.get_by_role("searchbox").fill("lee")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Thu, Mar 5").click()
        page.get_by_role("button", name="Close this item").click()
        page.get_by_text("The open item is closed.").wait_for()
        page.goto("/bookings/messages/")
        page.get_by_role("button", name="Mark as done").click()
        page.get_by_text("Nobody is waiting").wait_for()


def test_callbacks_calls_and_downloads(served, owner, fine):
    """Lists with something on them, and the files that are made of them."""
    records.crowd(served.console, 60)
    owner.goto("/bookings/messages/")
    fine(owner)
    owner.goto("/calls/")
    fine(owner)
    owner.goto("/bookings/?list=past")
    owner.get_by_role("link", name="Next").click()
    owner.get_by_text("Page 2 of 3").wait_for()
    with owner.expect_download() as waiting:
        owner.get_by_role("link", name="Download as CSV").click()
    with open(waiting.value.path(), encoding="utf-8") as table:
        assert len(table.readlines()) == 1 + 54


def test_a_caller_is_found_and_erased(served, owner, fine):
    """6.4, and the page that asks first."""
    owner.goto("/privacy/")
    owner.get_by_label("Number or e-mail address").fill("+1 (212) 555-0101")
    owner.get_by_role("button", name="Find").click()
    fine(owner)
    owner.get_by_role("link", name="Erase this caller").click()
    fine(owner)
    owner.get_by_role("button", name="Erase", exact=True).click()
    owner.get_by_text("and what belonged to them").wait_for()
    owner.get_by_label("Erase after").fill("30")
    owner.get_by_role("button", name="Keep this").click()
    fine(owner)
    owner.get_by_role("button", name="Erase what is older").click()
    owner.get_by_text("older than 30 days is erased").wait_for()
