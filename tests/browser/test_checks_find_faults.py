"""The checks of a page find what is wrong with it; else they could not fail."""

import pytest
from browsing import unreached

WRONG = {
    "image-alt": "<img src='/static/mark.svg'>",
    "color-contrast": "<p class='planted'>hardly to be read</p>",
    "sticks out": "<div class='planted wide'>x</div>",
    "too small": "<button class='planted small-one'>x</button>",
}
# Sheets that a script adds are not what the policy forbids; tags in a page are.
STYLE = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
    `.planted { color: #aaa; background: #fff } .wide.planted { width: 2000px; color: #000 }
     button.small-one { min-height: 10px !important; padding: 0; color: #000 }`);
  document.adoptedStyleSheets = [sheet]; }"""


@pytest.mark.parametrize("fault", sorted(WRONG))
def test_a_planted_fault_is_found(page, fine, fault):
    """Each kind on a page that is fine without it."""
    page.goto("/sign-in")
    page.evaluate(STYLE)
    page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", WRONG[fault]
    )
    with pytest.raises(AssertionError, match=fault):
        fine(page)


def test_a_button_that_no_key_reaches_is_found(page):
    """One that only a mouse can press."""
    page.goto("/sign-in")
    assert unreached(page) == []
    button = "<button tabindex='-1'>x</button>"
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", button)
    assert len(unreached(page)) == 1
