"""Every page of the console, as it stands when it is opened: fine for everybody, in light and in dark."""

import pytest
from browsing import NARROWEST, WIDE, page_of, sign_in
from screenshots import STATES, addresses


@pytest.mark.parametrize(
    ("size", "dark"), [(NARROWEST, False), (WIDE, True)], ids=["narrow", "wide and dark"]
)
def test_every_page_is_fine(driver, served, fine, size, dark):
    """axe finds nothing, nothing sticks out at 320 pixels, and fingers find every button."""
    with page_of(driver.browser, served.url, size=size, dark=dark) as page:
        sign_in(page)
        seen = set()
        for address in addresses(served.console):
            page.goto(address)
            # Some lead to another page as long as there is nothing for them to show.
            if page.url not in seen:
                seen.add(page.url)
                fine(page)
        assert len(seen) >= 12


@pytest.mark.parametrize(("name", "address", "comes_to_pass"), STATES)
def test_every_further_state_is_fine(served, owner, fine, name, address, comes_to_pass):
    """A page with nothing to show, or with something wrong, is a page like others."""
    comes_to_pass(served.console)
    owner.goto(address)
    assert owner.url.endswith(address)
    fine(owner)
