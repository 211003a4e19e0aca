"""What every calendar says when the world fails: in time, in its own errors, true about what was written."""

from contextlib import AbstractContextManager, suppress
from datetime import timedelta

import pytest
from provider_harness import WEEK, Harness, at

from direct_booking.calendars.base import Busy, EventRef, NewEvent, Unknown
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarError,
    NothingWritten,
    OutcomeUnknown,
    Unreachable,
)
from direct_booking.clock import monotonic_s
from direct_booking.scheduling.availability import Interval

QUICK = {"deadline_s": 5.0}
SHORT_S = 1.0
# What an answer may come late by on a machine that is busy with other tests.
MARGIN_S = 1.0


def happens(fault: AbstractContextManager | None) -> AbstractContextManager:
    """The fault, or skip for a provider to which it cannot happen."""
    if fault is None:
        pytest.skip("this cannot happen to this provider")
    return fault


@pytest.fixture
def ann(harness, calendar) -> EventRef:
    """An event of ours on the primary calendar, at 0 to 30."""
    return calendar.create(harness.primary_id, NewEvent("ann00", at(0), "Ann"), **QUICK)


def writes(harness: Harness, ref: EventRef, deadline_s: float) -> dict:
    """Every verb that writes, ready to be called."""
    calendar = harness.calendar
    new = NewEvent("fresh", at(60), "Bo")
    return {
        "create": lambda: calendar.create(harness.primary_id, new, deadline_s=deadline_s),
        "reschedule": lambda: calendar.reschedule(ref, at(120), deadline_s=deadline_s),
        "invite": lambda: calendar.invite(ref, "ann@example.com", deadline_s=deadline_s),
        "cancel": lambda: calendar.cancel(ref, deadline_s=deadline_s),
    }


def reads(harness: Harness, deadline_s: float) -> dict:
    """Every verb that raises when it cannot read, ready to be called."""
    return {
        "calendars": lambda: harness.calendar.calendars(deadline_s=deadline_s),
        "find": lambda: harness.calendar.find(harness.primary_id, "ann00", deadline_s=deadline_s),
    }


def untouched(harness: Harness) -> bool:
    """Whether the calendar is as it was after ``ann`` was made."""
    there = harness.calendar.find(harness.primary_id, "ann00", **QUICK)
    busy = harness.calendar.busy([harness.primary_id], WEEK, **QUICK)[harness.primary_id]
    return (there.span, there.attendee_email, busy) == (at(0), None, Busy((at(0),)))


@pytest.mark.parametrize("verb", ["create", "reschedule", "invite", "cancel"])
def test_a_write_that_cannot_be_sent_writes_nothing(harness, ann, verb):
    """Unreachable is said, and it is true."""
    with happens(harness.unreachable()), pytest.raises(Unreachable) as failed:
        writes(harness, ann, 5.0)[verb]()
    assert str(failed.value)
    assert untouched(harness)


@pytest.mark.parametrize("verb", ["calendars", "find"])
def test_a_read_that_cannot_be_sent_is_unreachable(harness, ann, verb):
    """Not None, and not an empty list."""
    with happens(harness.unreachable()), pytest.raises(Unreachable):
        reads(harness, 5.0)[verb]()
    reads(harness, 5.0)[verb]()


def test_busy_time_that_cannot_be_read_is_unknown(harness, calendar, ann):
    """3.3: for every calendar, without an error, with a reason; and known again afterwards."""
    ids = [harness.primary_id, harness.other_id]
    with happens(harness.unreachable()):
        answers = calendar.busy(ids, WEEK, **QUICK)
    assert set(answers) == set(ids)
    assert all(isinstance(answer, Unknown) and answer.reason for answer in answers.values())
    assert calendar.busy(ids, WEEK, **QUICK)[harness.primary_id] == Busy((at(0),))


@pytest.mark.parametrize("verb", ["create", "reschedule", "invite", "cancel"])
def test_a_write_without_an_answer_ends_in_time(harness, ann, verb):
    """A calendar that keeps silent costs no more than the deadline."""
    with happens(harness.silent()):
        began = monotonic_s()
        with pytest.raises((Unreachable, OutcomeUnknown)):
            writes(harness, ann, SHORT_S)[verb]()
        took_s = monotonic_s() - began
    assert took_s < SHORT_S + MARGIN_S


def test_reading_without_an_answer_ends_in_time(harness, calendar, ann):
    """Each read answers or raises by its deadline."""
    deadline_s = max(SHORT_S, harness.opening_s)
    with happens(harness.silent()):
        for read in reads(harness, deadline_s).values():
            began = monotonic_s()
            with suppress(Unreachable):
                read()
            assert monotonic_s() - began < deadline_s + MARGIN_S
        began = monotonic_s()
        answer = calendar.busy([harness.primary_id], WEEK, deadline_s=deadline_s)[harness.primary_id]
        assert monotonic_s() - began < deadline_s + MARGIN_S
        assert answer == Busy((at(0),)) or isinstance(answer, Unknown)


