"""The system's own Chromium, driven in a thread of its own.

Playwright keeps a loop running where it is started, and other tests of the same process want to run theirs.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from consoles import EMAIL, PASSWORD, Console
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDE, NARROW, NARROWEST = (1280, 900), (360, 780), (320, 640)
PATIENCE_MS = 10_000
# Times twenty: no page has so many stops.
_MOST_TABS = 20
# WCAG 2.2 at levels A and AA, and what axe's makers advise besides; only what is wrong is told at length.
_TOLD = {"resultTypes": ["violations"]}
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], **_TOLD}
# All that depends on whether a page is light or dark.
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **_TOLD}


def chromium() -> str:
    """Where it is; without one the test is skipped, and fails where tests are the gate."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = "no Chromium: on Debian and Ubuntu 'apt-get install chromium' installs it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Driver:
    """One browser, used from one thread only, which is neither the caller's nor another browser's."""

    def __init__(self, executable: str) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="browser")
        self._playwright = self.run(lambda: sync_playwright().start())
        launch = self._playwright.chromium.launch
        self.browser: Browser = self.run(
            lambda: launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        )

    def run(self, work: Callable[..., Any], *args, **kwargs) -> Any:
        """Do something in the browser's thread."""
        return self._thread.submit(work, *args, **kwargs).result()

    def close(self) -> None:
        """Stop the browser."""
        self.run(self.browser.close)
        self.run(self._playwright.stop)
        self._thread.shutdown()


@contextmanager
def page_of(
    browser: Browser, url: str, *, size: tuple[int, int] = WIDE, scripts: bool = True, dark: bool = False
) -> Iterator[Page]:
    """A page in a browser that nobody has used yet. Only in the browser's thread."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()


def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, in the light and in the dark."""
    wrong = _faults(page, _RULES)
    page.emulate_media(color_scheme="dark")
    wrong += [f"in the dark: {each}" for each in _faults(page, _COLOURS)]
    page.emulate_media(color_scheme="light")
    return wrong


def _faults(page: Page, options: dict) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def sticks_out(page: Page) -> list[str]:
    """What of the page lies beyond its right edge, so that it would have to be scrolled sideways."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
            [...document.querySelectorAll('body *')]
                .filter(each => each.getBoundingClientRect().right > window.innerWidth + 1)
                .map(each => each.outerHTML.slice(0, 120))"""
    )


def too_small(page: Page) -> list[str]:
    """What is to be pressed and is smaller than a finger: 44 by 44, but links within a text."""
    return page.evaluate(
        """() => [...document.querySelectorAll('button, .button, nav a, summary, input, select')]
            .filter(each => each.offsetParent !== null)
            .map(each => each.closest('label.tick') || each)
            .filter(each => each.getBoundingClientRect().height < 43.5)
            .map(each => each.outerHTML.slice(0, 120))"""
    )


def unreached(page: Page) -> list[str]:
    """What is to be pressed or filled in, and is not reached from the top of the page by Tab alone."""
    page.evaluate(
        """() => {
            const stops = new Set();
            window.tabbing = {stops, round: false};
            document.activeElement.blur();
            document.addEventListener('focusin', event => {
                window.tabbing.round ||= stops.size > 1 && event.target === [...stops][0];
                stops.add(event.target);
            }); }"""
    )
    for _ in range(_MOST_TABS):
        for _ in range(20):
            page.keyboard.press("Tab")
        if page.evaluate("window.tabbing.round"):
            break
    return page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
            .filter(each => each.checkVisibility() && !each.disabled && each.type !== 'hidden')
            .filter(each => each.type !== 'radio' || each.checked)
            .filter(each => each.tabIndex >= 0 || each.ariaHidden !== 'true')
            .filter(each => !window.tabbing.stops.has(each))
            .map(each => each.outerHTML.slice(0, 120))"""
    )


def let_in(page: Page, console: Console) -> None:
    """Sign the owner in without a word: with the cookie of a sign-in elsewhere."""
    name = console.app.config["SESSION_COOKIE_NAME"]
    cookie = console.owner().get_cookie(name, domain="localhost")
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": console.place.url}])


def sign_in(page: Page, email: str = EMAIL, password: str = PASSWORD) -> None:
    """Sign in by the page's own form."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/overview/")
