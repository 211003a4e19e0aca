"""What Google Calendar says when it is asked; what all calendars share is in ``tests/providers``."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from standins.google_connected import ANN, DAY, MONDAY, QUICK, WEEK, at
from standins.google_values import OWNER, One

from direct_booking.calendars.base import Busy, EventRef, NewEvent, Unknown
from direct_booking.scheduling.availability import Interval


@pytest.fixture
def calendar(connected):
    """The calendar under test."""
    return connected.calendar


@pytest.fixture
def google(connected):
    """The stand-in behind it."""
    return connected.google


def test_calendars_come_page_by_page(calendar, google):
    """Every page is read; the primary calendar is first wherever Google has it."""
    for number in range(7):
        google.calendars.add(One(f"c{number}@group.calendar.google.com", f"Team {number}"))
    google.page_size = 2
    listed = calendar.calendars(**QUICK)
    assert len(listed) == 8
    assert [each.id for each in listed if each.primary] == [listed[0].id] == [OWNER]


def test_others_calendars_can_count_and_cannot_be_written(calendar, google):
    """1.3: which calendars also count as busy; the scope to write is for owned ones."""
    google.calendars.add(One("boss@example.com", "Boss", role="writer"))
    listed = {each.id: each.can_write for each in calendar.calendars(**QUICK)}
    assert listed == {OWNER: True, "boss@example.com": False}


def test_one_broken_calendar_is_unknown_and_the_others_are_known(calendar, google):
    """[discovery] FreeBusyCalendar.errors: per calendar, inside an answer of 200."""
    google.calendars.add(One("b@group.calendar.google.com", "B", broken="internalError"))
    google.calendars.owner_adds(OWNER, at(0))
    answers = calendar.busy([OWNER, "b@group.calendar.google.com"], DAY, **QUICK)
    assert answers[OWNER] == Busy((at(0),))
    assert isinstance(answers["b@group.calendar.google.com"], Unknown)


def test_a_year_is_asked_for_in_pieces(calendar, google):
    """Field notes: about 90 days in one request; the stand-in refuses longer ones."""
    over_a_seam = Interval(DAY.start + timedelta(days=88), DAY.start + timedelta(days=91))
    google.calendars.owner_adds(OWNER, over_a_seam)
    year = Interval(DAY.start, DAY.start + timedelta(days=366))
    assert calendar.busy([OWNER], year, **QUICK)[OWNER] == Busy((over_a_seam,))
    assert google.calls == ["POST freeBusy"] * 5


def test_more_calendars_than_one_request_takes_are_all_answered(calendar, google):
    """[discovery] calendarExpansionMax: 50."""
    ids = [google.calendars.add(One(f"c{n}@group.calendar.google.com", "C")).id for n in range(120)]
    assert set(calendar.busy(ids, DAY, **QUICK).values()) == {Busy(())}
    assert google.calls == ["POST freeBusy"] * 3


@pytest.mark.parametrize("merges", [False, True])
@pytest.mark.parametrize("cuts", [False, True])
@pytest.mark.parametrize("span", [at(0), DAY, WEEK], ids=["its own time", "a day", "a week"])
def test_an_event_of_ours_hides_none_of_the_owners(connected, calendar, google, merges, cuts, span):
    """Free/busy names no events and may give those that overlap as one; what overlaps ours is asked for."""
    google.calendars.merges, google.calendars.cuts = merges, cuts
    ours = calendar.create(OWNER, ANN, **QUICK)
    assert connected.busy(span, ignoring=[ours]) == Busy(())
    google.calendars.owner_adds(OWNER, at(0))  # the very same time
    google.calendars.owner_adds(OWNER, at(20))
    left = connected.busy(span, ignoring=[ours])
    assert (left.intervals[0].start, left.intervals[-1].end) == (at(0).start, at(20).end)


@pytest.mark.parametrize("span", [DAY, WEEK], ids=["a day", "a week"])
def test_what_does_not_count_does_not_count_beside_ours_either(connected, calendar, google, span):
    """Field notes: a declined or transparent event does not block; an unanswered invitation does."""
    declined = [{"email": OWNER, "self": True, "responseStatus": "declined"}, {"email": "x@example.com"}]
    unanswered = [{"email": OWNER, "self": True, "responseStatus": "needsAction"}, {"email": "x@example.com"}]
    google.calendars.owner_adds(OWNER, at(0), attendees=declined)
    google.calendars.owner_adds(OWNER, at(0), transparency="transparent")
    google.calendars.owner_adds(OWNER, at(0), status="cancelled")
    ours = calendar.create(OWNER, ANN, **QUICK)
    assert connected.busy(span, ignoring=[ours]) == Busy(())
    google.calendars.owner_adds(OWNER, at(10), attendees=unanswered)
    assert connected.busy(span, ignoring=[ours]) == Busy((at(10),))


@pytest.mark.parametrize("span", [DAY, WEEK], ids=["a day", "a week"])
def test_an_all_day_event_beside_ours_counts_as_it_does_alone(connected, calendar, google, span):
    """[seen] all-day events are free by default; one that is not lasts its day in the owner's zone."""
    ours = calendar.create(OWNER, ANN, **QUICK)
    day = {"start": {"date": "2026-03-02"}, "end": {"date": "2026-03-03"}}
    google.calendars.owner_adds(OWNER, at(0), **day)
    new_york = Interval(MONDAY.replace(hour=5), MONDAY.replace(hour=5) + timedelta(days=1))
    assert new_york in connected.busy(span, ignoring=[ours]).intervals


