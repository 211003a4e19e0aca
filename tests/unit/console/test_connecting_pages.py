"""Connecting and changing a calendar from the console: bound to the visit, and told in words."""

import io
import re
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from consoles import OTHER_EMAIL, open_console, submit, token_in
from elsewhere import elsewhere_of
from offices import NEW_YORK, NOW
from standins.google_values import One

from direct_booking.calendars.http import Door
from direct_booking.clock import SetClock
from direct_booking.storage.database import Database
from direct_booking.storage.schema_owners import owner_sessions

HOME = "/direct-booking/"
OTHER = "other@group.calendar.google.com"
RETURN = "/direct-booking/connect/google/return"


@pytest.fixture
def google():
    """Google, where the owner says yes to everything."""
    stand_in = elsewhere_of("google", SetClock(NOW), NEW_YORK, lambda: None)
    stand_in.google.accounts.redirect_uri = f"http://localhost:5080{RETURN}"
    yield stand_in
    wrong = stand_in.wrong()
    stand_in.close()
    assert wrong == []


@pytest.fixture
def console(sqlite_url, google):
    """A console that is set up for Google."""
    database = Database(sqlite_url)
    yield open_console(database, environment=google.environment)
    database.close()


def begun(owner) -> str:
    """An owner begins a sign-in at Google; where the browser is sent."""
    answer = submit(owner, "/direct-booking/connect/google", {}, form="/direct-booking/connect/")
    assert answer.status_code == 200, answer.text
    return answer.headers["Refresh"].partition("url=")[2]


def came_back(address: str) -> str:
    """Where Google sends the browser back to, as a path of the console."""
    door = Door()
    location = urlsplit(door.send("GET", address, deadline_s=5.0).headers["Location"])
    door.close()
    return f"{location.path}?{location.query}"


def said(owner, address: str = HOME) -> str:
    """The notices of a page."""
    page = owner.get(address, follow_redirects=True).text
    return unescape(" ".join(re.findall(r'<div class="notice[^>]*><p>(.*?)</p>', page, re.DOTALL)))


def provider(console, account_id: int) -> str:
    """What an account is connected to."""
    return console.desk.diary.connection(account_id).provider


def test_a_sign_in_ends_in_the_browser_in_which_it_began(console):
    """Field notes, 13: nobody can be made to connect somebody else's calendar."""
    ann, bea = console.owner(), console.owner(OTHER_EMAIL)
    back = came_back(begun(ann))
    assert "did not begin here" in said(bea, back)
    assert bea.get(back).status_code == 303
    assert provider(console, console.other_account_id) == "local"
    assert "Connected." in said(ann, back)
    assert provider(console, console.account_id) == "google"
    assert "did not begin here, or was used already" in said(ann, back)


def test_an_answer_with_another_state_connects_nothing(console):
    """Even in the right browser; and the sign-in is then over."""
    owner = console.owner()
    back = came_back(begun(owner))
    assert "Google Calendar is not connected." in said(owner, back.replace("state=", "state=x"))
    assert "did not begin here" in said(owner, back)
    assert provider(console, console.account_id) == "local"


def test_a_sign_in_uses_pkce_and_its_verifier_is_not_in_a_dump(console):
    """Field notes, 10 and 13."""
    owner = console.owner()
    address = begun(owner)
    assert "code_challenge_method=S256" in address
    with console.desk.database.reading() as connection:
        dump = repr(connection.execute(owner_sessions.select()).all())
    state = re.search(r"state=([^&]+)", address)[1]
    assert state not in dump
    assert "verifier" not in dump


def test_an_owner_who_says_no_is_told_that_nothing_changed(console, google):
    """The calendar from before stays."""
    google.google.accounts.denies = True
    owner = console.owner()
    assert "Google Calendar is not connected." in said(owner, came_back(begun(owner)))
    assert provider(console, console.account_id) == "local"


def test_the_calendars_of_an_account_are_chosen_among(console, google):
    """1.3: one is booked on, others count as busy."""
    google.google.calendars.add(One(OTHER, "Private"))
    owner = console.owner()
    answer = owner.get(came_back(begun(owner)))
    assert answer.location == "/direct-booking/calendars/"
    page = owner.get(answer.location).text
    present = console.desk.diary.connection(console.account_id)
    chosen = {"csrf_token": token_in(page), "calendar": OTHER, "also_busy": [present.calendar_id, OTHER]}
    assert owner.post("/direct-booking/calendars/", data=chosen).status_code == 303
    now = console.desk.diary.connection(console.account_id)
    assert (now.calendar_id, now.also_busy) == (OTHER, (present.calendar_id,))
    none = {"csrf_token": token_in(page), "calendar": "nobody's"}
    owner.post("/direct-booking/calendars/", data=none)
    assert "Nothing was changed." in said(owner)


