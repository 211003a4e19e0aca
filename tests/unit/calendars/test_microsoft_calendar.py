"""What the client of Microsoft's calendars reads, and of whom, by Graph's own rules."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from standins.graph import when
from standins.graph_connected import MONDAY, QUICK, WEEK, at
from standins.serving import Reply

from direct_booking.calendars.base import Busy, EventRef, NewEvent, Unknown
from direct_booking.calendars.errors import (
    EventMissing,
    NoPermission,
    Refused,
)
from direct_booking.calendars.microsoft_events import BUSY_FIELDS, MARK
from direct_booking.scheduling.availability import Interval

ALONE = NewEvent("ann00", at(0), "Ann", "by phone")
ONLINE = NewEvent("ann00", at(0), "Ann", "by video", attendee_email="ann@example.com", online=True)


# calendars


def test_calendars_come_with_the_mailbox_zone(microsoft):
    """Which Windows names; and whether they can be written to."""
    microsoft.mailbox.add_calendar("Team", can_edit=False)
    listed = microsoft.calendar.calendars(**QUICK)
    assert [(one.name, one.primary, one.can_write) for one in listed] == [
        ("Calendar", True, True),
        ("Another", False, True),
        ("Team", False, False),
    ]
    assert {one.zone for one in listed} == {ZoneInfo("America/New_York")}


def test_a_mailbox_in_no_known_zone_cannot_be_booked_on(microsoft):
    """Its opening hours would be hours off."""
    microsoft.mailbox.zone = "Customized Time Zone"
    with pytest.raises(Refused, match="time zone"):
        microsoft.calendar.calendars(**QUICK)


def test_an_account_without_a_mailbox_is_said(microsoft):
    """A licence without Exchange."""
    none = Reply(404, b'{"error": {"code": "MailboxNotEnabledForRESTAPI"}}')
    with microsoft.graph.server.failing("reply", reply=none), pytest.raises(NoPermission, match="no mailbox"):
        microsoft.calendar.calendars(**QUICK)


# busy time


def test_busy_time_asks_for_nothing_that_tells_what_the_owner_does(microsoft):
    """1.4: times and how they are shown; no subject, no body, no people, no place."""
    microsoft.mailbox.owner_adds(microsoft.primary_id, at(0))
    microsoft.busy()
    (asked,) = microsoft.asked()
    assert asked.parameters["$select"] == ",".join(BUSY_FIELDS)
    assert not {"subject", "body", "bodyPreview", "attendees", "organizer", "location"} & set(BUSY_FIELDS)
    assert "$expand" not in asked.parameters


@pytest.mark.parametrize(
    ("details", "blocks"),
    [
        ({"show_as": "oof"}, True),
        ({"show_as": "tentative"}, True),
        ({"response": "notResponded"}, True),
        ({"show_as": "free"}, False),
        ({"show_as": "workingElsewhere"}, False),
        ({"response": "declined"}, False),
        ({"cancelled": True}, False),
    ],
)
def test_each_way_to_show_an_event_blocks_or_not(microsoft, details, blocks):
    """Field notes: a declined or transparent event that blocks is what others get wrong."""
    microsoft.mailbox.owner_adds(microsoft.primary_id, at(0), **details)
    assert microsoft.busy() == Busy((at(0),) if blocks else ())


@pytest.mark.parametrize(
    ("zone", "hours"), [("Eastern Standard Time", 5), ("AUS Eastern Standard Time", -11)]
)
def test_an_all_day_event_blocks_its_day_in_the_mailbox_zone(microsoft, zone, hours):
    """Graph says midnight in UTC; the owner means midnight where they are."""
    microsoft.mailbox.zone = zone
    midnight = MONDAY.replace(hour=0)
    microsoft.mailbox.owner_adds(
        microsoft.primary_id, Interval(midnight, midnight + timedelta(days=1)), all_day=True
    )
    start = midnight + timedelta(hours=hours)
    day = Interval(start, start + timedelta(days=1))
    assert microsoft.busy() == Busy((day,))
    # Asked for on the hour at either end of it, the day is found and its neighbours are not.
    assert microsoft.busy(Interval(day.start, day.start + timedelta(hours=1))) == Busy((day,))
    assert microsoft.busy(Interval(day.end - timedelta(hours=1), day.end)) == Busy((day,))
    assert microsoft.busy(Interval(day.end, day.end + timedelta(hours=1))) == Busy(())


def test_the_zone_is_asked_for_once(microsoft):
    """And not at all without an all-day event, or when it is known."""
    microsoft.busy()
    assert len(microsoft.asked()) == 1
    midnight = MONDAY.replace(hour=0)
    microsoft.mailbox.owner_adds(
        microsoft.primary_id, Interval(midnight, midnight + timedelta(days=1)), all_day=True
    )
    microsoft.busy()
    microsoft.busy()
    assert [one.path.endswith("timeZone") for one in microsoft.asked()] == [False, True, False]
    told = microsoft.client(zone=ZoneInfo("America/New_York"))
    told.busy([microsoft.primary_id], WEEK, **QUICK)
    assert len(microsoft.asked()) == 1


def test_a_look_ahead_of_years_is_asked_for_in_pieces(microsoft):
    """A view of more than five years is refused; what lies on a seam is found once."""
    on_a_seam = Interval(WEEK.start + timedelta(days=363), WEEK.start + timedelta(days=365))
    microsoft.mailbox.owner_adds(microsoft.primary_id, on_a_seam)
    years = Interval(WEEK.start, WEEK.start + timedelta(days=3000))
    assert microsoft.busy(years) == Busy((on_a_seam,))
    assert len(microsoft.asked()) == 9


def test_only_an_event_of_ours_can_be_ignored(microsoft):
    """Whatever a reference says: an event without our mark counts."""
    owners = microsoft.mailbox.owner_adds(microsoft.primary_id, at(0))
    forged = EventRef(microsoft.primary_id, owners.id, "ann00", "version")
    assert microsoft.busy(ignoring=[forged]) == Busy((at(0),))


# only what is ours


def test_the_owners_event_is_not_read_by_whoever_names_it(microsoft):
    """1.4, 4.8: a forged reference is found out without asking for the event."""
    owners = microsoft.mailbox.owner_adds(microsoft.primary_id, at(0))
    forged = EventRef(microsoft.primary_id, owners.id, "ann00", "version")
    with pytest.raises(EventMissing):
        microsoft.calendar.reschedule(forged, at(60), **QUICK)
    with pytest.raises(EventMissing):
        microsoft.calendar.invite(forged, None, **QUICK)
    microsoft.calendar.cancel(forged, **QUICK)
    assert not any(owners.id in one.parts for one in microsoft.asked())
    assert microsoft.mailbox.items[owners.id] == owners


def test_a_copy_that_the_owner_made_is_not_ours(microsoft):
    """It carries our mark; the older one is the one that we made."""
    ref = microsoft.create()
    microsoft.mailbox.let_time_pass(timedelta(minutes=1))
    microsoft.mailbox.owner_adds(microsoft.primary_id, at(90), by_app=True, marks={MARK: "ann00"})
    assert microsoft.found().ref == ref


def test_ignoring_our_own_event_costs_no_request_in_the_process_that_made_it(microsoft):
    """And one in any other: whose it is, a view does not tell."""
    ref = microsoft.create()
    microsoft.asked()
    assert microsoft.busy(ignoring=[ref]) == Busy(())
    assert len(microsoft.asked()) == 1
    microsoft.calendar = microsoft.client()
    assert microsoft.busy(ignoring=[ref]) == microsoft.busy(ignoring=[ref]) == Busy(())
    assert len(microsoft.asked()) == 3


def test_whose_an_event_is_must_be_known_to_ignore_it(microsoft):
    """3.3: not knowing is unknown, neither busy nor free."""
    ref = microsoft.create()
    microsoft.calendar = microsoft.client()
    one = {"how": "reply", "reply": Reply(500), "when": when("GET", "/events")}
    with microsoft.graph.server.failing(**one):
        assert isinstance(microsoft.busy(ignoring=[ref], deadline_s=0.5), Unknown)
