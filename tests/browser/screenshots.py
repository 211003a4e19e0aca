"""Photographs every page of the console, wide and narrow, light and dark: ``make screenshots``.

A page is every address that takes no argument; further states are in ``STATES``.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "screenshots"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from browsing import NARROW, WIDE, Driver, chromium, page_of, sign_in  # noqa: E402
from consoles import Console, Served, open_console  # noqa: E402
from playwright.sync_api import Page  # noqa: E402
from records import a_day_of_calls, crowd  # noqa: E402
from rehearsed import Receptionist  # noqa: E402

from direct_booking.console.rehearsal import rehearsed_by  # noqa: E402
from direct_booking.reception.rehearsal import Left, Reply, understood  # noqa: E402
from direct_booking.storage import connections  # noqa: E402
from direct_booking.storage.connections import Health  # noqa: E402
from direct_booking.storage.database import Database, migrate  # noqa: E402


def addresses(console: Console) -> list[str]:
    """Every page that takes no argument."""
    rules = [
        rule
        for rule in console.app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments and rule.endpoint not in ("home", "health")
    ]
    return sorted(rule.rule for rule in rules if not rule.rule.endswith((".ics", ".csv", ".json")))


def expire(console: Console) -> None:
    """The owner's access has expired."""
    _mark(console, Health.EXPIRED)


def fail(console: Console) -> None:
    """The calendar does not answer."""
    _mark(console, Health.FAILING)


def disconnect(console: Console) -> None:
    """No calendar is connected."""
    console.desk.disconnecting.disconnect(console.account_id)


# Further states: the file's name, the page, and what comes to pass before it.
STATES = (
    ("direct-booking-failing", "/direct-booking/", fail),
    ("direct-booking-expired", "/direct-booking/", expire),
    ("direct-booking-none", "/direct-booking/", disconnect),
)


def of_records(console: Console) -> list[tuple[str, str]]:
    """Calls were held: the pages that show them, by the file's name."""
    made = a_day_of_calls(console)
    crowd(console, 60)
    booking = f"/bookings/{made['far/away 2'].id}/"
    return [
        ("overview-full", "/overview/"),
        ("bookings-full", "/bookings/"),
        ("bookings-past-page-2", "/bookings/?list=past&page=2"),
        ("bookings-not-found", "/bookings/?search=nobody"),
        ("booking", booking),
        ("booking-open-item", f"/bookings/{made['call-4'].id}/"),
        ("booking-cancel", f"{booking}cancel"),
        ("bookings-messages-full", "/bookings/messages/"),
        ("calls-full", "/calls/"),
        ("call", "/calls/call/call-1"),
        ("call-callback", "/calls/call/call-5"),
    ]


# What is said in the test call that is photographed.
TEST_CALL = (
    ("tuesday at two please", Reply(("Tuesday at 2 PM is open.", "Shall I book that for you?"), None)),
    ("yes", Reply(("Would you like a calendar invite? If so, which e-mail should I send it to?",), None)),
    ("ann dot lee at example dot com", Reply(("Let me read that back: A, N, N, dot, L, E, E.",), None)),
)


def answering(console: Console) -> Receptionist:
    """Who answers test calls; on the copy is what the first of the day's calls has left."""
    # Hearing is ready, as it is by the time that somebody has read the greeting.
    understood("")
    receptionist = Receptionist()
    report = console.desk.transcripts.call(console.account_id, "call-1")
    receptionist.seen = Left(report, None)
    rehearsed_by(console.app, receptionist)
    return receptionist


def find_a_caller(page: Page) -> None:
    """Look for one of the day's callers."""
    page.goto("/privacy/")
    page.get_by_label("Number or e-mail address").fill("+12125550101")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**/privacy/caller")


def hold_a_test_call(page: Page, receptionist: Receptionist) -> None:
    """Call, and say what a caller says; the page then shows it."""
    page.goto("/test-call/")
    page.get_by_label("Calling from").fill("+12125550123")
    page.get_by_role("button", name="Call", exact=True).click()
    for words, receptionist.says in TEST_CALL:
        page.get_by_label("What you say").fill(words)
        page.get_by_role("button", name="Say", exact=True).click()
        page.locator(".transcript .caller").filter(has_text=words).last.wait_for()


def _mark(console: Console, health: Health) -> None:
    seen = console.desk.diary.connection(console.account_id)
    with console.desk.database.writing(console.account_id) as transaction:
        connections.mark(transaction, seen, health, at=console.clock.now())


class Camera:
    """Four pages, wide and narrow, light and dark, on which the owner has signed in."""

    def __init__(self, driver: Driver, url: str) -> None:
        self._driver = driver
        self._stack = ExitStack()
        self._pages = {}
        self._signed_in = False
        for size, width in ((WIDE, "wide"), (NARROW, "narrow")):
            for dark in (False, True):
                opened = page_of(driver.browser, url, size=size, dark=dark)
                shade = "dark" if dark else "light"
                self._pages[f"{width}-{shade}"] = driver.run(self._stack.enter_context, opened)

    def sign_in(self) -> None:
        """From now on as the owner."""
        for page in self._pages.values():
            self._driver.run(page.context.clear_cookies)
            self._driver.run(sign_in, page)
        self._signed_in = True

    def prepare(self, work: Callable[..., None], *arguments: object) -> None:
        """Do something on each page before it is photographed."""
        for page in self._pages.values():
            self._driver.run(work, page, *arguments)

    def shoot(self, name: str, address: str) -> None:
        """One page in four ways."""
        for how, page in self._pages.items():
            self._driver.run(page.goto, address)
            if self._signed_in and "/sign-in" in page.url:
                raise RuntimeError(f"{address} led to the sign-in.")
            self._driver.run(page.evaluate, "window.scrollTo(0, 0)")
            self._driver.run(page.screenshot, path=FOLDER / f"{name}-{how}.png", full_page=True)

    def close(self) -> None:
        """Put it away."""
        self._driver.run(self._stack.close)


def main() -> None:
    """Photograph all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        database = Database(f"sqlite:///{folder}/console.sqlite")
        stack.callback(database.close)
        migrate(database)
        served = Served(lambda place: open_console(database, place=place))
        stack.callback(served.close)
        driver = Driver(chromium())
        stack.callback(driver.close)
        camera = Camera(driver, served.url)
        stack.callback(camera.close)
        _shoot_all(camera, served.console)
    print(f"The photographs are in {FOLDER.relative_to(ROOT)}.")


def _shoot_all(camera: Camera, console: Console) -> None:
    camera.shoot("sign-in", "/sign-in")
    camera.shoot("welcome", f"/welcome/{console.desk.owners.link(console.other_account_id)}")
    camera.shoot("welcome-gone", "/welcome/none")
    camera.sign_in()
    for address in addresses(console):
        if address != "/sign-in":
            camera.shoot(address.strip("/").replace("/", "-"), address)
    records = of_records(console)
    # Calls take their time, so that the visit may have ended.
    camera.sign_in()
    for name, address in records:
        camera.shoot(name, address)
    camera.prepare(find_a_caller)
    camera.shoot("privacy-caller", "/privacy/caller")
    camera.shoot("privacy-erase", "/privacy/erase")
    receptionist = answering(console)
    camera.shoot("test-call-begins", "/test-call/")
    camera.prepare(hold_a_test_call, receptionist)
    camera.shoot("test-call-under-way", "/test-call/")
    for name, address, comes_to_pass in STATES:
        comes_to_pass(console)
        camera.shoot(name, address)


if __name__ == "__main__":
    main()
