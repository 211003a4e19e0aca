"""How the client of Microsoft's calendars creates events and meetings, by Graph's own rules."""

import json
from datetime import timedelta

import pytest
from standins.graph import is_write, when
from standins.graph_connected import ANN, QUICK, at
from standins.serving import Reply

from direct_booking.calendars.base import NewEvent
from direct_booking.calendars.errors import (
    Conflict,
    NoPermission,
    OutcomeUnknown,
)
from direct_booking.calendars.microsoft_events import MARK

ALONE = NewEvent("ann00", at(0), "Ann", "by phone")
ONLINE = NewEvent("ann00", at(0), "Ann", "by video", attendee_email="ann@example.com", online=True)


# creating once


def test_an_event_carries_our_mark(microsoft):
    """By which it is found again, whatever becomes of our memory."""
    microsoft.create()
    assert microsoft.only_item().marks == {MARK: "ann00"}


def test_a_creation_is_one_request(microsoft):
    """A caller is waiting: an answer that tells of a new event is the proof."""
    microsoft.create()
    assert [one.method for one in microsoft.asked()] == ["POST"]


@pytest.mark.parametrize("repeats", ["content", "409", "400"])
def test_a_repeated_creation_finds_its_event(microsoft, repeats):
    """Field notes: a repeat gives 201 with the same event, or is refused; also to another process."""
    microsoft.graph.repeats = repeats
    first = microsoft.create()
    microsoft.mailbox.let_time_pass(timedelta(minutes=1))
    again = microsoft.client().create(microsoft.primary_id, ANN, **QUICK)
    assert again == first
    assert microsoft.only_item().id == first.event_id


@pytest.mark.parametrize("repeats", ["content", "409", "400"])
@pytest.mark.parametrize("ours", [True, False])
def test_a_deleted_event_is_not_brought_back_by_a_repeat(microsoft, repeats, ours):
    """Microsoft answers 201 to the repeat as if the event were there: it is not, and nothing is booked."""
    microsoft.graph.repeats = repeats
    ref = microsoft.create()
    if ours:
        microsoft.calendar.cancel(ref, **QUICK)
    else:
        microsoft.mailbox.delete(ref.event_id)
    microsoft.mailbox.let_time_pass(timedelta(minutes=1))
    for client in (microsoft.calendar, microsoft.client()):
        with pytest.raises(Conflict):
            client.create(microsoft.primary_id, ANN, **QUICK)
    assert microsoft.mailbox.live(microsoft.primary_id) == []


def test_a_creation_that_is_still_under_way_is_waited_for(microsoft):
    """An earlier request that was given up may be about to be carried out: its event is ours."""
    microsoft.graph.repeats = "409"
    ref = microsoft.create()
    microsoft.mailbox.delete(ref.event_id)
    client = microsoft.client(pause=lambda _seconds: microsoft.mailbox.change(ref.event_id, deleted=False))
    assert client.create(microsoft.primary_id, ANN, **QUICK).event_id == ref.event_id


def test_a_repeat_that_cannot_be_looked_up_is_in_doubt(microsoft):
    """Neither booked nor refused."""
    microsoft.graph.repeats = "409"
    microsoft.create()
    reads = {"how": "reply", "reply": Reply(500), "when": when("GET", "/events")}
    with microsoft.graph.server.failing(**reads), pytest.raises(OutcomeUnknown):
        microsoft.calendar.create(microsoft.primary_id, ANN, deadline_s=1.0)


@pytest.mark.parametrize("changes", [{"createdDateTime": None}, {"createdDateTime": "soon"}])
def test_an_answer_that_does_not_say_when_is_looked_up(microsoft, changes):
    """What is there is proof; what is not is in doubt, for the answer was a success."""
    item = microsoft.mailbox.owner_adds(microsoft.primary_id, at(0), by_app=True, marks={MARK: "ann00"})
    told = {**item.as_json(), **changes}
    untold = {"how": "reply", "reply": Reply(201, json.dumps(told).encode()), "when": is_write}
    with microsoft.graph.server.failing(**untold):
        assert microsoft.create(ALONE).event_id == item.id
    microsoft.mailbox.delete(item.id)
    with microsoft.graph.server.failing(**untold), pytest.raises(OutcomeUnknown):
        microsoft.client().create(microsoft.primary_id, ALONE, **QUICK)


