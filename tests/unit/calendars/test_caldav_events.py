"""The product's own events as CalDAV keeps them: written properly, read back, changed without loss."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.calendars import caldav_events as events
from direct_booking.calendars.base import NewEvent
from direct_booking.calendars.caldav_events import Inviting, NotOurs, Unreadable, ZoneNeeded
from direct_booking.scheduling.availability import Interval

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=timezone.utc)
LATER = NOW + timedelta(hours=3)
SPAN = Interval(NOW, NOW + timedelta(minutes=30))
SERVER = Inviting("mailto:owner@example.com", "SERVER")
MAIL = Inviting("mailto:booking@example.com", "CLIENT")
NOBODY = Inviting(None, "NONE")
ANN = NewEvent("ann00", SPAN, "Ann (phone)", "by phone", attendee_email="ann@example.com")


def component(text: str) -> icalendar.Event:
    """The event of a text."""
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return event


def test_a_new_event_is_proper():
    """RFC 5545: all that an event needs, times in UTC, lines ended by CRLF."""
    new = events.written(ANN, SERVER, NOW)
    event = component(new.text)
    assert event["UID"] == "ann00@direct-booking"
    assert {"DTSTAMP", "CREATED", "LAST-MODIFIED", "STATUS", "TRANSP", "SEQUENCE"} <= set(event)
    assert "DTSTART:20260302T150000Z\r\nDTEND:20260302T153000Z\r\n" in new.text
    assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CONFIRMED", "OPAQUE", 0)
    assert (new.key, new.span, new.live, new.sequence) == ("ann00", SPAN, True, 0)


@pytest.mark.parametrize(
    ("inviting", "agent"),
    [(SERVER, None), (MAIL, "CLIENT"), (NOBODY, "NONE")],
    ids=["server", "mail", "nobody"],
)
def test_a_guest_is_invited_by_exactly_one(inviting, agent):
    """RFC 6638 7.1: a server is told when it is not to send anything itself."""
    event = component(events.written(ANN, inviting, NOW).text)
    guest = event["ATTENDEE"]
    assert str(guest) == "mailto:ann@example.com"
    assert guest.params.get("SCHEDULE-AGENT") == agent
    assert (guest.params["PARTSTAT"], guest.params["RSVP"]) == ("NEEDS-ACTION", "TRUE")
    assert event.get("ORGANIZER") == inviting.organizer


def test_without_a_guest_there_is_no_organizer():
    """An event of the owner's alone is no meeting."""
    event = component(events.written(NewEvent("ann00", SPAN, "Ann"), SERVER, NOW).text)
    assert "ORGANIZER" not in event
    assert "ATTENDEE" not in event


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
ONE_LINE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60)


@given(ONE_LINE, TEXT, ONE_LINE, st.integers(0, 59), st.integers(1, 100_000))
def test_what_is_written_reads_back(title, description, location, second, length_s):
    """Words, but for control characters that iCalendar does not have; times, to the second."""
    start = NOW + timedelta(seconds=second)
    span = Interval(start, start + timedelta(seconds=length_s))
    new = events.written(NewEvent("ann00", span, title, description, location=location), NOBODY, NOW)
    again = events.read(new.text, "ann00")
    assert again.span == span
    assert again.title == title
    assert again.description.split() == events.read(new.text, "ann00").description.split()
    assert again.location == location


def test_parts_of_seconds_are_rounded_outwards():
    """No busy moment becomes free."""
    odd = Interval(NOW + timedelta(microseconds=5), NOW + timedelta(minutes=1, microseconds=5))
    assert events.whole_seconds(odd) == Interval(NOW, NOW + timedelta(minutes=1, seconds=1))


