"""What every calendar does when it is told to: create once, move, invite, cancel, and only what is ours."""

from contextlib import suppress
from datetime import timedelta

import pytest
from provider_harness import MONDAY, WEEK, at

from direct_booking.calendars.base import Busy, EventRef, NewEvent
from direct_booking.calendars.errors import CalendarMissing, Conflict, EventMissing, InvalidRequest, Refused
from direct_booking.scheduling.availability import Interval

QUICK = {"deadline_s": 5.0}
BACKWARDS = Interval(MONDAY, MONDAY - timedelta(minutes=1))


@pytest.fixture
def ann(harness, calendar) -> EventRef:
    """An event of ours on the primary calendar, at 0 to 30, with somebody invited."""
    new = NewEvent("ann00", at(0), "Ann", attendee_email="ann@example.com")
    return calendar.create(harness.primary_id, new, **QUICK)


def now_there(harness) -> list[Interval]:
    """When the primary calendar is busy."""
    answer = harness.calendar.busy([harness.primary_id], WEEK, **QUICK)[harness.primary_id]
    assert isinstance(answer, Busy)
    return list(answer.intervals)


def found(harness, key: str = "ann00"):
    """The event of ours with this key, as it stands."""
    return harness.calendar.find(harness.primary_id, key, **QUICK)


# create


def test_creating_gives_the_proof(harness, ann):
    """The reference names the calendar, the event, the key and a version."""
    assert ann.calendar_id == harness.primary_id
    assert ann.key == "ann00"
    assert ann.event_id
    assert ann.version
    assert found(harness).ref.event_id == ann.event_id


def test_creating_twice_makes_one_event(harness, calendar, ann):
    """The same key and times give the event that is there, also when other words came along."""
    for new in (NewEvent("ann00", at(0), "Ann"), NewEvent("ann00", at(0), "Other", description="words")):
        again = calendar.create(harness.primary_id, new, **QUICK)
        assert (again.event_id, again.key) == (ann.event_id, "ann00")
    assert now_there(harness) == [at(0)]
    assert found(harness).attendee_email == "ann@example.com"


