"""Every page of the console, as it stands when it is opened: fine for everybody, in light and in dark."""

import pytest
from browsing import unreached
from screenshots import STATES, addresses


def test_every_page_is_fine(served, owner, fine):
    """axe finds nothing in light or dark, all of it fits 320 pixels, fingers and keys reach every button."""
    seen = set()
    for address in addresses(served.console):
        owner.goto(address)
        # Some lead to another page as long as there is nothing for them to show.
        if owner.url not in seen:
            seen.add(owner.url)
            fine(owner)
            assert unreached(owner) == [], address
    assert len(seen) >= 12


@pytest.mark.parametrize(("name", "address", "comes_to_pass"), STATES)
def test_every_further_state_is_fine(served, owner, fine, name, address, comes_to_pass):
    """A page with nothing to show, or with something wrong, is a page like others."""
    comes_to_pass(served.console)
    owner.goto(address)
    assert owner.url.endswith(address)
    fine(owner)
