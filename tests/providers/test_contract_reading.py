"""What every calendar says when it is asked: its calendars, when they are busy, one event by its key."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from provider_harness import MONDAY, WEEK, at

from direct_booking.calendars.base import Busy, Event, EventRef, NewEvent, Unknown
from direct_booking.calendars.errors import CalendarMissing, InvalidRequest
from direct_booking.scheduling.availability import Interval

QUICK = {"deadline_s": 5.0}


def busy_times(harness, span=WEEK, **options):
    """When the primary calendar is busy; fails when it is unknown."""
    answer = harness.calendar.busy([harness.primary_id], span, **QUICK, **options)[harness.primary_id]
    assert isinstance(answer, Busy)
    return list(answer.intervals)


def test_calendars_are_listed_with_the_primary_one_first(harness, calendar):
    """Both of the owner's calendars are there, once each, in a zone, and exactly the first is primary."""
    listed = calendar.calendars(**QUICK)
    assert {harness.primary_id, harness.other_id} <= {info.id for info in listed}
    assert len({info.id for info in listed}) == len(listed)
    assert [info.primary for info in listed] == [True] + [False] * (len(listed) - 1)
    assert listed[0].id == harness.primary_id
    assert all(isinstance(info.zone, ZoneInfo) and info.name for info in listed)
    assert all(info.can_write for info in listed if info.id in (harness.primary_id, harness.other_id))


def test_a_provider_has_a_name(calendar):
    """The name is what connections are stored under: lower case, at most 16 characters."""
    assert calendar.name
    assert calendar.name == calendar.name.lower()
    assert len(calendar.name) <= 16


def test_a_provider_says_whether_guests_are_invited(calendar):
    """So that nobody is promised what does not come."""
    assert calendar.invites in (True, False)


def test_an_empty_calendar_is_free(harness):
    """Nothing there, nothing busy."""
    assert busy_times(harness) == []


def test_every_calendar_asked_for_has_an_answer(harness, calendar):
    """Each id is answered, also one that is there twice and one that is missing, which is unknown."""
    harness.owner_adds(harness.primary_id, at(0))
    ids = [harness.primary_id, harness.missing_id, harness.other_id, harness.primary_id]
    answers = calendar.busy(ids, WEEK, **QUICK)
    assert set(answers) == set(ids)
    assert answers[harness.primary_id] == Busy((at(0),))
    assert answers[harness.other_id] == Busy(())
    assert isinstance(answers[harness.missing_id], Unknown)
    assert answers[harness.missing_id].reason


def test_a_calendar_says_whether_it_makes_video_links(harness):
    """2.4: a link is promised to a caller only where there will be one."""
    assert harness.calendar.makes_links(harness.primary_id, **QUICK) is harness.gives_links


def test_no_calendar_asked_for_is_no_answer(calendar):
    """An empty question has an empty answer."""
    assert dict(calendar.busy([], WEEK, **QUICK)) == {}


def test_busy_times_come_earliest_first_and_may_overlap(harness):
    """Whatever order they were made in; those that overlap are not lost."""
    spans = [at(300), at(0), at(15), at(0, 60)]
    harness.owner_adds(harness.primary_id, *spans)
    found = busy_times(harness)
    assert found == sorted(found)
    assert covered(found) == covered(spans)


def covered(intervals) -> list[Interval]:
    """The same time as stretches that neither touch nor overlap; some providers merge what overlaps."""
    merged: list[Interval] = []
    for one in sorted(intervals):
        if merged and one.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return merged


def test_busy_times_are_utc(harness):
    """Instants leave a provider in UTC, whatever zone the calendar is in."""
    harness.owner_adds(harness.primary_id, at(0))
    (found,) = busy_times(harness)
    assert found.start.utcoffset() == found.end.utcoffset() == timedelta(0)


def test_a_busy_time_that_reaches_into_the_span_is_given_whole(harness):
    """What begins before or ends after the span is not cut."""
    spans = [at(-60, 70), at(50, 100)]
    harness.owner_adds(harness.primary_id, *spans)
    assert busy_times(harness, at(0, 60)) == spans


def test_a_busy_time_around_the_span_is_given(harness):
    """One that begins before and ends after it counts too."""
    harness.owner_adds(harness.primary_id, at(-60, 300))
    assert busy_times(harness, at(0, 60)) == [at(-60, 300)]


def test_busy_times_are_half_open(harness):
    """What ends where the span begins, or begins where it ends, does not overlap it."""
    harness.owner_adds(harness.primary_id, at(-30), at(60))
    overlapping = [
        one for one in busy_times(harness, at(0, 60)) if one.end > at(0).start and one.start < at(60).start
    ]
    assert overlapping == []


def test_an_empty_event_blocks_nothing(harness):
    """3.2: an event without length is not busy time."""
    harness.owner_adds(harness.primary_id, at(10, 0))
    assert busy_times(harness) == []


def test_seconds_are_kept(harness):
    """3.2: busy times are not rounded, down to what the provider can keep."""
    odd = Interval(MONDAY + timedelta(seconds=37), MONDAY + timedelta(minutes=7, seconds=11))
    fine = Interval(at(60).start + harness.smallest, at(61).start + 2 * harness.smallest)
    harness.owner_adds(harness.primary_id, odd, fine)
    assert busy_times(harness) == [odd, fine]


def test_a_span_of_one_moment_can_be_asked_about(harness):
    """The shortest span inside a busy time finds it."""
    harness.owner_adds(harness.primary_id, at(0))
    inside = at(10).start
    assert busy_times(harness, Interval(inside, inside + harness.smallest)) == [at(0)]