def test_a_provider_that_is_not_set_up_says_what_to_register(sqlite_url):
    """The owner can do nothing; whoever runs the installation reads the exact address."""
    database = Database(sqlite_url)
    owner = open_console(database).owner()
    page = owner.get("/direct-booking/connect/").text
    assert page.count("Not set up here") == 2
    assert f"http://localhost:5080{RETURN}" in page
    token = token_in(page)
    owner.post("/direct-booking/connect/google", data={"csrf_token": token})
    assert "DIRECT_BOOKING_GOOGLE_CLIENT_ID is not set" in said(owner)
    database.close()


def test_a_server_that_is_none_is_told_beside_the_form(console):
    """What was typed stays, but the password."""
    fields = {"address": "http://127.0.0.1:1/", "user": "ann", "password": "secret words"}
    answer = submit(console.owner(), "/direct-booking/connect/caldav", fields)
    assert answer.status_code == 422
    assert 'value="ann"' in answer.text
    assert "secret words" not in answer.text
    assert provider(console, console.account_id) == "local"


def test_disconnecting_says_what_it_turns_off_and_does_it(console):
    """1.1: it is off for every assistant; the embedded calendar is connected again with one button."""
    owner = console.owner()
    assert "Booking ends for Receptionist" in owner.get("/direct-booking/disconnect").text
    submit(owner, "/direct-booking/disconnect", {}, form="/direct-booking/disconnect")
    page = owner.get(HOME).text
    assert "Not connected" in page
    assert "On, but it cannot book" in page
    assert console.desk.calls.start("call-1", None, "+12125550101").booking_on is False
    submit(owner, "/direct-booking/connect/local", {}, form="/direct-booking/connect/")
    assert "Connected" in owner.get(HOME).text


def test_the_switch_of_an_assistant_is_followed_by_its_next_call(console):
    """2.1: and the page says what callers are offered instead."""
    owner = console.owner()
    (assistant,) = console.desk.assistants.of(console.account_id)
    submit(owner, f"/direct-booking/assistants/{assistant.id}", {"on": "no"}, form=HOME)
    page = owner.get(HOME).text
    assert "Books nothing." in page
    assert "With a scheduling link, under Configure, they could be texted it." in page
    assert console.desk.calls.start("call-1", None, "+12125550101").booking_on is False
    submit(owner, f"/direct-booking/assistants/{assistant.id}", {"on": "yes"}, form=HOME)
    assert console.desk.calls.start("call-2", None, "+12125550101").booking_on is True


BUSY = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//a test//EN
X-WR-CALNAME:Ann's
BEGIN:VEVENT
UID:one
DTSTAMP:20260301T000000Z
DTSTART:20260303T190000Z
DTEND:20260303T200000Z
SUMMARY:Lunch
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")


def test_busy_times_come_in_by_a_file_and_everything_goes_out_by_one(console):
    """1.2: only the times are read; what is no iCalendar file is refused in words."""
    owner = console.owner()
    form = "/direct-booking/embedded/"

    def send(data: bytes, name: str = "busy.ics"):
        file = (io.BytesIO(data), name) if data else (io.BytesIO(b""), "")
        return submit(owner, f"{form}import", {"file": file}, form=form)

    assert send(BUSY).status_code == 303
    assert "1 busy times are kept from “Ann's”" in said(owner, form)
    out = owner.get(f"{form}calendar.ics")
    assert (out.mimetype, out.data.count(b"BEGIN:VEVENT")) == ("text/calendar", 1)
    assert b"Lunch" not in out.data
    send(b"no calendar at all")
    assert "Nothing was imported." in said(owner, form)
    send(b"")
    assert "Choose a file first" in said(owner, form)
    assert (
        submit(
            owner, f"{form}import", {"file": (io.BytesIO(b"x" * 11_000_000), "a.ics")}, form=form
        ).status_code
        == 413
    )


def test_the_embedded_calendars_zone_is_changed_for_opening_hours(console):
    """5: windows are in the calendar's zone."""
    owner, form = console.owner(), "/direct-booking/embedded/"
    submit(owner, f"{form}zone", {"zone": "Europe/Lisbon"}, form=form)
    assert console.desk.diary.connection(console.account_id).zone.key == "Europe/Lisbon"
    assert console.desk.diary.connection(console.other_account_id).zone == NEW_YORK
    submit(owner, f"{form}zone", {"zone": "Nowhere/At_All"}, form=form)
    assert "Nothing was changed." in said(owner, form)


def test_expired_access_is_said_on_every_page(console, google):
    """1.5: with the way to reconnect; calls go on meanwhile."""
    owner = console.owner()
    owner.get(came_back(begun(owner)))
    with google.expired():
        google.google.accounts.forget_access(google.google.accounts.grants[-1])
        console.clock.advance(timedelta(minutes=5))
        submit(owner, "/direct-booking/check", {}, form=HOME)
        for address in (HOME, "/configure/", "/owner/", "/direct-booking/connect/"):
            assert "Access expired." in owner.get(address).text
        assert console.desk.calls.start("call-1", None, "+12125550101").booking_on is False
    assert "Access expired." not in console.owner(OTHER_EMAIL).get(HOME).text
