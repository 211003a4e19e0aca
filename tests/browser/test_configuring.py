"""Configure in a browser: what settings would mean is beside the form before they are saved."""

import pytest
from browsing import let_in, page_of


def test_the_preview_follows_the_form_while_it_is_filled_in(served, owner):
    """With scripts: a change is answered beside the form, and nothing is saved."""
    owner.goto("/configure/")
    preview = owner.locator("#preview")
    assert preview.get_by_text("Mon, Mar 2, 2026, 11:00 AM EST", exact=True).is_visible()
    owner.get_by_label("Minimum notice").fill("1440")
    owner.get_by_label("Minimum notice").blur()
    preview.get_by_text("Tue, Mar 3, 2026, 9:00 AM EST", exact=True).wait_for()
    owner.get_by_label("Name of the business").fill("Lake House")
    owner.get_by_label("Name of the business").blur()
    preview.get_by_text("Lake House").wait_for()
    assert served.console.desk.configuring.present(served.console.account_id).notice_minutes == 120


def test_a_mistake_is_told_beside_its_field_and_mended(served, owner, fine):
    """The page stays as it was typed; saving then works."""
    owner.goto("/configure/")
    owner.get_by_label("Length").fill("3")
    owner.get_by_label("Length").press("Enter")
    wrong = owner.get_by_text("Write a whole number of minutes from 5 to 480.")
    wrong.wait_for()
    assert owner.get_by_label("Length").get_attribute("aria-invalid") == "true"
    fine(owner)
    owner.get_by_label("Length").fill("45")
    owner.get_by_role("button", name="Save", exact=True).click()
    owner.get_by_text("Your settings are kept.").wait_for()
    assert served.console.desk.configuring.present(served.console.account_id).length_minutes == 45


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_week_with_a_lunch_break_is_set_by_buttons(driver, served, scripts):
    """More times for a day, copied to the others; with scripts and without."""
    with page_of(driver.browser, served.url, scripts=scripts) as page:
        let_in(page, served.console)
        page.goto("/configure/")
        page.get_by_role("button", name="Add times for Monday").click()
        page.locator("[name=mon-start]").nth(1).wait_for()
        page.locator("[name=mon-end]").nth(0).fill("12:00")
        page.locator("[name=mon-start]").nth(1).fill("13:00")
        page.locator("[name=mon-end]").nth(1).fill("18:30")
        page.get_by_role("button", name="Copy to Tuesday").click()
        page.locator("[name=fri-start]").nth(1).wait_for()
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Your settings are kept.").wait_for()
    windows = served.console.desk.configuring.present(served.console.account_id).windows
    assert [windows[day] for day in range(5)] == [((540, 720), (780, 1110))] * 5
