"""From the first link to signing out, as an owner does it in a browser."""

import pytest
from browsing import NARROW, let_in, page_of
from consoles import EMAIL, PASSWORD

NEW = "seven green umbrellas"


def test_from_the_first_link_to_signing_out(served, page, fine):
    """A newcomer chooses a password, is in, signs out, and comes back."""
    token = served.console.desk.owners.link(served.console.account_id)
    page.goto(f"/welcome/{token}")
    fine(page)
    page.get_by_label("E-mail address").fill("cleo@example.com")
    page.get_by_label("Password", exact=True).fill(NEW)
    page.get_by_label("Password again").fill(NEW + "?")
    page.get_by_role("button", name="Start").click()
    assert page.get_by_text("The two passwords differ.").is_visible()
    fine(page)
    page.get_by_label("Password", exact=True).fill(NEW)
    page.get_by_label("Password again").fill(NEW)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/overview/")
    assert page.get_by_text("Welcome. You are signed in.").is_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    fine(page)
    page.goto("/owner/")
    assert page.url.endswith("/sign-in?next=/owner/")
    page.get_by_label("E-mail address").fill("cleo@example.com")
    page.get_by_label("Password").fill(NEW)
    page.keyboard.press("Enter")
    page.wait_for_url("**/owner/")


def test_a_wrong_password_is_told_and_then_refused(page, fine):
    """The page says what is wrong, and after five failures that it waits."""
    page.goto("/sign-in")
    for said in ["do not belong together"] * 5 + ["Try again in 15 minutes"]:
        page.get_by_label("E-mail address").fill(EMAIL)
        page.get_by_label("Password").fill("not this one")
        page.get_by_role("button", name="Sign in").click()
        assert page.get_by_role("alert").filter(has_text=said).is_visible()
    fine(page)


def test_the_keyboard_is_enough_to_sign_in_and_to_turn_booking_off(served, page):
    """Tab, type, Enter; the skip link is the first stop of a page."""
    page.goto("/sign-in")
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/overview/")
    page.goto("/direct-booking/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if "Turn off" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.get_by_text("Direct Booking is off for Receptionist.").wait_for()
    (assistant,) = served.console.desk.assistants.of(served.console.account_id)
    assert assistant.direct_booking is False


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_of_a_phone_opens_with_and_without_scripts(driver, served, scripts):
    """On a narrow screen the navigation is behind one button."""
    with page_of(driver.browser, served.url, size=NARROW, scripts=scripts) as page:
        let_in(page, served.console)
        page.goto("/overview/")
        assert not page.get_by_role("link", name="Your sign-in").is_visible()
        page.get_by_text("Menu", exact=True).click()
        page.get_by_role("link", name="Your sign-in").click()
        page.wait_for_url("**/owner/")
