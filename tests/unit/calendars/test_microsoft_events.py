"""What Graph says of an event, in our values, and the other way round."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from direct_booking.calendars import microsoft_events as events
from direct_booking.calendars.base import NewEvent
from direct_booking.scheduling.availability import Interval

MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=timezone.utc)
HALF_AN_HOUR = Interval(MONDAY, MONDAY + timedelta(minutes=30))
NEW_YORK = ZoneInfo("America/New_York")
ANN = NewEvent("ann00", HALF_AN_HOUR, "Ann", "by phone", attendee_email="ann@example.com")


def seen(**details) -> dict:
    """An event as a calendar view tells of it."""
    return {"id": "1", **events.times(HALF_AN_HOUR), "showAs": "busy", "isAllDay": False, **details}


def own(**details) -> dict:
    """An event of ours as Graph tells of it."""
    return {
        **seen(),
        "subject": "Ann",
        "body": {"contentType": "html", "content": "<p>by phone</p>"},
        "attendees": [{"emailAddress": {"address": "ann@example.com"}}],
        **details,
    }


# when an event makes its owner busy (field notes)


@pytest.mark.parametrize("shown", ["busy", "oof", "tentative", "unknown", "somethingNew", None])
def test_what_is_not_free_is_busy(shown):
    """Busy, away, tentative, unknown, and whatever Microsoft may think of next."""
    assert events.busy_time(seen(showAs=shown), None) == HALF_AN_HOUR


@pytest.mark.parametrize(
    "details",
    [
        {"showAs": "free"},
        {"showAs": "workingElsewhere"},
        {"isCancelled": True},
        {"responseStatus": {"response": "declined"}},
    ],
)
def test_what_is_free_blocks_nothing(details):
    """Free, working elsewhere, cancelled by its organiser, declined by the owner."""
    assert events.busy_time(seen(**details), None) is None


@pytest.mark.parametrize("response", ["none", "organizer", "tentativelyAccepted", "accepted", "notResponded"])
def test_an_invitation_that_was_not_declined_is_busy(response):
    """Also one that nobody has answered yet."""
    assert events.busy_time(seen(responseStatus={"response": response}), None) == HALF_AN_HOUR


@pytest.mark.parametrize("details", [{"responseStatus": None}, {"isCancelled": None}])
def test_what_is_not_said_is_busy(details):
    """3.3: unknown is never free."""
    assert events.busy_time(seen(**details), None) == HALF_AN_HOUR


def test_an_event_without_length_blocks_nothing():
    """3.2."""
    assert events.busy_time(seen(end=events.times(HALF_AN_HOUR)["start"]), None) is None


@pytest.mark.parametrize(
    ("zone", "start", "hours"),
    [
        ("America/New_York", "2026-03-02T05:00:00+00:00", 24),
        ("America/New_York", "2026-03-08T05:00:00+00:00", 23),  # the clock goes forward
        ("Europe/London", "2026-10-25T00:00:00+01:00", 25),  # and back
        ("Australia/Sydney", "2026-03-02T00:00:00+11:00", 24),
    ],
)
def test_an_all_day_event_is_a_day_of_the_mailbox(zone, start, hours):
    """Graph tells it from midnight to midnight whatever zone is asked for (docs-contrib #8057)."""
    start = datetime.fromisoformat(start)
    day = start.astimezone(ZoneInfo(zone)).date()
    told = {
        "start": {"dateTime": f"{day}T00:00:00.0000000", "timeZone": "UTC"},
        "end": {"dateTime": f"{day + timedelta(days=1)}T00:00:00.0000000", "timeZone": "UTC"},
    }
    found = events.busy_time(seen(isAllDay=True, **told), ZoneInfo(zone))
    assert found == Interval(start, start + timedelta(hours=hours))


@pytest.mark.parametrize(
    "details",
    [
        {"start": {"dateTime": "2026-03-02T14:00:00.0000000", "timeZone": "Eastern Standard Time"}},
        {"start": {"dateTime": "tomorrow", "timeZone": "UTC"}},
        {"start": None},
        {"isAllDay": True},
    ],
)
def test_times_that_cannot_be_read_are_an_error(details):
    """Not in UTC though that was asked for, no time, a day without a zone: never taken for free."""
    with pytest.raises(ValueError, match=r"\w"):
        events.busy_time(seen(**details), None)


# times


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("2026-03-02T14:00:00.0000000", 0),
        ("2026-03-02T14:00:00.1234567", 123456),
        ("2026-03-02T14:00:00.5", 500000),
        ("2026-03-02T14:00:00", 0),
        ("2026-03-02T14:00:00.1234567Z", 123456),
    ],
)
def test_seven_digits_are_read(text, microseconds):
    """``datetime.fromisoformat`` of Python 3.10 takes three or six."""
    assert events.instant(text) == MONDAY + timedelta(microseconds=microseconds)