OWNERS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Owner//Program//EN
X-KEPT:by the owner
BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:ann00@direct-booking
DTSTAMP:20260302T150000Z
SEQUENCE:4
DTSTART;TZID=Office:20260302T180000
DURATION:PT1H
SUMMARY:Ann (the owner's words)
DESCRIPTION;ALTREP="cid:x":by phone
X-ALT-DESC;FMTTYPE=text/html:<b>by phone</b>
CATEGORIES:Work
ORGANIZER:mailto:owner@example.com
ATTENDEE;CN=Bo;PARTSTAT=ACCEPTED:mailto:bo@example.com
ATTENDEE;X-DIRECT-BOOKING-CALLER=TRUE;PARTSTAT=ACCEPTED:mailto:ann@example.com
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT5M
DESCRIPTION:soon
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def test_an_event_that_the_owner_worked_on_is_read():
    """In a zone of its own, with a duration, and with a guest of the owner's beside ours."""
    event = events.read(OWNERS, "ann00")
    assert event.span == Interval(NOW, NOW + timedelta(hours=1))
    assert (event.attendee_email, event.sequence) == ("ann@example.com", 4)


def test_moving_keeps_what_the_owner_added():
    """Only times, marks of the change and our guest's answer are new."""
    span = Interval(LATER, LATER + timedelta(minutes=30))
    moved = events.changed(events.read(OWNERS, "ann00"), SERVER, LATER, span=span)
    event = component(moved.text)
    assert (moved.span, moved.sequence, moved.title) == (span, 5, "Ann (the owner's words)")
    assert "DURATION" not in event
    assert event["CATEGORIES"].to_ical() == b"Work"
    assert "BEGIN:VALARM" in moved.text
    assert "X-KEPT:by the owner" in moved.text
    guests = {str(each): each.params.get("PARTSTAT") for each in event["ATTENDEE"]}
    # RFC 5546 3.2.2: whoever is invited is asked anew; the owner's other guests are the owner's.
    assert guests == {"mailto:bo@example.com": "ACCEPTED", "mailto:ann@example.com": "NEEDS-ACTION"}


def test_inviting_somebody_else_keeps_the_owners_guests():
    """Ours goes, the new one comes, the third stays; and back to nobody of ours."""
    before = events.read(OWNERS, "ann00")
    other = events.changed(before, SERVER, LATER, attendee_email="zoe@example.com", with_attendee=True)
    assert other.attendee_email == "zoe@example.com"
    assert "ann@example.com" not in other.text
    none = events.changed(other, SERVER, LATER, attendee_email=None, with_attendee=True)
    assert "zoe@example.com" not in none.text
    assert "bo@example.com" in none.text
    assert none.sequence == 6


def test_other_words_replace_every_form_of_them():
    """The same words in HTML would say what is no longer so."""
    changed = events.changed(events.read(OWNERS, "ann00"), SERVER, LATER, title="Bo", description="new")
    assert (changed.title, changed.description) == ("Bo", "new")
    assert "X-ALT-DESC" not in changed.text
    assert changed.span == events.read(OWNERS, "ann00").span


def test_a_server_that_drops_the_mark_leaves_the_first_guest():
    """Whoever is invited and is not the owner."""
    text = OWNERS.replace("X-DIRECT-BOOKING-CALLER=TRUE;", "").replace("mailto:bo@", "mailto:owner@")
    assert events.read(text, "ann00").attendee_email == "ann@example.com"


def test_an_event_marked_as_cancelled_is_not_live():
    """Some programs do this instead of deleting."""
    assert not events.read(OWNERS.replace("SEQUENCE:4", "STATUS:CANCELLED"), "ann00").live


def test_a_whole_day_is_one_of_the_calendars_zone():
    """As an owner may make of an appointment; without the zone it is not guessed."""
    text = OWNERS.replace("DTSTART;TZID=Office:20260302T180000", "DTSTART;VALUE=DATE:20260302")
    text = text.replace("DURATION:PT1H", "DTEND;VALUE=DATE:20260303")
    with pytest.raises(ZoneNeeded):
        events.read(text, "ann00")
    day = datetime(2026, 3, 2, 5, tzinfo=timezone.utc)
    assert events.read(text, "ann00", ZoneInfo("America/New_York")).span == Interval(
        day, day + timedelta(days=1)
    )


def test_somebody_elses_event_is_not_ours():
    """Also at our name."""
    for text in (OWNERS.replace("ann00@direct-booking", "xyz"), OWNERS.replace("UID:ann00", "UID:bo000")):
        with pytest.raises(NotOurs):
            events.read(text, "ann00")


@given(
    st.lists(st.tuples(st.integers(0, len(OWNERS) - 1), st.integers(0, 12), st.text(max_size=4)), max_size=3)
)
def test_nothing_but_unreadable_escapes(changes):
    """A text with pieces replaced by noise is read and changed, or refused."""
    text = OWNERS
    for place, length, noise in changes:
        text = text[:place] + noise + text[place + length :]
    try:
        event = events.read(text, "ann00", timezone.utc)
        events.changed(event, MAIL, LATER, span=SPAN, attendee_email="x@example.com", with_attendee=True)
    except Unreadable:
        return
