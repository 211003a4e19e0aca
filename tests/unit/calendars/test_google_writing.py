"""How events are made on Google Calendar: once, with guests and meetings where Google lets them."""

import logging
from datetime import timedelta

import pytest
from standins.google_connected import ANN, ONLINE, QUICK, SHORT, at, writes
from standins.google_values import OWNER
from standins.serving import Reply

from direct_booking.calendars.base import Busy, EventRef, NewEvent
from direct_booking.calendars.errors import (
    Conflict,
    OutcomeUnknown,
)
from direct_booking.calendars.google_errors import QuotaUsedUp
from direct_booking.calendars.google_events import MARK, times_of


@pytest.fixture
def calendar(connected):
    """The calendar under test."""
    return connected.calendar


@pytest.fixture
def google(connected):
    """The stand-in behind it."""
    return connected.google


def test_an_insert_carries_the_identifier_the_mark_and_the_times(connected, calendar):
    """What makes it ours, and what makes a repeat harmless."""
    ref = calendar.create(OWNER, ANN, **QUICK)
    event = connected.ours
    assert (event["id"], event["extendedProperties"]["private"][MARK]) == ("ann00", "ann00")
    assert event["start"] == {"dateTime": "2026-03-02T14:00:00Z", "timeZone": "UTC"}
    assert ref == EventRef(OWNER, "ann00", "ann00", event["etag"])


def test_a_guest_is_told_by_google(calendar, google):
    """4.9: ``sendUpdates=all`` on insert, patch and delete."""
    ref = calendar.create(OWNER, ANN, **QUICK)
    ref = calendar.reschedule(ref, at(60), **QUICK)
    calendar.cancel(ref, **QUICK)
    told = [(what, "ann@example.com") for what in ("invited", "told", "cancelled")]
    assert google.calendars.mails == told


def test_nobody_is_told_where_nobody_is_invited(calendar, google):
    """No guest, no mail."""
    calendar.create(OWNER, NewEvent("ann00", at(0), "Ann"), **QUICK)
    assert google.calendars.mails == []


def test_a_repeat_that_meets_the_same_event_is_a_success(calendar):
    """Field notes: 409 is success when the event is confirmed, has our mark and the same times."""
    first = calendar.create(OWNER, ANN, **QUICK)
    assert calendar.create(OWNER, ANN, **QUICK) == first


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "cancelled"},
        {"extendedProperties": {"private": {}}},
        {"extendedProperties": {"private": {MARK: "bo000"}}},
        times_of(at(30)),
    ],
    ids=["deleted", "unmarked", "another's mark", "other times"],
)
def test_a_repeat_that_meets_anything_else_is_a_conflict(calendar, google, changes):
    """Field notes: identifiers of deleted events stay taken, and 409 alone proves nothing."""
    calendar.create(OWNER, ANN, **QUICK)
    google.calendars.owner_changes(OWNER, "ann00", **changes)
    with pytest.raises(Conflict):
        calendar.create(OWNER, ANN, **QUICK)


def test_a_deleted_event_of_which_only_the_identifier_is_left_is_a_conflict(calendar, google):
    """[discovery] "Deleted events are only guaranteed to have the id field populated.\""""
    calendar.cancel(calendar.create(OWNER, ANN, **QUICK), **QUICK)
    google.calendars.keeps_deleted = False
    with pytest.raises(Conflict):
        calendar.create(OWNER, ANN, **QUICK)
    assert calendar.find(OWNER, "ann00", **QUICK) is None


def test_a_taken_key_that_cannot_be_looked_at_is_in_doubt(calendar, google):
    """It may be our own event: neither "booked" nor "not booked" would be known to be true."""
    calendar.create(OWNER, ANN, **QUICK)
    is_get = {"when": lambda asked: asked.method == "GET"}
    with google.saying(503, "backendError", **is_get), pytest.raises(OutcomeUnknown):
        calendar.create(OWNER, ANN, **SHORT)
    with google.saying(404, "notFound", **is_get), pytest.raises(OutcomeUnknown):
        calendar.create(OWNER, ANN, **SHORT)


@pytest.mark.parametrize("how", ["hang", "cut", "stall"])
@pytest.mark.parametrize("applied", [False, True])
def test_an_insert_without_an_answer_is_in_doubt_and_can_be_asked(connected, calendar, google, how, applied):
    """8.1: it is not tried again by itself; asking by its identifier tells, and another try makes one."""
    connected.busy()  # so that no token has to be asked for within the deadline
    fault = {"applied": applied, "when": writes, "times": 1}
    with google.server.failing(how, **fault), pytest.raises(OutcomeUnknown) as unknown:
        calendar.create(OWNER, ANN, deadline_s=1.0)
    assert unknown.value.key == "ann00"
    assert sum(writes(asked) for asked in google.server.asked) == 1
    assert (calendar.find(OWNER, "ann00", **QUICK) is not None) == applied
    calendar.create(OWNER, ANN, **QUICK)
    assert len(connected.primary.made_here) == 1
    assert google.calendars.mails == [("invited", "ann@example.com")]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("applied", [False, True])
def test_a_breakdown_during_an_insert_is_in_doubt(calendar, google, status, applied):
    """A server that broke down may have done so after the write."""
    doubt = {"applied": applied, "when": writes}
    with google.saying(status, "backendError", **doubt), pytest.raises(OutcomeUnknown):
        calendar.create(OWNER, ANN, **SHORT)
    assert (calendar.find(OWNER, "ann00", **QUICK) is not None) == applied


