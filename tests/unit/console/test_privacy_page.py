"""Privacy: one caller is found, handed over and erased by their owner only; how long calls are kept."""

import json

import pytest
from consoles import OTHER_EMAIL, reopen_console, submit

from direct_booking.storage import bookings

ANN = "+12125550101"


@pytest.fixture
def console(held_day, day_database):
    """Two accounts with an owner each, after a day of calls of the first."""
    return reopen_console(held_day.console, day_database)


@pytest.fixture
def made(held_day):
    """The bookings of that day by their call."""
    return held_day.made


def find(client, who: str):
    """Look for somebody."""
    return submit(client, "/privacy/find", {"who": who}, form="/privacy/")


def test_a_caller_is_found_and_handed_over(console, made):
    """6.4; no number and no address becomes part of an address of the console."""
    owner = console.owner()
    answer = find(owner, "ann.LEE@example.com")
    assert (answer.status_code, answer.location) == (303, "/privacy/caller")
    assert made["call-1"].id in owner.get("/privacy/caller").text
    handed = json.loads(owner.get("/privacy/caller.json").text)
    assert [each["call"]["id"] for each in handed["calls"]] == ["call-1", "call-4"]


def test_what_no_caller_is_known_by_is_refused(console):
    """Said beside the field."""
    answer = find(console.owner(), "Ann")
    assert answer.status_code == 422
    assert "neither a number such as" in answer.text


def test_a_caller_is_erased_after_being_asked(console, made):
    """6.4: what goes and what stays is said first; then nothing of them is on any page."""
    owner = console.owner()
    find(owner, ANN)
    asked = owner.get("/privacy/erase").text
    assert "cannot be brought back" in asked
    assert "still to come" in asked
    answer = submit(owner, "/privacy/erase", {"who": ANN})
    assert (answer.status_code, answer.location) == (303, "/privacy/")
    with console.desk.database.reading() as connection:
        left = bookings.get(connection, console.account_id, made["call-1"].id)
    assert (left.caller_name, left.caller_number, left.email) == (None, None, None)
    for address in ("/overview/", "/bookings/?list=all", "/calls/", f"/bookings/{left.id}/"):
        assert "Ann Lee" not in owner.get(address).text, address
    assert "was erased with the caller" in owner.get("/calls/call/call-1").text
    assert owner.get("/privacy/erase").status_code == 303


def test_only_the_one_that_was_asked_about_is_erased(console, made):
    """Another window may have looked for somebody else meanwhile."""
    owner = console.owner()
    find(owner, ANN)
    assert submit(owner, "/privacy/erase", {"who": "+12125550102"}).location == "/privacy/"
    assert console.desk.callers.find(console.account_id, ANN).turns > 0


def test_another_account_finds_and_erases_nothing(console, made):
    """1.1."""
    stranger = console.owner(OTHER_EMAIL)
    find(stranger, ANN)
    assert "Nothing is kept" in stranger.get("/privacy/caller").text
    assert json.loads(stranger.get("/privacy/caller.json").text)["calls"] == []
    submit(stranger, "/privacy/erase", {"who": ANN})
    assert console.desk.callers.find(console.account_id, ANN).turns > 0


def test_retention_is_asked_about_when_it_erases(console):
    """6.4: shorter needs a second yes; longer and for ever do not; the other settings stay."""
    owner = console.owner()
    console.desk.configuring.save(console.account_id, {"length_minutes": 45})

    def kept(fields):
        answer = submit(owner, "/privacy/retention", fields, form="/privacy/")
        return answer.status_code, console.desk.configuring.present(console.account_id).retention_days

    assert kept({"days": "90"}) == (200, 0)
    assert kept({"days": "90", "sure": "yes"}) == (303, 90)
    assert kept({"days": "365"}) == (303, 365)
    assert kept({"days": "-1"}) == (422, 365)
    assert kept({"days": "ninety"}) == (422, 365)
    assert kept({"days": "0"}) == (303, 0)
    assert console.desk.configuring.present(console.account_id).length_minutes == 45
