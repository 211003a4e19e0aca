"""Bookings and messages as an owner reads them: with their call, and only their own (SPEC 6.1, 6.2)."""

from zoneinfo import ZoneInfo

from offices import ANN, NEW_YORK, at, open_office

LOS_ANGELES = "+12135550147"


def test_a_line_knows_the_zone_in_which_its_times_were_spoken(office):
    """5.2: the caller's, by the call's own record."""
    office.call("far", caller=LOS_ANGELES)
    office.hold("far", at(4, 10))
    office.desk.booking.book("far", ANN)
    office.book("near", at(5, 10))
    page = office.desk.appointments.page(office.account_id, "upcoming")
    zones = {line.booking.call_id: line.caller_zone.key for line in page.items}
    assert zones == {"far": "America/Los_Angeles", "near": "America/New_York"}


def test_one_booking_is_told_whole(office):
    """6.1: with its history and its call; of another account there is none."""
    booking = office.book().booking
    told = office.desk.appointments.one(office.account_id, booking.id)
    assert [entry.what.value for entry in told.history] == ["requested", "booked"]
    assert (told.call.id, told.caller_zone) == ("call-1", NEW_YORK)
    other = open_office(office.database, name="other", called="+12125550199")
    assert other.desk.appointments.one(other.account_id, booking.id) is None
    assert other.desk.appointments.page(other.account_id).total == 0


def test_a_download_is_the_list(office):
    """6.2: every page of it, in the zone that is asked for."""
    for number in range(3):
        office.book(f"call-{number}", at(3, 10 + number))
    lines = list(office.desk.appointments.csv(office.account_id, "upcoming", "", ZoneInfo("UTC")))
    assert [line.split(",")[2] for line in lines[1:]] == [f"2026-03-03 {hour}:00" for hour in (15, 16, 17)]
    assert office.desk.appointments.ical(office.account_id, "cancelled", "").count(b"BEGIN:VEVENT") == 0


def test_messages_are_listed_by_their_state(office):
    """6.1: newest first; done ones when they are asked for."""
    office.call()
    first = office.desk.messages.take("call-1", "callback", "first")
    office.desk.messages.take("call-1", "message", "second")
    office.desk.owning.attend_message(office.account_id, first.id)
    read = office.desk.appointments.messages
    assert [each.body for each in read(office.account_id, "open").items] == ["second"]
    assert read(office.account_id).total == 2
