"""A console on loopback with a real database, and a browser to open it with.

A test here runs in the browser's own thread; what it finds wrong with a page is in ``browsing.py``.
"""

import pytest
from browsing import NARROWEST, Driver, chromium, faults, let_in, page_of, sticks_out, too_small
from consoles import Served, open_console

from direct_booking.storage.database import Database


@pytest.fixture(scope="session")
def driver():
    """One browser for all tests of this process."""
    opened = Driver(chromium())
    yield opened
    opened.close()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Run a test that has a page where that page lives."""
    driver = pyfuncitem.funcargs.get("driver")
    # One that waits for a call as well goes there itself.
    if driver is None or pyfuncitem.get_closest_marker("asyncio"):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    driver.run(pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in names})
    return True


@pytest.fixture
def served(sqlite_url):
    """A console with two accounts and an owner each."""
    database = Database(sqlite_url)
    opened = Served(lambda place: open_console(database, place=place))
    yield opened
    opened.close()
    database.close()


@pytest.fixture
def page(driver, served):
    """A page of a browser that nobody has signed in with."""
    context = page_of(driver.browser, served.url)
    yield driver.run(context.__enter__)
    driver.run(context.__exit__, None, None, None)


@pytest.fixture
def owner(driver, served, page):
    """A page on which the owner has signed in."""
    driver.run(let_in, page, served.console)
    return page


@pytest.fixture
def fine(driver):
    """Assert that a page is fine as it stands: for everybody, and with room on the narrowest screen, too."""

    def check(page) -> None:
        wrong = faults(page)
        before = page.viewport_size
        page.set_viewport_size({"width": NARROWEST[0], "height": NARROWEST[1]})
        wrong += [f"sticks out: {each}" for each in sticks_out(page)]
        wrong += [f"too small: {each}" for each in too_small(page)]
        page.set_viewport_size(before)
        assert wrong == [], page.url

    return check
