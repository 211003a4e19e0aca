"""How the client of Microsoft's calendars changes and cancels events, by Graph's own rules."""

import pytest
from standins.graph import when
from standins.graph_connected import MONDAY, QUICK, at
from standins.serving import Reply

from direct_booking.calendars.base import NewEvent
from direct_booking.calendars.errors import (
    Conflict,
    EventMissing,
    OutcomeUnknown,
    Unreachable,
)

ALONE = NewEvent("ann00", at(0), "Ann", "by phone")
ONLINE = NewEvent("ann00", at(0), "Ann", "by video", attendee_email="ann@example.com", online=True)


# changes


def test_a_change_key_that_moves_by_itself_is_no_conflict(microsoft):
    """Field notes: re-GET the etag before a patch, retry once."""
    ref = microsoft.create()
    microsoft.mailbox.stir(ref.event_id)
    microsoft.graph.restless = 1
    ref = microsoft.calendar.reschedule(ref, at(60), **QUICK)
    microsoft.graph.restless = 1
    microsoft.calendar.cancel(ref, **QUICK)
    assert microsoft.mailbox.live(microsoft.primary_id) == []


def test_a_change_key_that_never_rests_is_a_conflict(microsoft):
    """Once more, and no more: somebody else is at it."""
    ref = microsoft.create()
    microsoft.graph.restless = 2
    with pytest.raises(Conflict):
        microsoft.calendar.reschedule(ref, at(60), **QUICK)
    assert microsoft.only_item().start == MONDAY


@pytest.mark.parametrize("changes", [{"subject": "VIP"}, {"body": ("text", "mine")}, {"attendees": ()}])
def test_what_somebody_wrote_is_not_overwritten(microsoft, changes):
    """Not only other times: other words and other guests too."""
    ref = microsoft.create()
    microsoft.mailbox.change(ref.event_id, **changes)
    with pytest.raises(Conflict):
        microsoft.calendar.reschedule(ref, at(60), title="Ann", **QUICK)


def test_a_guests_answer_is_no_conflict(microsoft):
    """It moves the change key, and nothing that we write."""
    ref = microsoft.create()
    microsoft.mailbox.change(ref.event_id, response="accepted")
    microsoft.calendar.reschedule(ref, at(60), **QUICK)


def test_a_cancelled_appointment_is_missing(microsoft):
    """As Outlook leaves a meeting that was called off."""
    ref = microsoft.create()
    microsoft.mailbox.change(ref.event_id, cancelled=True)
    assert microsoft.found() is None
    with pytest.raises(EventMissing):
        microsoft.calendar.reschedule(ref, at(60), **QUICK)


def test_an_appointment_with_a_guest_is_cancelled_with_a_mail(microsoft):
    """Field notes: cancel with attendees by /cancel, with a comment."""
    ref = microsoft.create()
    microsoft.client(comment="See you another time.").cancel(ref, **QUICK)
    (last,) = (one for one in microsoft.asked() if one.path.endswith("/cancel"))
    assert last.body == b'{"Comment": "See you another time."}'


def test_an_appointment_without_a_guest_is_deleted(microsoft):
    """Nobody is to be told; /cancel is for the organiser of a meeting."""
    ref = microsoft.create(ALONE)
    microsoft.calendar.cancel(ref, **QUICK)
    assert microsoft.asked()[-1].method == "DELETE"


def test_cancelling_on_a_calendar_that_cannot_be_asked_is_no_success(microsoft):
    """Whether it is gone, or its calendar, must be known."""
    ref = microsoft.create()
    microsoft.mailbox.delete(ref.event_id)
    away = {"how": "reply", "reply": Reply(500), "when": when("GET", "/events")}
    with microsoft.graph.server.failing(**away), pytest.raises(Unreachable):
        microsoft.calendar.cancel(ref, deadline_s=1.0)


def test_a_change_whose_mail_was_refused_is_in_doubt(microsoft):
    """It may have been made all the same: ``find`` tells."""
    ref = microsoft.create()
    microsoft.graph.blocked_mail = True
    with pytest.raises(OutcomeUnknown):
        microsoft.calendar.reschedule(ref, at(60), **QUICK)
    assert microsoft.found().span == at(60)