def test_a_booking_stands_though_no_invitation_can_be_sent(microsoft):
    """An account has a daily limit of mail; the event was made."""
    microsoft.graph.blocked_mail = True
    ref = microsoft.create()
    assert (microsoft.only_item().id, ref.told) == (ref.event_id, False)


def test_an_invitation_that_kept_an_event_from_being_made_is_said(microsoft):
    """Nothing is there."""
    blocked = Reply(403, b'{"error": {"code": "ErrorExceededMessageLimit"}}')
    with microsoft.graph.server.failing("reply", reply=blocked, when=is_write), pytest.raises(NoPermission):
        microsoft.create()
    assert microsoft.mailbox.live(microsoft.primary_id) == []


# meetings


def test_a_meeting_gets_its_link(microsoft):
    """2.4: Teams to match the calendar."""
    microsoft.create(ONLINE)
    found = microsoft.found()
    assert found.video_link.startswith("https://teams.microsoft.com/")
    assert found.description == "by video"


def test_a_link_that_comes_later_is_not_waited_for(microsoft):
    """Nor is the event another one when it has come."""
    microsoft.mailbox.links_come_later = True
    ref = microsoft.create(ONLINE)
    assert microsoft.calendar.reschedule(ref, at(60), **QUICK).event_id == ref.event_id


@pytest.mark.parametrize("providers", [(), ("skypeForConsumer",), ("unknown",), ("skypeForBusiness",)])
def test_without_teams_the_appointment_is_by_phone(microsoft, providers):
    """Personal accounts have no meetings that a caller could join: no link, and no error."""
    calendar = microsoft.mailbox.add_calendar("Personal", providers=providers)
    ref = microsoft.calendar.create(calendar.id, ONLINE, **QUICK)
    ref = microsoft.calendar.invite(ref, "ann@example.com", online=True, **QUICK)
    found = microsoft.calendar.find(calendar.id, "ann00", **QUICK)
    assert (found.ref, found.video_link) == (ref, None)


def test_whether_teams_is_allowed_is_asked_for_now_and_then(microsoft):
    """Not at every booking; but again after ten minutes, for owners change their plans."""
    allowed = lambda: [one.path for one in microsoft.asked() if "allowedOnline" in str(one.query)]  # noqa: E731
    microsoft.create(ONLINE)
    assert len(allowed()) == 1
    microsoft.create(NewEvent("other", at(60), "Bo", online=True))
    assert len(allowed()) == 0
    microsoft.clock.advance(timedelta(minutes=11))
    microsoft.create(NewEvent("third", at(120), "Cy", online=True))
    assert len(allowed()) == 1


def test_a_move_patches_start_and_end_only(microsoft):
    """Field notes: a new body without the meeting block takes the meeting away."""
    ref = microsoft.create(ONLINE)
    microsoft.calendar.reschedule(ref, at(60), **QUICK)
    patch = [one for one in microsoft.asked() if one.method == "PATCH"][0]
    assert set(json.loads(patch.body)) == {"start", "end"}
    assert microsoft.only_item().online


def test_new_words_keep_the_meeting(microsoft):
    """A move writes the words that fit the new time; the link stays the same."""
    ref = microsoft.create(ONLINE)
    before = microsoft.found()
    for number in range(3):
        ref = microsoft.calendar.reschedule(ref, at(60 + number), description=f"words {number}", **QUICK)
    after = microsoft.found()
    assert (after.video_link, after.description) == (before.video_link, "words 2")
    assert microsoft.only_item().body[1].count("words") == 1


def test_a_meeting_is_taken_off_with_its_block(microsoft):
    """When the caller would rather be called; the words stay, or are the new ones."""
    ref = microsoft.create(ONLINE)
    ref = microsoft.calendar.invite(ref, None, online=False, **QUICK)
    found = microsoft.found()
    assert (found.video_link, found.description, found.ref) == (None, "by video", ref)
    assert "Teams" not in microsoft.only_item().body[1]
