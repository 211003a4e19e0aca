"""An owner's whole way in a browser: from the first link to a caller's booking, and to access that expires.

The provider's sign-in is the stand-in's, the telephone the simulator's; dialogue, calendar client and record
are the real ones.
"""

import asyncio
from pathlib import Path

import pytest
import pytest_asyncio
from browsing import page_of
from connecting import calendar_elsewhere, console_for, forget_access
from consoles import Console
from offices import CALLER, NOW

from direct_booking.clock import SetClock
from direct_booking.console.rehearsal import rehearsed_by
from direct_booking.reception.rehearsal import Rehearsing
from direct_booking.simulator.company import Call
from direct_booking.simulator.webhooks import Webhooks
from direct_booking.storage.database import Database
from direct_booking.wiring.rehearsing import copy_of

ROOT = Path(__file__).parents[2]
TOKEN = "a token of the tests"
EMAIL, PASSWORD = "cleo@example.com", "seven green umbrellas"


@pytest.fixture
def elsewhere():
    """Google, where the owner says yes to everything."""
    yield from calendar_elsewhere("google", SetClock(NOW))


@pytest.fixture
def served(sqlite_url, elsewhere):
    """A console that nobody has opened yet, on a clock that stands at nine on a Monday in New York."""
    database = Database(sqlite_url)
    with console_for(database, elsewhere, owned=False) as opened:
        yield opened
    database.close()


@pytest_asyncio.fixture(loop_scope="session")
async def lines(stack, served):
    """The addresses of the telephone and of the console's test calls, answered at the console's desk."""
    from rasa.core.channels.rest import RestInput

    import actions.desk
    from direct_booking.channels.twilio import TwilioVoice
    from direct_booking.serving.phone_line import phone_line

    desk = served.console.desk
    stack.keep_in(desk.database, desk.clock)
    actions.desk.use(desk)
    phone = TwilioVoice(auth_token=TOKEN, domain=str(ROOT / "domain.yml"), phone=str(ROOT / "phone.yml"))
    answer = stack.agent.handle_message
    async with phone_line(phone, answer) as by_phone, phone_line(RestInput(), answer) as by_rest:
        rehearsed_by(served.console.app, Rehearsing(f"{by_rest}/webhook", copy_of))
        yield by_phone
    actions.desk.use(None)
    stack.keep_in(None, desk.clock)


@pytest.mark.asyncio(loop_scope="session")
async def test_from_the_first_link_to_a_callers_booking_and_beyond(driver, served, elsewhere, lines, fine):
    """1.3, 1.5, 4.1, 6.2, 7.4: what an owner does, in the order in which they do it."""
    console = served.console

    def in_the_browser(walk) -> None:
        driver.run(walk, page, console, fine)

    def opened():
        return driver.run(context.__enter__)

    context = page_of(driver.browser, served.url)
    page = await asyncio.to_thread(opened)
    try:
        for walk in (first_run, connect, configure, hold_a_test_call):
            await asyncio.to_thread(in_the_browser, walk)
        await asyncio.to_thread(somebody_calls, lines)
        assert len(elsewhere.ours()) == 1
        await asyncio.to_thread(in_the_browser, see_the_booking)
        with elsewhere.expired():
            forget_access(elsewhere)
            await asyncio.to_thread(in_the_browser, see_that_access_has_expired)
        await asyncio.to_thread(in_the_browser, reconnect)
    finally:
        await asyncio.to_thread(driver.run, context.__exit__, None, None, None)


def first_run(page, console: Console, fine) -> None:
    """The link that was printed, a password, in."""
    page.goto(f"/welcome/{console.desk.owners.link(console.account_id)}")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password again").fill(PASSWORD)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/overview/")


def connect(page, console: Console, fine) -> None:
    """By the provider's own sign-in."""
    page.get_by_role("link", name="Direct Booking", exact=True).last.click()
    page.get_by_role("link", name="Connect another").click()
    page.get_by_role("button", name="Connect Google Calendar").click()
    page.wait_for_url("**/direct-booking/")
    assert page.get_by_text("Connected. Appointments are booked on").is_visible()


def configure(page, console: Console, fine) -> None:
    """Under the business's own name."""
    page.get_by_role("link", name="Configure").click()
    page.get_by_label("Name of the business").fill("Lake House")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Your settings are kept.").wait_for()


def hold_a_test_call(page, console: Console, fine) -> None:
    """It books on the copy, and nothing of it is anywhere else."""
    page.get_by_role("link", name="Test call").click()
    page.get_by_label("Calling from").fill(CALLER)
    page.get_by_role("button", name="Call", exact=True).click()
    page.get_by_text("Lake House").first.wait_for()
    for words, answer in (
        ("tomorrow at two", "Shall I book that for you?"),
        ("yes", "Would you like a calendar invite?"),
        ("ann at example dot com", "Did I get that right?"),
        ("yes", "You're booked for tomorrow at 2 PM"),
    ):
        page.get_by_label("What you say").fill(words)
        page.get_by_role("button", name="Say", exact=True).click()
        page.locator(".transcript .assistant").filter(has_text=answer).last.wait_for()
    copy = page.get_by_role("complementary")
    assert copy.get_by_text("Tue, Mar 3, 2026, 2:00 PM EST").is_visible()
    assert copy.get_by_text("ann@example.com").first.is_visible()
    fine(page)
    page.get_by_role("button", name="Hang up").click()
    page.get_by_text("You have hung up.").wait_for()
    assert copy.get_by_text("Booked", exact=True).first.is_visible()
    assert console.desk.appointments.page(console.account_id).total == 0
    assert console.desk.transcripts.calls(console.account_id).total == 0


def somebody_calls(phone: str) -> None:
    """A caller books, by telephone."""
    call = Call(Webhooks(TOKEN), phone, caller=CALLER, called="")
    call.ring()
    for words in ("tomorrow at two", "yes", "john at example dot com", "yes"):
        heard = call.say(words)
    assert any("You're booked for tomorrow at 2 PM" in says for says in heard.says), heard
    call.hang_up()


def see_the_booking(page, console: Console, fine) -> None:
    """From the overview to what was said."""
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name="Tue, Mar 3, 2026, 2:00 PM EST").click()
    assert page.get_by_text("john@example.com").first.is_visible()
    page.get_by_role("link", name="Open its call").click()
    assert page.get_by_text("john at example dot com", exact=True).is_visible()
    assert page.get_by_role("link", name="Save as call test").is_visible()


def see_that_access_has_expired(page, console: Console, fine) -> None:
    """Once it is noticed, on every page."""
    page.goto("/direct-booking/")
    page.get_by_role("button", name="Check now").click()
    page.get_by_text("Access expired, reconnect").wait_for()
    page.get_by_role("link", name="Bookings").click()
    page.get_by_role("alert").filter(has_text="Access expired").wait_for()
    fine(page)


def reconnect(page, console: Console, fine) -> None:
    """From wherever the owner is told."""
    page.get_by_role("alert").get_by_role("link", name="Reconnect").click()
    page.get_by_role("button", name="Reconnect Google Calendar").click()
    page.get_by_text("Connected. Appointments are booked on").wait_for()
    assert not page.get_by_text("Access expired").is_visible()