def test_what_a_second_creation_returns_can_be_used(harness, calendar, ann):
    """The reference of the second creation is as good as that of the first."""
    again = calendar.create(harness.primary_id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    calendar.reschedule(again, at(60), **QUICK)
    assert now_there(harness) == [at(60)]


@pytest.mark.parametrize("span", [at(1), at(0, 31), at(0, 29)])
def test_a_key_with_other_times_is_a_conflict(harness, calendar, ann, span):
    """A key stands for one appointment; the event that is there stays."""
    with pytest.raises(Conflict):
        calendar.create(harness.primary_id, NewEvent("ann00", span, "Ann"), **QUICK)
    assert now_there(harness) == [at(0)]


def test_a_key_of_an_event_that_the_owner_moved_is_a_conflict(harness, calendar, ann):
    """Its times are other ones now."""
    harness.owner_moves(ann, at(90))
    with pytest.raises(Conflict):
        calendar.create(harness.primary_id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    assert now_there(harness) == [at(90)]


def test_the_key_of_a_cancelled_event_stays_taken(harness, calendar, ann):
    """A repeated request cannot bring a cancelled appointment back to life."""
    calendar.cancel(ann, **QUICK)
    with pytest.raises(Conflict):
        calendar.create(harness.primary_id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    assert now_there(harness) == []


def test_the_key_of_an_event_that_the_owner_deleted_stays_taken(harness, calendar, ann):
    """Nor what the owner took off."""
    harness.owner_deletes(ann)
    with pytest.raises(Conflict):
        calendar.create(harness.primary_id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    assert now_there(harness) == []


def test_a_calendar_does_not_judge_overlaps(harness, calendar, ann):
    """Whether a time is free is decided before; a calendar takes both, as real ones do."""
    harness.owner_adds(harness.primary_id, at(10))
    calendar.create(harness.primary_id, NewEvent("other", at(10, 35), "Bo"), **QUICK)
    assert len(found(harness).ref.key) == 5
    assert found(harness, "other").span == at(10, 35)


@pytest.mark.parametrize("key", ["0123456789abcdefghijklmnopqrstuv" * 2, "aaaaa", "01234"])
def test_every_allowed_key_can_be_used(harness, calendar, key):
    """5 to 64 letters a to v and digits."""
    calendar.create(harness.primary_id, NewEvent(key, at(0), "Ann"), **QUICK)
    assert found(harness, key).ref.key == key


@pytest.mark.parametrize(
    "key", ["", "abcd", "a" * 65, "ABCDE", "wxyz0", "abc-de", "abcde\n", "abcdé", "ab cde"]
)
def test_any_other_key_is_refused(harness, calendar, key):
    """Also where this provider could carry it: the next one could not."""
    with pytest.raises(InvalidRequest):
        calendar.create(harness.primary_id, NewEvent(key, at(0), "Ann"), **QUICK)
    assert now_there(harness) == []


@pytest.mark.parametrize(
    "title",
    [
        "Ann (phone)",
        "Zoë Müller-Łukasz",
        "陳大文",
        "🦷 Ann",
        "a" * 200,
        "{email}",
        "'; DROP TABLE x; --",
        'x\\n,;:"y',
    ],
)
def test_any_title_can_be_written(harness, calendar, title):
    """Names of the whole world, and text that means something to a machine."""
    calendar.create(
        harness.primary_id, NewEvent("ann00", at(0), title, description=f"{title}\n{title}"), **QUICK
    )
    assert found(harness).span == at(0)


@pytest.mark.parametrize(
    "event",
    [
        NewEvent("ann00", at(0), "two\nlines"),
        NewEvent("ann00", at(0), "Ann\0"),
        NewEvent("ann00", at(0), "Ann", description="\ud800"),
        NewEvent("ann00", at(0), "Ann", location="a\rb"),
        NewEvent("ann00", at(0), "Ann", attendee_email="nobody"),
        NewEvent("ann00", at(0), "Ann", attendee_email="a@b.example\nBCC: c@d.example"),
        NewEvent("ann00", at(0), "Ann", attendee_email="a@b.example, c@d.example"),
        NewEvent("ann00", BACKWARDS, "Ann"),
        NewEvent("ann00", at(0, 0), "Ann"),
        NewEvent("ann00", Interval(MONDAY.replace(tzinfo=None), MONDAY.replace(tzinfo=None)), "Ann"),
    ],
)
def test_what_not_every_provider_could_carry_is_refused(harness, calendar, event):
    """Two lines of title, characters that cannot be stored, no address, impossible times."""
    with pytest.raises(InvalidRequest):
        calendar.create(harness.primary_id, event, **QUICK)
    assert now_there(harness) == []


def test_an_online_event_has_a_link_where_the_provider_makes_them(harness, calendar):
    """A video link that is there at once or later, or never where there is no such thing."""
    calendar.create(harness.primary_id, NewEvent("ann00", at(0), "Ann", online=True), **QUICK)
    if harness.gives_links:
        assert found(harness).video_link.startswith("https://")
    else:
        assert found(harness).video_link is None


def test_creating_on_a_missing_calendar_is_refused(harness, calendar):
    """Nothing is written anywhere."""
    with pytest.raises(CalendarMissing):
        calendar.create(harness.missing_id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    assert now_there(harness) == []


def test_seconds_of_an_event_are_kept(harness, calendar):
    """What is written is what is read."""
    odd = Interval(MONDAY + timedelta(seconds=17), MONDAY + timedelta(minutes=5, seconds=43))
    calendar.create(harness.primary_id, NewEvent("ann00", odd, "Ann"), **QUICK)
    assert found(harness).span == odd
    assert now_there(harness) == [odd]


# reschedule


def test_a_moved_event_is_at_its_new_time_only(harness, calendar, ann):
    """One event, the old time free, the same id and key, another version, the same person invited."""
    moved = calendar.reschedule(ann, at(120, 45), **QUICK)
    assert now_there(harness) == [at(120, 45)]
    assert (moved.calendar_id, moved.event_id, moved.key) == (ann.calendar_id, ann.event_id, ann.key)
    assert moved.version != ann.version
    assert found(harness).ref == moved
    assert found(harness).attendee_email == "ann@example.com"


def test_an_event_can_be_moved_over_its_own_time(harness, calendar, ann):
    """Half an hour later than an hour-long one begins."""
    calendar.reschedule(ann, at(15), **QUICK)
    assert now_there(harness) == [at(15)]


def test_moves_follow_one_another(harness, calendar, ann):
    """Each returned reference serves for the next change, there and back again."""
    ref = ann
    for minute in (60, 120, 0):
        ref = calendar.reschedule(ref, at(minute), **QUICK)
        assert now_there(harness) == [at(minute)]


def test_what_the_owner_changed_is_not_overwritten(harness, calendar, ann):
    """A reference from before is a conflict for every change, and what the owner did stands."""
    harness.owner_moves(ann, at(90))
    for change in (
        lambda: calendar.reschedule(ann, at(60), **QUICK),
        lambda: calendar.invite(ann, "bo@example.com", **QUICK),
        lambda: calendar.cancel(ann, **QUICK),
    ):
        with pytest.raises(Conflict):
            change()
    assert found(harness).span == at(90)
    assert found(harness).attendee_email == "ann@example.com"


def test_after_a_conflict_the_present_reference_works(harness, calendar, ann):
    """``find`` gives the version that the next change needs."""
    harness.owner_moves(ann, at(90))
    calendar.reschedule(found(harness).ref, at(60), **QUICK)
    assert now_there(harness) == [at(60)]


def test_our_own_old_references_are_stale_too(harness, calendar, ann):
    """A reference is good for one change."""
    calendar.reschedule(ann, at(60), **QUICK)
    with pytest.raises(Conflict):
        calendar.reschedule(ann, at(120), **QUICK)
    assert now_there(harness) == [at(60)]


def test_what_is_gone_cannot_be_changed(harness, calendar, ann):
    """Deleted by the owner or cancelled by us, it is missing, and stays so."""
    second = calendar.create(harness.primary_id, NewEvent("second", at(60), "Bo"), **QUICK)
    harness.owner_deletes(ann)
    calendar.cancel(second, **QUICK)
    for ref in (ann, second):
        with pytest.raises(EventMissing):
            calendar.reschedule(ref, at(180), **QUICK)
        with pytest.raises(EventMissing):
            calendar.invite(ref, "x@example.com", **QUICK)
    assert now_there(harness) == []


@pytest.mark.parametrize("span", [BACKWARDS, at(5, 0)])
def test_a_move_to_impossible_times_is_refused(harness, calendar, ann, span):
    """The event stays where it is, and the reference stays good."""
    with pytest.raises(InvalidRequest):
        calendar.reschedule(ann, span, **QUICK)
    assert found(harness).ref == ann


# invite


def test_who_is_invited_can_be_set_changed_and_taken_back(harness, calendar, ann):
    """The times stay, the version changes each time."""
    ref = ann
    for email in ("bo@example.com", "zoë@exämple.example", None, "ann@example.com"):
        before, ref = ref, calendar.invite(ref, email, **QUICK)
        assert ref.version != before.version
        assert (found(harness).attendee_email, found(harness).span) == (email, at(0))
    assert found(harness).ref == ref


def test_an_address_that_is_none_is_refused(harness, calendar, ann):
    """The event stays as it is."""
    with pytest.raises(InvalidRequest):
        calendar.invite(ann, "ann at example dot com", **QUICK)
    assert found(harness).attendee_email == "ann@example.com"


# the words, of both


CHANGES = {
    "reschedule": lambda calendar, ref, **words: calendar.reschedule(ref, at(60), **words, **QUICK),
    "invite": lambda calendar, ref, **words: calendar.invite(ref, "bo@example.com", **words, **QUICK),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize(
    ("given", "there"),
    [
        ({}, ("Ann", "first")),
        ({"title": "Bo (phone)"}, ("Bo (phone)", "first")),
        ({"description": "second\nline"}, ("Ann", "second\nline")),
        ({"title": "陳大文 🦷", "description": ""}, ("陳大文 🦷", "")),
    ],
)
def test_words_that_are_given_are_written_and_the_others_stay(harness, calendar, change, given, there):
    """None leaves a word as it is; the change itself, its version and what ``find`` says go along."""
    new = NewEvent("again", at(0), "Ann", description="first", attendee_email="ann@example.com")
    ref = calendar.create(harness.primary_id, new, **QUICK)
    changed = change(calendar, ref, **given)
    assert harness.words_on(changed) == there
    event = found(harness, "again")
    assert (event.title, event.description.split()) == (there[0], there[1].split())
    assert event.ref == changed != ref
    moved = change is CHANGES["reschedule"]
    assert event.span == (at(60) if moved else at(0))
    assert event.attendee_email == ("ann@example.com" if moved else "bo@example.com")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("words", [{"title": "two\nlines"}, {"title": "\0"}, {"description": "\ud800"}])
def test_words_that_not_every_provider_could_carry_change_nothing(harness, calendar, ann, change, words):
    """Neither the words nor what they came with; the reference stays good."""
    with pytest.raises(InvalidRequest):
        change(calendar, ann, **words)
    event = found(harness)
    assert (event.ref, event.span, event.attendee_email) == (ann, at(0), "ann@example.com")
    assert harness.words_on(ann) == ("Ann", "")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_words_come_with_a_change_or_not_at_all(harness, calendar, ann, change):
    """A reference from before the owner's change is a conflict, and no word is written."""
    harness.owner_moves(ann, at(90))
    with pytest.raises(Conflict):
        change(calendar, ann, title="Bo")
    assert harness.words_on(ann) == ("Ann", "")
    assert found(harness).span == at(90)


def test_a_video_link_comes_and_goes_as_it_is_asked_for(harness, calendar):
    """Wanted later it is there, not wanted any more it is gone, and not spoken of it stays."""
    ref = calendar.create(harness.primary_id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    for online, linked in ((None, False), (True, True), (True, True), (None, True), (False, False)):
        ref = calendar.invite(ref, "ann@example.com", online=online, **QUICK)
        assert bool(found(harness).video_link) == (linked and harness.gives_links)
    assert found(harness).ref == ref


# cancel


def test_cancelling_twice_is_like_once(harness, calendar, ann):
    """The second time is no error, whichever reference it comes with."""
    moved = calendar.reschedule(ann, at(60), **QUICK)
    calendar.cancel(moved, **QUICK)
    calendar.cancel(moved, **QUICK)
    calendar.cancel(ann, **QUICK)
    assert now_there(harness) == []


def test_cancelling_what_the_owner_deleted_is_fine(harness, calendar, ann):
    """It is off the calendar: that is what was asked for."""
    harness.owner_deletes(ann)
    calendar.cancel(ann, **QUICK)
    assert now_there(harness) == []


def test_cancelling_one_event_leaves_the_others(harness, calendar, ann):
    """Ours and the owner's, at the same time too."""
    harness.owner_adds(harness.primary_id, at(0), at(60))
    calendar.create(harness.primary_id, NewEvent("other", at(0), "Bo"), **QUICK)
    calendar.cancel(ann, **QUICK)
    assert harness.owners_times(harness.primary_id) == [at(0), at(60)]
    assert found(harness, "other").span == at(0)


def test_changes_on_a_missing_calendar_are_refused(harness, calendar, ann):
    """A reference to a calendar that is not there changes nothing elsewhere."""
    lost = EventRef(harness.missing_id, ann.event_id, ann.key, ann.version)
    for change in (
        lambda: calendar.reschedule(lost, at(60), **QUICK),
        lambda: calendar.invite(lost, None, **QUICK),
        lambda: calendar.cancel(lost, **QUICK),
    ):
        with pytest.raises(Refused):
            change()
    assert found(harness).ref == ann


# only what is ours


@pytest.mark.parametrize("mixed", ["event_id", "key"])
def test_a_reference_that_does_not_fit_changes_nothing(harness, calendar, ann, mixed):
    """4.8: an id of one event with the key of another, or with no key of ours, reaches neither."""
    other = calendar.create(harness.primary_id, NewEvent("other", at(60), "Bo"), **QUICK)
    forged = (
        EventRef(ann.calendar_id, other.event_id, ann.key, ann.version)
        if mixed == "event_id"
        else EventRef(ann.calendar_id, ann.event_id, "never", ann.version)
    )
    for change in (
        lambda: calendar.reschedule(forged, at(180), **QUICK),
        lambda: calendar.invite(forged, "eve@example.com", **QUICK),
    ):
        with pytest.raises(Refused):
            change()
    with suppress(Refused):  # or nothing to do: off the calendar is where such an event is already
        calendar.cancel(forged, **QUICK)
    assert now_there(harness) == [at(0), at(60)]
    assert found(harness).ref == ann
    assert found(harness, "other").ref == other


def test_the_owners_events_are_out_of_reach(harness, calendar):
    """1.4, 4.8: whatever we write beside them, the owner's own events stay as they are."""
    harness.owner_adds(harness.primary_id, at(0), at(60))
    ref = calendar.create(harness.primary_id, NewEvent("ann00", at(0), "Ann"), **QUICK)
    ref = calendar.reschedule(ref, at(60), **QUICK)
    calendar.cancel(calendar.invite(ref, "ann@example.com", **QUICK), **QUICK)
    assert harness.owners_times(harness.primary_id) == [at(0), at(60)]
    assert now_there(harness) == [at(0), at(60)]
