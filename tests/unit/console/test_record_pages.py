"""Bookings, callbacks, calls and the overview: what owners read and change there, and nobody else's."""

import csv
import io
import re

import icalendar
import pytest
from consoles import OTHER_EMAIL, open_console, reopen_console, submit
from records import a_day_of_calls

from direct_booking.bookings.booking import Attention, Status
from direct_booking.reception.appointments import Entry
from direct_booking.storage import bookings
from direct_booking.storage.database import Database

CALLER_DATA = ("Ann Lee", "Bo Chen", "Dana", "555-0101", "example.com", "Montgomery")


@pytest.fixture
def console(held_day, day_database):
    """Two accounts with an owner each, after a day of calls of the first."""
    return reopen_console(held_day.console, day_database)


@pytest.fixture
def made(held_day):
    """The bookings of that day by their call."""
    return held_day.made


def present(console, booking):
    """A booking as the record has it now."""
    with console.desk.database.reading() as connection:
        return bookings.get(connection, console.account_id, booking.id)


LISTS = {
    "upcoming": {"call-1", "far/away 2", "call-4"},
    "past": set(),
    "cancelled": {"call-3"},
    "attention": {"call-4"},
    "all": {"call-1", "far/away 2", "call-3", "call-4"},
}


def test_each_list_has_its_bookings(console, made):
    """6.2."""
    owner = console.owner()
    for chosen, calls in LISTS.items():
        page = owner.get(f"/bookings/?list={chosen}").text
        assert {call for call, booking in made.items() if booking.id in page} == calls, chosen


def test_a_search_finds_name_number_and_address(console, made):
    """6.2; what is not found says so."""
    owner = console.owner()
    for text in ("ann lee", "+1 (212) 555-0101", "ANN.LEE@example"):
        assert made["call-1"].id in owner.get("/bookings/", query_string={"search": text}).text, text
    assert "Nothing found" in owner.get("/bookings/?search=nobody").text


def test_a_time_is_the_owners_and_the_callers(console, made):
    """5.2: both, where they differ; one, where they do not."""
    owner = console.owner()
    far = owner.get(f"/bookings/{made['far/away 2'].id}/").text
    assert "1:00 PM EST" in far
    assert "10:00 AM PST" in far
    assert "For the caller" not in owner.get(f"/bookings/{made['call-1'].id}/").text


def test_an_address_that_cannot_be_is_the_first_page_or_an_empty_one(console, made):
    """Whatever somebody types into the address, there is a page."""
    owner = console.owner()
    for query in ("page=0", "page=-5", "page=x", "page=99999999999999999999", "list=nothing", "search=%00"):
        assert owner.get(f"/bookings/?{query}").status_code == 200, query
    assert "no such page" in owner.get("/bookings/?page=9").text


def test_the_owner_cancels_and_the_history_says_so(console, made):
    """6.1, 6.3: asked first; the page that follows tells what the calendar confirmed."""
    owner, booking = console.owner(), made["call-1"]
    asked = f"/bookings/{booking.id}/cancel"
    assert "Nobody is told by this product" in owner.get(asked).text
    answer = submit(owner, asked, {})
    assert (answer.status_code, answer.location) == (303, f"/bookings/{booking.id}/")
    page = owner.get(answer.location).text
    assert "it is off the calendar" in page
    assert "You cancelled it." in page
    assert present(console, booking).status is Status.CANCELLED
    assert owner.get(asked).status_code == 303


def test_an_open_item_is_told_and_closed(console, made):
    """4.7: what it is, and what to do about it."""
    owner, booking = console.owner(), made["call-4"]
    address = f"/bookings/{booking.id}/"
    assert "Tell the caller the new time." in owner.get(address).text
    submit(owner, f"{address}done", {}, form=address)
    assert present(console, booking).needs_attention is None
    assert "You closed the open item." in owner.get(address).text


def test_every_open_item_and_every_event_has_its_words(console, made):
    """A value that is new to the record must not be a page that fails."""
    from direct_booking.bookings.history import What
    from direct_booking.console import booking_words

    assert set(booking_words.OPEN_ITEMS) == {each.value for each in Attention}
    assert set(booking_words.STATES) == {each.value for each in Status}
    assert set(booking_words._EVENTS) == {each.value for each in What}
    told = console.desk.appointments.one(console.account_id, made["call-1"].id)
    assert all(isinstance(entry, Entry) for entry in told.history)


def test_downloads_hold_the_list_that_is_shown(console, made):
    """6.2: with its search and its dates, as programs for tables and calendars read them."""
    owner, asked = console.owner(), "list=all&search=ann+lee&first=2026-03-03&last=2026-03-03"
    table = owner.get(f"/bookings/bookings.csv?{asked}")
    assert table.mimetype == "text/csv"
    (row,) = csv.DictReader(io.StringIO(table.text))
    # A cell that looks like a formula is text.
    assert "'+12125550101" in row.values()
    assert made["call-1"].id in row.values()
    (event,) = icalendar.Calendar.from_ical(owner.get(f"/bookings/bookings.ics?{asked}").data).walk("VEVENT")
    assert event.decoded("DTSTART") == made["call-1"].starts_at
    assert event.decoded("DTEND") == made["call-1"].ends_at
    cancelled = icalendar.Calendar.from_ical(owner.get("/bookings/bookings.ics?list=cancelled").data)
    assert [str(each["STATUS"]) for each in cancelled.walk("VEVENT")] == ["CANCELLED"]


