"""How events change on Google Calendar, and what Google refuses."""

import pytest
from standins.google_connected import ANN, DAY, QUICK, SHORT, ConnectedGoogle, at, writes
from standins.google_contract import METHODS
from standins.google_values import OWNER

from direct_booking.calendars.base import Busy
from direct_booking.calendars.errors import (
    CalendarMissing,
    Conflict,
    EventMissing,
    InvalidRequest,
    NoPermission,
    OperatorMisconfigured,
    Throttled,
    Unreachable,
)
from direct_booking.calendars.google_events import times_of
from direct_booking.calendars.google_oauth import SCOPES


@pytest.fixture
def calendar(connected):
    """The calendar under test."""
    return connected.calendar


@pytest.fixture
def google(connected):
    """The stand-in behind it."""
    return connected.google


def test_every_change_names_the_version_that_it_changes(calendar, google):
    """[guide] version-resources: If-Match."""
    ref = calendar.create(OWNER, ANN, **QUICK)
    ref = calendar.invite(calendar.reschedule(ref, at(60), **QUICK), None, **QUICK)
    calendar.cancel(ref, **QUICK)
    changes = [asked for asked in google.server.asked if asked.method in ("PATCH", "DELETE")]
    assert len(changes) == 3
    assert all(asked.headers.get("if-match", "").startswith('"') for asked in changes)


def test_a_guest_who_answers_changes_the_version(calendar, google):
    """Not only the owner: a caller who accepts makes our reference old, and a conflict of it."""
    ref = calendar.create(OWNER, ANN, **QUICK)
    accepted = [{"email": "ann@example.com", "responseStatus": "accepted"}]
    google.calendars.owner_changes(OWNER, "ann00", attendees=accepted)
    with pytest.raises(Conflict):
        calendar.reschedule(ref, at(60), **QUICK)
    calendar.reschedule(calendar.find(OWNER, "ann00", **QUICK).ref, at(60), **QUICK)


def test_guests_whom_the_owner_added_stay(connected, calendar, google):
    """A correction of the caller's address is no reason to throw a colleague out."""
    calendar.create(OWNER, ANN, **QUICK)
    both = [{"email": "ann@example.com", "responseStatus": "accepted"}, {"email": "colleague@example.com"}]
    google.calendars.owner_changes(OWNER, "ann00", attendees=both)
    ref = calendar.find(OWNER, "ann00", **QUICK).ref
    ref = calendar.invite(ref, "anna@example.com", **QUICK)
    emails = [guest["email"] for guest in connected.ours["attendees"]]
    assert emails == ["colleague@example.com", "anna@example.com"]
    calendar.invite(ref, None, **QUICK)
    assert [guest["email"] for guest in connected.ours["attendees"]] == ["colleague@example.com"]


def test_deleting_twice_is_like_once(calendar, google):
    """[errors] 410, which is no error for what should be gone."""
    ref = calendar.create(OWNER, ANN, **QUICK)
    calendar.cancel(ref, **QUICK)
    calendar.cancel(ref, **QUICK)
    assert [call.split()[0] for call in google.calls].count("DELETE") == 2


def test_a_deletion_that_finds_nothing_is_a_success_for_ours_only(connected, calendar, google):
    """Field notes: 404 counts only for what our record made, and on a calendar that is there."""
    ref = calendar.create(OWNER, ANN, **QUICK)
    connected.primary.events.clear()
    calendar.cancel(ref, **QUICK)
    del google.calendars.all[OWNER]
    with pytest.raises(CalendarMissing):
        calendar.cancel(ref, **QUICK)


def test_a_change_to_a_deleted_event_says_that_it_is_gone(calendar, google):
    """Its version is another one by then, so Google says 412; it is asked what that means."""
    ref = calendar.create(OWNER, ANN, **QUICK)
    google.calendars.owner_changes(OWNER, "ann00", status="cancelled")
    with pytest.raises(EventMissing):
        calendar.reschedule(ref, at(60), **QUICK)


def test_a_conflict_that_cannot_be_looked_at_stays_one(calendar, google):
    """Not there is a success for a cancellation: it must be known, not guessed."""
    ref = calendar.create(OWNER, ANN, **QUICK)
    google.calendars.owner_changes(OWNER, "ann00", **times_of(at(90)))
    with google.saying(503, "backendError", when=lambda asked: asked.method == "GET"):
        with pytest.raises(Conflict):
            calendar.cancel(ref, **SHORT)
        with pytest.raises(Conflict):
            calendar.reschedule(ref, at(60), **SHORT)
    assert calendar.find(OWNER, "ann00", **QUICK).span == at(90)