def test_a_breakdown_that_passes_is_not_noticed_by_a_reader(connected, google):
    """Reads are tried again."""
    google.calendars.owner_adds(OWNER, at(0))
    with google.saying(503, "backendError", times=2):
        assert connected.busy() == Busy((at(0),))


def test_an_insert_that_says_nothing_of_the_event_is_in_doubt(calendar, google):
    """4.7: the proof is the event's own identifier and version."""
    for body in (b"", b"[]", b"{}", b'{"id": "other", "etag": "1"}', b"<html>"):
        reply = Reply(200, body, {"Content-Type": "application/json"})
        with google.server.failing("reply", reply=reply, when=writes), pytest.raises(OutcomeUnknown):
            calendar.create(OWNER, ANN, **QUICK)


def test_without_invitations_left_the_booking_stands(calendar, google, caplog):
    """Field notes: 403 quotaExceeded; the event is there without its guest, which is what ``find`` says."""
    google.calendars.invitations_left = 0
    with caplog.at_level(logging.WARNING):
        ref = calendar.create(OWNER, ANN, **QUICK)
    there = calendar.find(OWNER, "ann00", **QUICK)
    assert (there.ref, there.span, there.attendee_email) == (ref, at(0), None)
    assert "no more invitations" in caplog.text
    assert google.calendars.mails == []
    assert not ref.told
    assert not calendar.create(OWNER, ANN, **QUICK).told  # 409, and what is there has no guest


def test_invitations_that_are_not_sent_are_not_promised(connected, calendar, google):
    """4.9: what the next caller is told; after an hour it is tried again."""
    assert calendar.invites
    google.calendars.invitations_left = 0
    calendar.create(OWNER, ANN, **QUICK)
    assert not calendar.invites
    connected.clock.advance(timedelta(hours=1))
    assert calendar.invites


def test_the_open_invitation_can_be_sent_later(calendar, google):
    """When Google sends again, ``invite`` does what the creation could not."""
    google.calendars.invitations_left = 0
    ref = calendar.create(OWNER, ANN, **QUICK)
    with pytest.raises(QuotaUsedUp):
        calendar.invite(ref, "ann@example.com", **QUICK)
    google.calendars.invitations_left = 1
    calendar.invite(ref, "ann@example.com", **QUICK)
    assert calendar.find(OWNER, "ann00", **QUICK).attendee_email == "ann@example.com"
    assert google.calendars.mails == [("told", "ann@example.com")]


def test_without_invitations_left_a_move_and_a_cancellation_stand(connected, calendar, google):
    """The owner's time is what the calendar shows, also where the guest is not told."""
    ref = calendar.create(OWNER, ANN, **QUICK)
    google.calendars.invitations_left = 0
    assert ref.told
    ref = calendar.reschedule(ref, at(60), **QUICK)
    assert not ref.told
    assert connected.busy() == Busy((at(60),))
    calendar.cancel(ref, **QUICK)
    assert connected.busy() == Busy(())


def test_a_meeting_is_wished_for_and_never_waited_for(calendar, google):
    """Field notes: creation is asynchronous; the answer to the insert is enough to book."""
    google.calendars.meet = "pending"
    ref = calendar.create(OWNER, ONLINE, **QUICK)
    assert sum(call.startswith("GET") for call in google.calls) == 0
    assert calendar.find(OWNER, "ann00", **QUICK).video_link is None
    google.calendars.finish_meetings()
    later = calendar.find(OWNER, "ann00", **QUICK)
    assert later.video_link.startswith("https://meet.google.com/")
    assert later.ref.version != ref.version


def test_a_pending_meeting_is_not_wished_for_twice(connected, calendar, google):
    """It is on its way."""
    google.calendars.meet = "pending"
    ref = calendar.create(OWNER, ONLINE, **QUICK)
    wished = connected.ours["conferenceData"]["createRequest"]["requestId"]
    calendar.invite(ref, "ann@example.com", online=True, **QUICK)
    assert connected.ours["conferenceData"]["createRequest"]["requestId"] == wished


def test_a_meeting_that_failed_is_wished_for_under_another_name(calendar, google):
    """[discovery] requestId: the same as for the previous request is ignored."""
    google.calendars.meet = "failure"
    ref = calendar.create(OWNER, ONLINE, **QUICK)
    google.calendars.meet = "at once"
    calendar.invite(ref, "ann@example.com", online=True, **QUICK)
    assert calendar.find(OWNER, "ann00", **QUICK).video_link is not None


def test_where_no_meeting_is_allowed_the_booking_stands_without(connected, calendar):
    """[discovery] conferenceProperties; [seen] 400 for a kind of meeting that the calendar may not have."""
    connected.primary.solutions = ()
    ref = calendar.create(OWNER, ONLINE, **QUICK)
    assert calendar.find(OWNER, "ann00", **QUICK).video_link is None
    ref = calendar.invite(ref, "bo@example.com", online=True, **QUICK)
    there = calendar.find(OWNER, "ann00", **QUICK)
    assert (there.ref, there.attendee_email, there.video_link) == (ref, "bo@example.com", None)


def test_a_move_keeps_the_meeting(calendar):
    """The link that the guest has is still good."""
    ref = calendar.create(OWNER, ONLINE, **QUICK)
    link = calendar.find(OWNER, "ann00", **QUICK).video_link
    calendar.reschedule(ref, at(60), **QUICK)
    assert link.startswith("https://")
    assert calendar.find(OWNER, "ann00", **QUICK).video_link == link