def test_bookings_are_found_by_the_dates_on_which_they_begin(console, made):
    """6.2: local dates, both included; what is no date leaves all."""
    owner = console.owner()
    for asked, calls in (
        ("first=2026-03-03&last=2026-03-04", {"call-1", "far/away 2"}),
        ("first=2026-03-05", {"call-4"}),
        ("last=2026-03-02", {"call-3"}),
        ("first=2026-03-06", set()),
        ("first=soon&last=9999-12-31", {"call-1", "far/away 2", "call-3", "call-4"}),
    ):
        page = owner.get(f"/bookings/?list=all&{asked}").text
        assert {call for call, booking in made.items() if booking.id in page} == calls, asked
    assert "from Tue, Mar 3, 2026 to Wed, Mar 4, 2026" in " ".join(
        owner.get("/bookings/?list=all&first=2026-03-03&last=2026-03-04").text.split()
    )


def test_a_callback_is_marked_as_done_and_opened_again(console, made):
    """6.1; the owner comes back to the page that the button was on."""
    owner = console.owner()
    page = owner.get("/bookings/messages/").text
    assert "After five, if you can" in page
    address = re.search(r'action="(/bookings/messages/\w+)"', page)[1]
    answer = submit(owner, address, {"done": "yes", "back": "/calls/"}, form="/bookings/messages/")
    assert answer.location == "/calls/"
    assert "Nobody is waiting" in owner.get("/bookings/messages/").text
    away = {"done": "no", "back": "https://elsewhere.example"}
    answer = submit(owner, address, away, form="/bookings/messages/?show=all")
    assert answer.location == "/bookings/messages/"
    assert "After five, if you can" in owner.get("/bookings/messages/").text


def test_a_call_is_read_word_for_word(console, made):
    """6.2: who said what, how long it took, and what came of it; whatever its id is."""
    owner = console.owner()
    page = owner.get("/calls/call/call-1").text
    assert "tuesday at two please" in page
    assert "after 2.6 s, a long wait" in page
    assert page.count("The caller says nothing.") == 1
    assert f"/bookings/{made['call-1'].id}/" in page
    far = owner.get(f"/bookings/{made['far/away 2'].id}/").text
    address = re.search(r'href="(/calls/call/[^"]+)"', far)[1]
    assert owner.get(address).status_code == 200


def test_calls_are_found_by_how_they_ended_and_by_number(console, made):
    """6.2."""
    owner = console.owner()
    rows = {
        query: owner.get(f"/calls/?{query}").text.count("<tr>") - 1
        for query in ("", "ended=callback", "ended=open", "number=0147", "number=%2B1+213", "ended=nonsense")
    }
    assert rows == {
        "": 6,
        "ended=callback": 1,
        "ended=open": 1,
        "number=0147": 1,
        "number=%2B1+213": 1,
        "ended=nonsense": 6,
    }
    assert "No such calls" in owner.get("/calls/?number=999").text


def test_the_overview_shows_what_stands(console, made):
    """Next, who waits, the open item, how calls ended; the chart is told in words."""
    page = console.owner().get("/overview/").text
    for words in ("Ann Lee", "After five, if you can", "1 appointment needs a look", "Wants a callback"):
        assert words in page
    assert "Appointments made on each day: Mar 2 4." in " ".join(page.split())


def test_the_pages_are_the_same_on_postgresql(postgres_url):
    """Every list, search and page that reads or changes the record, on the other database."""
    database = Database(postgres_url)
    console = open_console(database)
    made = a_day_of_calls(console)
    owner, booking = console.owner(), made["call-1"]
    for address in (
        "/overview/",
        "/bookings/?list=all&search=ann+lee&first=2026-03-03&last=2026-03-03",
        "/bookings/bookings.csv",
        "/bookings/bookings.ics",
        f"/bookings/{booking.id}/",
        "/bookings/messages/",
        "/calls/?ended=booked&number=0101",
        "/calls/call/call-1",
        "/configure/",
        "/direct-booking/",
        "/why/",
        "/privacy/",
        "/test-call/",
    ):
        assert owner.get(address).status_code == 200, address
    assert "Ann Lee" in owner.get("/overview/").text
    submit(owner, f"/bookings/{booking.id}/cancel", {})
    assert "You cancelled it." in owner.get(f"/bookings/{booking.id}/").text
    database.close()


def test_nothing_of_another_account_is_seen_or_changed(console, made):
    """1.1: every page that has an id, and every page that has none."""
    stranger = console.owner(OTHER_EMAIL)
    message = re.search(r"/bookings/messages/(\w+)", console.owner().get("/bookings/messages/").text)[1]
    booking = made["call-1"]
    for address in (f"/bookings/{booking.id}/", f"/bookings/{booking.id}/cancel", "/calls/call/call-1"):
        assert stranger.get(address).status_code == 404, address
    for address, fields in (
        (f"/bookings/{booking.id}/cancel", {}),
        (f"/bookings/messages/{message}", {"done": "yes"}),
    ):
        assert submit(stranger, address, fields, form="/overview/").status_code == 404
    submit(stranger, f"/bookings/{made['call-4'].id}/done", {}, form="/overview/")
    assert present(console, booking).status is Status.BOOKED
    assert present(console, made["call-4"]).needs_attention is Attention.CHANGED
    assert console.desk.appointments.messages(console.account_id, "open").total == 1
    for address in (
        "/overview/",
        "/bookings/?list=all",
        "/bookings/messages/?show=all",
        "/bookings/bookings.csv?list=all",
        "/bookings/bookings.ics?list=all",
        "/calls/",
        "/why/",
    ):
        page = stranger.get(address)
        assert page.status_code == 200, address
        text = page.text.replace(OTHER_EMAIL, "")
        assert not [each for each in CALLER_DATA if each in text], address