@pytest.mark.parametrize("verb", ["create", "reschedule", "invite", "cancel"])
@pytest.mark.parametrize("deadline_s", [0.0, -1.0])
def test_no_time_left_writes_nothing(harness, ann, verb, deadline_s):
    """A deadline that has passed is no time at all, not an unlimited one."""
    with pytest.raises(NothingWritten):
        writes(harness, ann, deadline_s)[verb]()
    assert untouched(harness)


def test_no_time_left_reads_nothing(harness, calendar, ann):
    """Not free: unknown."""
    assert isinstance(calendar.busy([harness.primary_id], WEEK, deadline_s=0.0)[harness.primary_id], Unknown)
    for read in reads(harness, 0.0).values():
        with pytest.raises(Unreachable):
            read()


def test_a_lost_answer_to_a_creation_is_unknown_and_can_be_asked(harness, calendar, ann):
    """8.1: neither yes nor no is claimed; the key tells; creating again gives the one event."""
    new = NewEvent("fresh", at(60), "Bo")
    with happens(harness.answer_lost()), pytest.raises(OutcomeUnknown) as unknown:
        calendar.create(harness.primary_id, new, **QUICK)
    assert unknown.value.key == "fresh"
    there = calendar.find(harness.primary_id, "fresh", **QUICK)
    assert there.span == at(60)
    assert calendar.create(harness.primary_id, new, **QUICK).event_id == there.ref.event_id
    assert calendar.busy([harness.primary_id], WEEK, **QUICK)[harness.primary_id] == Busy((at(0), at(60)))


@pytest.mark.parametrize("verb", ["reschedule", "invite", "cancel"])
def test_a_lost_answer_to_a_change_is_unknown_and_can_be_asked(harness, calendar, ann, verb):
    """``find`` shows what the change did."""
    with happens(harness.answer_lost()), pytest.raises(OutcomeUnknown) as unknown:
        writes(harness, ann, 5.0)[verb]()
    assert unknown.value.key == "ann00"
    there = calendar.find(harness.primary_id, "ann00", **QUICK)
    if verb == "cancel":
        assert there is None
    elif verb == "reschedule":
        assert there.span == at(120)
    else:
        assert there.attendee_email == "ann@example.com"


def test_an_expired_grant_is_said_by_every_verb(harness, calendar, ann):
    """1.5: also by ``busy``, which otherwise does not raise."""
    with happens(harness.access_expired()):
        for verb in (*writes(harness, ann, 5.0).values(), *reads(harness, 5.0).values()):
            with pytest.raises(AccessExpired):
                verb()
        with pytest.raises(AccessExpired):
            calendar.busy([harness.primary_id], WEEK, **QUICK)
    assert untouched(harness)


STRANGE = ["", "\0", "\ud800", "x" * 2000, "../..", "' OR 1=1 --", "%", "%s", "é", "\r\nHost: x"]


@pytest.mark.parametrize("text", STRANGE)
def test_nothing_but_calendar_errors_escapes(harness, calendar, ann, text):
    """Whatever stands where an id, a key, a version or an address should: an answer or an error of ours."""
    strange = [
        EventRef(text, ann.event_id, ann.key, ann.version),
        EventRef(ann.calendar_id, text, ann.key, ann.version),
        EventRef(ann.calendar_id, ann.event_id, text, ann.version),
        EventRef(ann.calendar_id, ann.event_id, ann.key, text),
    ]
    doings = [
        lambda: calendar.find(text, "ann00", **QUICK),
        lambda: calendar.find(harness.primary_id, text, **QUICK),
        lambda: calendar.busy([text], WEEK, ignoring=strange, **QUICK),
        lambda: calendar.create(text, NewEvent("fresh", at(60), "Bo"), **QUICK),
        lambda: calendar.create(harness.primary_id, NewEvent(text, at(60), "Bo"), **QUICK),
        lambda: calendar.invite(ann, text, **QUICK),
    ]
    for ref in strange:
        doings += [
            lambda ref=ref: calendar.reschedule(ref, at(60), **QUICK),
            lambda ref=ref: calendar.invite(ref, None, **QUICK),
            lambda ref=ref: calendar.cancel(ref, **QUICK),
        ]
    for doing in doings:
        with suppress(CalendarError):
            doing()
    assert untouched(harness)


def test_the_ends_of_time_are_answered(harness, calendar):
    """A span as long as the calendar itself is asked about without breaking."""
    long = Interval(WEEK.start - timedelta(days=20000), WEEK.end + timedelta(days=20000))
    assert harness.primary_id in calendar.busy([harness.primary_id], long, **QUICK)
