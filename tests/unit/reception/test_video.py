"""A video link is promised only where the calendar makes one (SPEC 2.4, 4.7)."""

import threading
from datetime import timedelta

from direct_booking.reception.calls import load
from direct_booking.storage import readings


def call_of(office, call_id: str = "call-1"):
    """A call that is under way."""
    office.call(call_id)
    with office.database.reading() as transaction:
        return load(transaction, call_id, now=office.clock.now())


def all_is_read_ahead():
    """Wait until nothing is asked in the background any more."""
    for thread in threading.enumerate():
        if thread.name == "reading-ahead":
            thread.join(10)


def test_the_embedded_calendar_makes_none(office):
    """Nobody would hold the meeting."""
    assert not office.desk.video.links(call_of(office))


def test_a_calendar_says_itself_and_is_asked_now_and_then(office_elsewhere):
    """Google's and Microsoft's may have meetings, or not; owners change their plans."""
    office = office_elsewhere
    call = call_of(office)
    makes = office.elsewhere.name != "caldav"
    office.elsewhere.owner_allows_links(True)
    assert office.desk.video.links(call) is makes
    all_is_read_ahead()
    office.elsewhere.server.asked.clear()
    office.elsewhere.owner_allows_links(False)
    assert office.desk.video.links(call) is makes
    assert office.elsewhere.server.asked == []
    office.clock.advance(timedelta(minutes=11))
    assert not office.desk.video.links(call)


def test_where_nobody_knows_nothing_is_promised(office_elsewhere):
    """The calendar does not answer; the call goes on."""
    call = call_of(office_elsewhere)
    with office_elsewhere.elsewhere.server.failing("cut"):
        assert not office_elsewhere.desk.video.links(call)


def test_what_was_promised_is_noted_for_a_replay(google_office):
    """8.3: the same call gives the same transcript."""
    google_office.desk.video.links(call_of(google_office))
    with google_office.database.reading() as transaction:
        noted = readings.of_call(transaction, "call-1")
    assert [each.body for each in noted if each.kind == "video"] == [{"makes_links": True}]