@given(st.timedeltas(timedelta(days=-700_000), timedelta(days=2_900_000)))
def test_a_time_that_was_written_is_read(since):
    """In any zone, in UTC, to the microsecond."""
    at = (MONDAY + since).astimezone(NEW_YORK)
    written = events.times(Interval(at, at))["start"]
    assert written["timeZone"] == "UTC"
    assert events.instant(written["dateTime"]) == at
    assert len(written["dateTime"].partition(".")[2]) == 7


# what is written


def test_a_new_event_carries_its_key_twice():
    """As a transaction id, for Microsoft to make it once; as our mark, by which it is known again."""
    written = events.new_event(ANN, teams=False)
    assert written["transactionId"] == "ann00"
    assert events.marked_with(written) == "ann00"
    assert events.marked_with({**written, "singleValueExtendedProperties": None}) is None


def test_a_meeting_is_asked_for_by_name_or_not_at_all():
    """Field notes: a provider that is not allowed is refused."""
    assert "isOnlineMeeting" not in events.new_event(ANN, teams=False)
    with_teams = events.new_event(ANN, teams=True)
    assert (with_teams["isOnlineMeeting"], with_teams["onlineMeetingProvider"]) == (True, "teamsForBusiness")


def test_a_mark_is_known_in_either_case():
    """Exchange gives back the namespace as it likes."""
    mark = {"id": events.MARK.replace("7c1c2a5e", "7C1C2A5E"), "value": "ann00"}
    assert events.marked_with({"singleValueExtendedProperties": [{"id": "x", "value": "y"}, mark]}) == "ann00"


def test_no_words_are_no_change():
    """Field notes: a move patches start and end only."""
    assert events.words(own(isOnlineMeeting=True), None, None) == {}


# versions


@pytest.mark.parametrize(
    "details",
    [
        {"start": {"dateTime": "2026-03-02T13:00:00.0000000", "timeZone": "UTC"}},
        {"end": {"dateTime": "2026-03-02T15:00:00.0000000", "timeZone": "UTC"}},
        {"subject": "Bo"},
        {"body": {"contentType": "text", "content": "other words"}},
        {"attendees": []},
        {"isOnlineMeeting": True},
    ],
)
def test_a_change_of_anything_that_we_write_is_another_version(details):
    """So that nobody's change is overwritten."""
    assert events.ref_of(own(**details), "c", "k").version != events.ref_of(own(), "c", "k").version


@pytest.mark.parametrize(
    "details",
    [
        {"changeKey": "another", "@odata.etag": 'W/"another"'},
        {"body": {"contentType": "text", "content": "  by\r\nphone "}},
        {"attendees": [{"emailAddress": {"address": "Ann@example.com"}, "status": {"response": "accepted"}}]},
        {"onlineMeeting": None},
    ],
)
def test_what_changes_by_itself_is_no_other_version(details):
    """The change key, the form of the body, the guest's answer."""
    assert events.ref_of(own(**details), "c", "k").version == events.ref_of(own(), "c", "k").version


def test_an_event_of_ours_is_read_whole():
    """Times, guest, link, words."""
    meeting = {"isOnlineMeeting": True, "onlineMeeting": {"joinUrl": "https://teams.microsoft.com/1"}}
    found = events.event_of(own(**meeting), "c", "ann00")
    assert (found.span, found.attendee_email, found.title) == (HALF_AN_HOUR, "ann@example.com", "Ann")
    assert (found.video_link, found.description) == ("https://teams.microsoft.com/1", "by phone")


def test_of_copies_the_oldest_is_ours():
    """An event that the owner copied takes our mark along."""
    marks = {"singleValueExtendedProperties": [{"id": events.MARK, "value": "k"}]}
    ours = {"id": "old", "createdDateTime": "2026-03-01T00:00:00Z", **marks}
    copy = {"id": "new", "createdDateTime": "2026-03-02T00:00:00Z", **marks}
    assert events.live([copy, ours], "k") is ours
    assert events.live([copy, {**ours, "isCancelled": True}], "k") is copy
    assert events.live([copy], "K") is None