@pytest.mark.parametrize("span", [DAY, WEEK], ids=["a day", "a week"])
def test_two_events_of_ours_can_be_ignored_at_once(connected, calendar, span):
    """Neither of them keeps the other there."""
    refs = [calendar.create(OWNER, NewEvent(f"often{n}", at(10 * n), "Ann"), **QUICK) for n in range(2)]
    assert connected.busy(span, ignoring=refs) == Busy(())


@pytest.mark.parametrize("span", [DAY, WEEK], ids=["a day", "a week"])
def test_many_events_beside_ours_are_all_read(connected, calendar, google, span):
    """Page by page."""
    ours = calendar.create(OWNER, ANN, **QUICK)
    google.page_size = 2
    for minute in range(5):
        google.calendars.owner_adds(OWNER, at(minute, 1))
    google.calendars.merges = True
    assert connected.busy(span, ignoring=[ours]) == Busy(tuple(at(minute, 1) for minute in range(5)))


@pytest.mark.parametrize("span", [DAY, WEEK], ids=["a day", "a week"])
def test_of_the_owners_events_only_the_times_are_read(connected, calendar, google, span):
    """1.4: where one of ours is ignored, others are asked when they are, and nothing else."""
    google.calendars.owner_adds(OWNER, at(0))
    ours = calendar.create(OWNER, ANN, **QUICK)
    connected.busy(span, ignoring=[ours])
    assert any(call.startswith("GET") and call.endswith("/events") for call in google.calls)
    assert google.trespasses == []


@pytest.mark.parametrize("span", [at(0), DAY, WEEK], ids=["its own time", "a day", "a week"])
def test_a_series_of_the_owners_counts_every_week(connected, calendar, google, span):
    """Field notes: recurrences that are not expanded are read as free time."""
    google.calendars.owner_adds(OWNER, at(-14 * 24 * 60 + 10), recurrence=["RRULE:FREQ=WEEKLY"])
    assert connected.busy(span) == Busy((at(10),))
    ours = calendar.create(OWNER, ANN, **QUICK)
    assert connected.busy(span, ignoring=[ours]) == Busy((at(10),))


def test_after_a_booking_one_question_tells(connected, calendar, google):
    """8.5: the caller waits while it is looked whether the owner was faster."""
    ours = calendar.create(OWNER, ANN, **QUICK)
    google.calendars.owner_adds(OWNER, at(10))
    before = len(google.calls)
    assert connected.busy(at(0), ignoring=[ours]) == Busy((at(10),))
    assert len(google.calls) == before + 1


def test_other_calendars_are_asked_along(calendar, google):
    """Each has its answer, whichever way it was asked; one that is missing is unknown."""
    other = google.calendars.add(One("b@group.calendar.google.com", "B")).id
    google.calendars.owner_adds(other, at(0))
    ours = calendar.create(OWNER, ANN, **QUICK)
    lost = EventRef("missing@group.calendar.google.com", "ann00", "ann00", '"1"')
    ids = [OWNER, other, lost.calendar_id]
    for span in (DAY, WEEK):
        answers = calendar.busy(ids, span, ignoring=[ours, lost], **QUICK)
        assert (answers[OWNER], answers[other]) == (Busy(()), Busy((at(0),)))
        assert isinstance(answers[lost.calendar_id], Unknown)


@pytest.mark.parametrize("span", [DAY, WEEK], ids=["a day", "a week"])
def test_an_event_without_our_mark_is_never_ignored(connected, calendar, google, span):
    """4.8: a reference alone makes no event ours."""
    ours = calendar.create(OWNER, ANN, **QUICK)
    google.calendars.owner_changes(OWNER, "ann00", extendedProperties={"private": {"others": "secret"}})
    assert connected.busy(span, ignoring=[ours]) == Busy((at(0),))
    wrong = EventRef(OWNER, "ann00", "bo000", ours.version)
    assert connected.busy(span, ignoring=[wrong]) == Busy((at(0),))


EVENTS = st.fixed_dictionaries(
    {"span": st.builds(at, st.integers(-90, 90), st.sampled_from([0, 15, 30, 120]))},
    optional={
        "transparency": st.sampled_from(["opaque", "transparent"]),
        "status": st.sampled_from(["confirmed", "tentative", "cancelled"]),
        "attendees": st.sampled_from(["accepted", "declined", "needsAction"]).map(
            lambda answer: [{"email": OWNER, "self": True, "responseStatus": answer}]
        ),
    },
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(EVENTS, max_size=6), merges=st.booleans(), cuts=st.booleans())
def test_without_our_event_the_calendar_is_as_it_was(connected, events, merges, cuts):
    """Whatever else is there: what was busy before our event came is busy without it, asked either way."""
    connected.primary.events.clear()
    connected.primary.made_here.clear()
    connected.google.calendars.merges, connected.google.calendars.cuts = merges, cuts
    for event in events:
        connected.google.calendars.owner_adds(OWNER, **event)
    before = [busy_minutes(connected.busy(span)) for span in (DAY, WEEK)]
    ours = connected.calendar.create(OWNER, ANN, **QUICK)
    after = [busy_minutes(connected.busy(span, ignoring=[ours])) for span in (DAY, WEEK)]
    assert after == before


def busy_minutes(busy: Busy) -> set[int]:
    """The minutes that are busy, counted from Monday's beginning."""
    ends = [
        ((one.start - MONDAY).total_seconds(), (one.end - MONDAY).total_seconds()) for one in busy.intervals
    ]
    return {minute for start, end in ends for minute in range(int(start // 60), int(end // 60))}
