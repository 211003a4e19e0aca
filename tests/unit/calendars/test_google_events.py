"""Events between Google's words and ours."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.calendars import google_events as events
from direct_booking.calendars.base import EventRef, NewEvent
from direct_booking.calendars.errors import CalendarMissing, Conflict, EventMissing
from direct_booking.scheduling.availability import Interval

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone.utc)
SPAN = Interval(NOON, NOON + timedelta(minutes=30))
NEW = NewEvent("ann00", SPAN, "Ann", "by phone", attendee_email="ann@example.com", online=True)
INSTANTS = st.timedeltas(timedelta(days=-40_000), timedelta(days=40_000)).map(lambda away: NOON + away)
EMAILS = st.sampled_from(["ann@example.com", "Ann@Example.com", "bo@example.com", "cy@example.com"])
GUESTS = st.lists(st.builds(lambda email: {"email": email, "responseStatus": "accepted"}, EMAILS), max_size=4)


@given(INSTANTS)
def test_an_instant_that_is_written_is_read(instant):
    """To the microsecond."""
    assert events.read(events.written(instant)) == instant


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T12:00:00Z",
        "2026-03-02T07:00:00-05:00",
        "2026-03-02t12:00:00.0z",
        "2026-03-02T17:30:00+05:30",
    ],
)
def test_every_way_to_write_an_instant_is_read(text):
    """RFC 3339: any offset, any fraction, either case."""
    assert events.read(text) == NOON
    assert events.read(text).utcoffset() == timedelta(0)


@pytest.mark.parametrize("text", ["", "2026-03-02", "2026-03-02T12:00:00", "2026-13-02T12:00:00Z", "soon"])
def test_what_is_no_instant_is_refused(text):
    """A time without an offset could be any time."""
    with pytest.raises(ValueError, match=r".+"):
        events.read(text)


def test_an_event_is_read_as_it_was_written():
    """What is sent, with Google's own additions, is the same event again."""
    data = {**events.body_of(NEW), "etag": '"1"', "hangoutLink": "https://meet.google.com/a"}
    found = events.event_of("cal", data)
    assert found.ref == EventRef("cal", "ann00", "ann00", '"1"')
    assert (found.span, found.title, found.description) == (SPAN, "Ann", "by phone")
    assert (found.attendee_email, found.video_link) == ("ann@example.com", "https://meet.google.com/a")


def test_what_is_not_wanted_is_not_written():
    """No guest, no place and no meeting: none of their fields."""
    body = events.body_of(NewEvent("ann00", SPAN, "Ann"))
    assert not {"attendees", "location", "conferenceData"} & set(body)


def test_times_are_written_in_utc_and_whole_seconds():
    """5: UTC is what stands on the calendar."""
    odd = Interval(SPAN.start + timedelta(microseconds=7), SPAN.end)
    east = Interval(*(each.astimezone(timezone(timedelta(hours=5))) for each in (odd.start, odd.end)))
    assert events.times_of(east) == {
        "start": {"dateTime": "2026-03-02T12:00:00Z", "timeZone": "UTC"},
        "end": {"dateTime": "2026-03-02T12:30:00Z", "timeZone": "UTC"},
    }


def test_the_mark_is_the_events_own_key():
    """A copy of our event gets another id, keeps the mark, and is not ours."""
    body = events.body_of(NEW)
    assert events.is_ours(body, "ann00")
    assert not events.is_ours({**body, "id": "other"}, "other")
    assert not events.is_ours({**body, "id": "other"}, "ann00")
    assert not events.is_ours({"id": "ann00"}, "ann00")


def test_no_address_is_kept_in_the_mark():
    """Who the caller is stands in a digest, which no longer tells once the guest is taken off."""
    assert "example" not in str(events.marks_of("ann00", "ann@example.com"))


@given(GUESTS, EMAILS)
def test_the_caller_is_invited_once_and_the_owners_guests_stay(guests, email):
    """Whoever the owner has added is still there, and the new caller is, too."""
    data = {**events.body_of(NEW), "attendees": [{"email": "ann@example.com"}, *guests]}
    after = events.guests_with(data, email)
    emails = [guest["email"].casefold() for guest in after]
    assert email.casefold() in emails
    kept = [guest for guest in guests if guest["email"].casefold() != "ann@example.com"]
    assert all(guest in after for guest in kept)
    changed = {**data, "attendees": after, **events.marks_of("ann00", email)}
    assert events.event_of("cal", {**changed, "etag": '"1"'}).attendee_email.casefold() == email.casefold()


@given(GUESTS)
def test_taking_the_caller_off_leaves_the_owners_guests(guests):
    """Nobody else goes with the caller."""
    others = [guest for guest in guests if guest["email"].casefold() != "ann@example.com"]
    data = {**events.body_of(NEW), "attendees": [{"email": "Ann@example.com"}, *others], "etag": '"1"'}
    after = events.guests_with(data, None)
    assert after == others
    assert events.event_of("cal", {**data, "attendees": after}).attendee_email is None


