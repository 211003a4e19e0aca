"""Photographs every page of the console, wide and narrow, light and dark: ``make screenshots``.

A page is every address that takes no argument; further states are in ``STATES``.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "screenshots"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from browsing import NARROW, WIDE, Driver, chromium, page_of, sign_in  # noqa: E402
from consoles import Console, Served, open_console  # noqa: E402

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
    return sorted(rule.rule for rule in rules if not rule.rule.endswith((".ics", ".csv")))


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


def _mark(console: Console, health: Health) -> None:
    seen = console.desk.diary.connection(console.account_id)
    with console.desk.database.writing(console.account_id) as transaction:
        connections.mark(transaction, seen, health, at=console.clock.now())


def photograph(driver: Driver, served: Served, name: str, address: str, *, signed_in: bool = True) -> None:
    """One page in four ways."""
    for size, width in ((WIDE, "wide"), (NARROW, "narrow")):
        for dark in (False, True):
            with page_of(driver.browser, served.url, size=size, dark=dark) as page:
                if signed_in:
                    sign_in(page)
                page.goto(address)
                shade = "dark" if dark else "light"
                page.screenshot(path=FOLDER / f"{name}-{width}-{shade}.png", full_page=True)


def main() -> None:
    """Photograph all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/console.sqlite")
        migrate(database)
        served = Served(lambda place: open_console(database, place=place))
        driver = Driver(chromium())
        try:
            link = f"/welcome/{served.console.desk.owners.link(served.console.other_account_id)}"
            for name, address in (
                ("sign-in", "/sign-in"),
                ("welcome", link),
                ("welcome-gone", "/welcome/none"),
            ):
                driver.run(photograph, driver, served, name, address, signed_in=False)
            for address in addresses(served.console):
                if address != "/sign-in":
                    driver.run(photograph, driver, served, address.strip("/").replace("/", "-"), address)
            for name, address, comes_to_pass in STATES:
                comes_to_pass(served.console)
                driver.run(photograph, driver, served, name, address)
        finally:
            driver.close()
            served.close()
            database.close()
    print(f"The photographs are in {FOLDER.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