def test_an_event_that_the_owner_made_last_all_day_can_be_moved(connected, calendar, google):
    """[seen] changes are merged into what is there: the days have to go when a time comes."""
    calendar.create(OWNER, ANN, **QUICK)
    day = {"start": {"date": "2026-03-02"}, "end": {"date": "2026-03-03"}}
    google.calendars.owner_changes(OWNER, "ann00", **day)
    calendar.reschedule(calendar.find(OWNER, "ann00", **QUICK).ref, at(60), **QUICK)
    assert connected.busy() == Busy((at(60),))


def test_without_our_mark_an_event_is_not_found(calendar, google):
    """4.8: whatever its identifier is, without the mark it is not ours."""
    calendar.create(OWNER, ANN, **QUICK)
    google.calendars.owner_changes(OWNER, "ann00", extendedProperties={"private": {}})
    assert calendar.find(OWNER, "ann00", **QUICK) is None


@pytest.mark.parametrize(
    ("status", "reason", "raised"),
    [
        (400, "badRequest", InvalidRequest),
        (403, "forbidden", NoPermission),
        (403, "insufficientPermissions", NoPermission),
        (403, "requiredAccessLevel", NoPermission),
        (403, "accessNotConfigured", OperatorMisconfigured),
        (403, "dailyLimitExceeded", OperatorMisconfigured),
        (404, "notFound", CalendarMissing),
        (418, "teapot", InvalidRequest),
        (302, "found", Unreachable),
    ],
)
def test_what_google_refuses_writes_nothing(connected, calendar, google, status, reason, raised):
    """[errors] One line of the table each; nothing is there afterwards."""
    with google.saying(status, reason, when=writes), pytest.raises(raised) as failed:
        calendar.create(OWNER, ANN, **SHORT)
    assert "example.com" not in str(failed.value)
    assert connected.primary.made_here == set()


RATES = [(403, "rateLimitExceeded"), (403, "userRateLimitExceeded"), (429, "rateLimitExceeded")]


@pytest.mark.parametrize(("status", "reason"), RATES)
def test_a_rate_that_passes_is_waited_out(connected, calendar, google, status, reason):
    """Field notes: 403 of the first kind and 429 are tried again, also for a write: nothing was written."""
    with google.saying(status, reason, times=2):
        calendar.create(OWNER, ANN, **QUICK)
    assert len(connected.primary.made_here) == 1


@pytest.mark.parametrize(("status", "reason"), RATES)
def test_a_rate_that_lasts_longer_than_the_caller_is_said_at_once(calendar, google, status, reason):
    """Retry-After is honoured or not waited for at all: nobody sleeps past the deadline."""
    wait = {"headers": {"Retry-After": "30"}}
    with google.saying(status, reason, **wait), pytest.raises(Throttled) as throttled:
        calendar.create(OWNER, ANN, **SHORT)
    assert throttled.value.retry_after_s == 30
    assert sum(writes(asked) for asked in google.server.asked) == 1


def test_a_token_without_the_scope_has_no_permission():
    """[discovery] Each method names the scopes of which it needs one."""
    connected = ConnectedGoogle(SCOPES[0])
    assert connected.calendar.busy([OWNER], DAY, **QUICK) == {OWNER: Busy(())}
    with pytest.raises(NoPermission):
        connected.calendar.create(OWNER, ANN, **QUICK)
    connected.close()


def test_every_scope_that_is_asked_for_is_needed_and_enough(calendar):
    """1.4, [discovery]: each method that is used lists one of ours, and each of ours is used by one."""
    used = {
        "calendar.calendarList.list": SCOPES[2],
        "calendar.calendarList.get": SCOPES[2],
        "calendar.freebusy.query": SCOPES[0],
        "calendar.events.insert": SCOPES[1],
        "calendar.events.get": SCOPES[1],
        "calendar.events.list": SCOPES[1],
        "calendar.events.patch": SCOPES[1],
        "calendar.events.delete": SCOPES[1],
    }
    scopes = {method["id"]: set(method["scopes"]) for method in METHODS}
    assert all(scope in scopes[method] for method, scope in used.items())
    assert set(used.values()) == set(SCOPES)