def test_a_guest_who_has_answered_is_not_asked_again():
    """Correcting other details of the same caller keeps the answer."""
    answered = {"email": "ann@example.com", "responseStatus": "accepted"}
    data = {**events.body_of(NEW), "attendees": [answered]}
    assert events.guests_with(data, "ann@example.com") == [answered]


def test_guests_of_whom_the_caller_is_none_are_nobodys_concern():
    """The owner's colleague on our event is not the caller."""
    data = {
        **events.body_of(NewEvent("ann00", SPAN, "Ann")),
        "attendees": [{"email": "bo@example.com"}],
        "etag": '"1"',
    }
    assert events.event_of("cal", data).attendee_email is None


def test_a_link_is_there_once_it_is():
    """Pending is wanted and not there; failed is neither."""
    pending = {"conferenceData": {"createRequest": {"status": {"statusCode": "pending"}}}}
    failed = {"conferenceData": {"createRequest": {"status": {"statusCode": "failure"}}}}
    phone = {"conferenceData": {"entryPoints": [{"entryPointType": "phone", "uri": "tel:+1"}]}}
    assert (events.link_of(pending), events.wants_link(pending)) == (None, True)
    assert (events.link_of(failed), events.wants_link(failed)) == (None, False)
    assert (events.link_of(phone), events.wants_link({})) == (None, False)


@pytest.mark.parametrize(
    ("event", "busy"),
    [
        ({"status": "confirmed"}, True),
        ({"status": "tentative"}, True),
        ({"status": "cancelled"}, False),
        ({"status": "confirmed", "transparency": "transparent"}, False),
        ({"status": "confirmed", "attendees": [{"self": True, "responseStatus": "declined"}]}, False),
        ({"status": "confirmed", "attendees": [{"self": True, "responseStatus": "tentative"}]}, True),
        ({"status": "confirmed", "attendees": [{"responseStatus": "declined"}]}, True),
    ],
)
def test_what_keeps_the_owner_busy(event, busy):
    """Field notes: neither a declined nor a transparent event blocks; what somebody else declined does."""
    assert events.keeps_busy(event) is busy


def test_an_all_day_event_lasts_its_days_in_the_calendars_zone():
    """Its end is the day after the last, and a day may have 23 hours."""
    day = {"start": {"date": "2026-03-08"}, "end": {"date": "2026-03-09"}}
    span = events.span_of(day, ZoneInfo("America/New_York"))
    assert span.end - span.start == timedelta(hours=23)
    assert span.start == datetime(2026, 3, 8, 5, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize("role", ["reader", "writer", "freeBusyReader", "writerWithoutPrivateAccess"])
def test_only_an_owned_calendar_can_be_written(role):
    """The scope is for owned calendars; what another's calendar says can still count as busy."""
    entry = {"id": "c@example.com", "timeZone": "Europe/London", "accessRole": role}
    assert not events.info_of(entry).can_write
    assert events.info_of({**entry, "accessRole": "owner"}).can_write


def test_calendars_that_are_gone_or_in_no_known_zone_are_left_out():
    """Nobody could choose them."""
    assert events.info_of({"id": "c", "timeZone": "UTC", "deleted": True}) is None
    assert events.info_of({"id": "c", "timeZone": "Mars/Olympus"}) is None


def test_a_calendar_is_called_what_the_owner_calls_it():
    """Its own name only where the owner gave it no other, its id where it has none."""
    entry = {"id": "c@example.com", "timeZone": "UTC", "summary": "Team"}
    assert events.info_of({**entry, "summaryOverride": "Work"}).name == "Work"
    assert events.info_of(entry).name == "Team"
    assert events.info_of({"id": "c@example.com"}).name == "c@example.com"


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a/b", "a b", "a\n", "x" * 255, "\ud800", "a\\b", "é", "陳" * 200]
)
def test_what_no_calendar_is_called_is_asked_of_nobody(text):
    """A dot would change the path of the request, a line break its headers."""
    with pytest.raises(CalendarMissing):
        events.check_calendar_id(text)


@pytest.mark.parametrize(
    "text",
    ["owner@example.com", "abc@group.calendar.google.com", "en.usa#holiday@group.v.calendar.google.com"],
)
def test_every_kind_of_calendar_is_known(text):
    """Primary, secondary and holiday calendars."""
    events.check_calendar_id(text)


@pytest.mark.parametrize("version", ["", "*", "1", '"', '"a"b"', '"\n"', "W/", '"é"'])
def test_a_version_that_google_never_gave_is_a_conflict(version):
    """A star as If-Match would overwrite anything."""
    with pytest.raises(Conflict):
        events.check_ref(EventRef("c@example.com", "ann00", "ann00", version))


@pytest.mark.parametrize(
    ("event_id", "key"), [("ann00", "bo000"), ("AAAAA", "AAAAA"), ("abcd", "abcd"), ("", "")]
)
def test_a_reference_to_no_event_of_ours_is_refused(event_id, key):
    """Our events are called by their keys."""
    with pytest.raises(EventMissing):
        events.check_ref(EventRef("c@example.com", event_id, key, '"1"'))