def test_many_events_are_all_read(harness):
    """No page is left unread: 600 events, each of them busy."""
    spans = [at(15 * number, 5) for number in range(600)]
    harness.owner_adds(harness.primary_id, *spans)
    assert busy_times(harness, Interval(MONDAY, MONDAY + timedelta(days=10))) == spans


def test_a_year_can_be_asked_about(harness):
    """The longest look-ahead works, however the provider splits its requests."""
    far = Interval(MONDAY + timedelta(days=365), MONDAY + timedelta(days=365, minutes=30))
    harness.owner_adds(harness.primary_id, at(0), far)
    assert busy_times(harness, Interval(MONDAY, MONDAY + timedelta(days=366))) == [at(0), far]


def test_another_calendars_events_do_not_show(harness):
    """Busy time is per calendar."""
    harness.owner_adds(harness.other_id, at(0))
    assert busy_times(harness) == []


def test_an_event_of_ours_is_busy_until_it_is_cancelled(harness, calendar):
    """What we put there counts like the owner's, and no longer when it is gone."""
    ref = calendar.create(harness.primary_id, NewEvent("ours1", at(0), "Ann"), **QUICK)
    assert busy_times(harness) == [at(0)]
    calendar.cancel(ref, **QUICK)
    assert busy_times(harness) == []


def test_an_event_of_ours_can_be_ignored(harness, calendar):
    """For a move its own old time does not count; everything else there does."""
    harness.owner_adds(harness.primary_id, at(10))
    ref = calendar.create(harness.primary_id, NewEvent("ours1", at(0), "Ann"), **QUICK)
    calendar.create(harness.primary_id, NewEvent("ours2", at(20), "Bo"), **QUICK)
    assert covered(busy_times(harness, ignoring=[ref])) == covered([at(10), at(20)])


def test_ignoring_works_whatever_version_is_known(harness, calendar):
    """A reference from before a change still names the event."""
    ref = calendar.create(harness.primary_id, NewEvent("ours1", at(0), "Ann"), **QUICK)
    calendar.invite(ref, "ann@example.com", **QUICK)
    assert busy_times(harness, ignoring=[ref]) == []


def test_ignoring_an_event_of_another_calendar_changes_nothing(harness, calendar):
    """A reference counts on its own calendar only."""
    here = calendar.create(harness.primary_id, NewEvent("ours1", at(0), "Ann"), **QUICK)
    there = EventRef(harness.other_id, here.event_id, here.key, here.version)
    assert busy_times(harness, ignoring=[there]) == [at(0)]


@pytest.mark.parametrize(
    "span",
    [
        Interval(MONDAY, MONDAY),
        Interval(MONDAY, MONDAY - timedelta(minutes=1)),
        Interval(MONDAY.replace(tzinfo=None), MONDAY.replace(tzinfo=None) + timedelta(days=1)),
        Interval(datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), MONDAY),
    ],
    ids=["empty", "backwards", "naive", "before all time"],
)
def test_a_span_that_cannot_be_is_refused(harness, calendar, span):
    """Our own mistake is named, not answered with "free"."""
    with pytest.raises(InvalidRequest):
        calendar.busy([harness.primary_id], span, **QUICK)


def test_found_by_its_key(harness, calendar):
    """``find`` gives the event as it stands: place, key, version, times, who is invited, its words."""
    new = NewEvent("ours1", at(0), "Ann", "by phone", attendee_email="ann@example.com")
    ref = calendar.create(harness.primary_id, new, **QUICK)
    found = calendar.find(harness.primary_id, "ours1", **QUICK)
    assert isinstance(found, Event)
    assert (found.ref.calendar_id, found.ref.event_id, found.ref.key) == (
        harness.primary_id,
        ref.event_id,
        "ours1",
    )
    assert (found.span, found.attendee_email) == (at(0), "ann@example.com")
    assert (found.title, found.description.split()) == ("Ann", ["by", "phone"])
    assert found.span.start.utcoffset() == timedelta(0)


def test_a_key_that_was_never_used_finds_nothing(harness, calendar):
    """Not there is None, not an error."""
    harness.owner_adds(harness.primary_id, at(0))
    assert calendar.find(harness.primary_id, "never", **QUICK) is None
    assert calendar.find(harness.primary_id, "0" * 64, **QUICK) is None


def test_a_key_is_looked_for_on_one_calendar(harness, calendar):
    """An event on one calendar is not found on another."""
    calendar.create(harness.primary_id, NewEvent("ours1", at(0), "Ann"), **QUICK)
    assert calendar.find(harness.other_id, "ours1", **QUICK) is None


def test_a_cancelled_event_is_not_found(harness, calendar):
    """Whether we or the owner took it off."""
    for number, take_off in enumerate((lambda ref: calendar.cancel(ref, **QUICK), harness.owner_deletes)):
        take_off(calendar.create(harness.primary_id, NewEvent(f"ours{number}", at(0), "Ann"), **QUICK))
        assert calendar.find(harness.primary_id, f"ours{number}", **QUICK) is None


def test_what_the_owner_changed_is_found_as_it_is_now(harness, calendar):
    """``find`` reads the calendar, not a memory; the version is another."""
    ref = calendar.create(harness.primary_id, NewEvent("ours1", at(0), "Ann"), **QUICK)
    harness.owner_moves(ref, at(90))
    found = calendar.find(harness.primary_id, "ours1", **QUICK)
    assert found.span == at(90)
    assert found.ref.version != ref.version


def test_finding_on_a_missing_calendar_is_refused(harness, calendar):
    """No calendar is another thing than no event."""
    with pytest.raises(CalendarMissing):
        calendar.find(harness.missing_id, "ours1", **QUICK)
