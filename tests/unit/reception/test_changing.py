"""Move, cancel, correct: only what this call has booked (SPEC 4.8)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from offices import ANN, TUESDAY_AT_THREE, TUESDAY_AT_TWO, at, check_settled

from direct_booking.bookings.booking import Attention, Status
from direct_booking.reception.errors import UnknownCall
from direct_booking.reception.facts import ref_of
from direct_booking.reception.outcomes import (
    Booked,
    Cancelled,
    ContactCorrected,
    Lost,
    Moved,
    NothingHeld,
    NothingToChange,
    Unconfirmed,
)
from direct_booking.scheduling.availability import Interval
from direct_booking.scheduling.offer import Kind
from direct_booking.settings import MeetingType
from direct_booking.storage import bookings


def test_a_booking_moves_to_the_time_held_for_it(office):
    """4.8: calendar and record have the other time; the old one is free for others."""
    first = office.book().booking
    office.hold("call-1", TUESDAY_AT_THREE, moving=True)

    outcome = office.desk.changing.move("call-1")

    assert isinstance(outcome, Moved)
    assert (outcome.booking.id, outcome.booking.starts_at) == (first.id, TUESDAY_AT_THREE)
    assert outcome.before.starts_at == TUESDAY_AT_TWO
    assert office.told(first) == ["requested", "booked", "move_requested", "moved"]
    office.call("call-2")
    assert office.hold("call-2", TUESDAY_AT_TWO).offer.kind is Kind.TIME
    check_settled(office)


def test_a_correction_is_told_as_one(office):
    """4.8: "no, I said three" is the product's own mistake, and the history says so."""
    booking = office.book().booking
    office.hold("call-1", TUESDAY_AT_THREE, moving=True)

    outcome = office.desk.changing.move("call-1", correction=True)

    assert outcome.correction
    assert office.told(booking)[-1] == "corrected"


def test_a_booking_may_move_by_less_than_its_length(office):
    """Its own event does not stand in its way."""
    office.change(interval_minutes=15)
    office.book()
    office.hold("call-1", TUESDAY_AT_TWO + timedelta(minutes=15), moving=True)

    assert isinstance(office.desk.changing.move("call-1"), Moved)
    check_settled(office)


def test_the_present_time_is_not_offered_as_a_move(office):
    """A move to where it is already is no move."""
    office.book()

    offered = office.ask("call-1", TUESDAY_AT_TWO, moving=True)

    assert offered.offer.kind is not Kind.TIME
    assert TUESDAY_AT_TWO not in [option.start for option in offered.offer.options]


def test_a_move_to_a_time_taken_meanwhile_is_lost_and_the_old_time_stands(office):
    """3.1: the calendar is read afresh; nothing is given up before the other time is sure."""
    office.book()
    office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    office.owner_writes(TUESDAY_AT_THREE)

    outcome = office.desk.changing.move("call-1")

    assert isinstance(outcome, Lost)
    assert office.made_on()[0].starts_at == TUESDAY_AT_TWO
    check_settled(office)


def test_nothing_held_moves_nothing(office):
    """The store is the authority, also for where to."""
    office.book()

    assert isinstance(office.desk.changing.move("call-1"), NothingHeld)


def test_a_call_without_a_booking_changes_nothing(office):
    """4.8: asked about any other appointment, it cannot."""
    office.book("another")
    office.call()

    assert isinstance(office.desk.changing.move("call-1"), NothingToChange)
    assert isinstance(office.desk.changing.cancel("call-1"), NothingToChange)
    assert isinstance(office.desk.changing.correct_contact("call-1", ANN), NothingToChange)
    assert office.desk.changing.current("call-1") is None


def test_an_ended_call_changes_nothing(office):
    """4.8: the same call means while it lasts."""
    office.book()
    office.desk.calls.end("call-1")

    for outcome in (
        office.desk.changing.move("call-1"),
        office.desk.changing.cancel("call-1"),
        office.desk.changing.correct_contact("call-1", ANN),
    ):
        assert outcome == NothingToChange("ended", outcome.call)


def test_a_call_that_was_never_started_is_refused(office):
    """An unknown call id is an error."""
    with pytest.raises(UnknownCall):
        office.desk.changing.cancel("never")


def test_a_cancelled_booking_is_off_the_calendar_and_stays_on_record(office):
    """6.1: cancelled ones stay in the list; the time is free again."""
    booking = office.book().booking

    outcome = office.desk.changing.cancel("call-1")

    assert isinstance(outcome, Cancelled)
    assert office.events() == {}
    assert office.made_on()[0].status is Status.CANCELLED
    assert office.told(booking)[-2:] == ["cancel_requested", "cancelled"]
    assert isinstance(office.desk.changing.cancel("call-1"), NothingToChange)
    assert isinstance(office.book("call-2"), Booked)
    check_settled(office)


def test_the_last_of_two_bookings_is_the_current_one(office):
    """What was booked last is what "cancel it" means; then the one before it."""
    office.book()
    office.hold("call-1", TUESDAY_AT_THREE)
    second = office.desk.booking.book("call-1", ANN).booking

    assert office.desk.changing.current("call-1") == second
    office.desk.changing.cancel("call-1")
    assert office.desk.changing.current("call-1").starts_at == TUESDAY_AT_TWO


def test_a_corrected_address_is_invited(office):
    """4.9: the calendar sends the invitation to the corrected address."""
    booking = office.book().booking

    outcome = office.desk.changing.correct_contact("call-1", replace(ANN, email="anne@example.com"))

    assert isinstance(outcome, ContactCorrected)
    assert (outcome.booking.email, outcome.booking.needs_attention) == ("anne@example.com", None)
    event = office.calendar.find(office.calendar_id, booking.event_key, deadline_s=5)
    assert event.attendee_email == "anne@example.com"
    assert event.ref.version == outcome.booking.event_version
    assert office.told(booking)[-2:] == ["contact_corrected", "invited"]


def on_calendar(office, booking):
    """The event of a booking, as it stands."""
    return office.calendar.find(office.calendar_id, booking.event_key, deadline_s=5)


@pytest.mark.parametrize(
    ("details", "title", "told"),
    [
        (replace(ANN, caller_name="Anne Lee"), "Anne Lee (online)", []),
        (replace(ANN, caller_number="+12125550177"), "Ann Lee (online)", []),
        (replace(ANN, email=None, meeting_type=MeetingType.PHONE), "Ann Lee (phone)", ["uninvited"]),
    ],
)
def test_corrected_details_are_on_the_calendar_too(office, details, title, told):
    """4.8: title and description are those of the new details; the history tells who is invited or not."""
    booking = office.book().booking

    outcome = office.desk.changing.correct_contact("call-1", details)

    assert isinstance(outcome, ContactCorrected)
    assert (outcome.booking, outcome.booking.needs_attention) == (office.made_on()[0], None)
    event = on_calendar(office, booking)
    assert (event.title, event.description) == (title, outcome.booking.description)
    assert event.attendee_email == details.email
    assert details.caller_number in event.description
    assert (details.email or "not given") in event.description
    assert event.ref.version == outcome.booking.event_version
    assert office.told(booking) == ["requested", "booked", "contact_corrected", *told]


def test_a_correction_that_the_calendar_does_not_show_needs_no_calendar(office):
    """The owner's words do not name the number."""
    office.change(description="Booked by phone")
    booking = office.book().booking

    outcome = office.desk.changing.correct_contact("call-1", replace(ANN, caller_number="+12125550177"))

    assert outcome.booking.caller_number == "+12125550177"
    assert outcome.booking.event_version == booking.event_version


def test_a_moved_appointment_is_described_at_its_new_time(office):
    """2.3: a description with the local time tells the one that holds, there and back again."""
    office.change(description="{local_time}")
    office.book()
    for start, text in (
        (TUESDAY_AT_THREE, "2026-03-03 15:00 America/New_York"),
        (TUESDAY_AT_TWO, "2026-03-03 14:00 America/New_York"),
    ):
        office.hold("call-1", start, moving=True)
        moved = office.desk.changing.move("call-1").booking
        assert moved == office.made_on()[0]
        assert moved.description == on_calendar(office, moved).description == text


def test_an_earlier_open_item_survives_a_correction(office):
    """What the owner has not closed is not closed by a caller who corrects a name."""
    booking = office.book().booking
    with office.database.writing(office.account_id) as transaction:
        bookings.change(transaction, booking, replace(booking, needs_attention=Attention.NOT_MOVED))

    outcome = office.desk.changing.correct_contact("call-1", replace(ANN, caller_name="Anne Lee"))

    assert outcome.booking.needs_attention is Attention.NOT_MOVED


@pytest.mark.parametrize("asked", ["move", "correct"])
def test_words_that_the_owner_wrote_stay(office, asked):
    """A title of the owner's own is kept; the description, still ours, follows."""
    office.change(description="{caller_name} {local_time}")
    booking = office.book().booking
    office.calendar.invite(ref_of(booking), ANN.email, title="Ann, bring x-rays", deadline_s=5)

    if asked == "move":
        office.hold("call-1", TUESDAY_AT_THREE, moving=True)
        office.desk.changing.move("call-1")
    else:
        office.desk.changing.correct_contact("call-1", replace(ANN, caller_name="Anne Lee"))

    event = on_calendar(office, booking)
    assert event.title == "Ann, bring x-rays"
    assert event.description == office.made_on()[0].description != booking.description
    check_settled(office)


def test_an_event_whose_version_changed_by_itself_is_moved_all_the_same(office):
    """A guest's answer changes the version; the times are ours still."""
    booking = office.book().booking
    office.calendar.invite(ref_of(booking), "guest@example.com", deadline_s=5)
    office.hold("call-1", TUESDAY_AT_THREE, moving=True)

    assert isinstance(office.desk.changing.move("call-1"), Moved)
    assert isinstance(office.desk.changing.cancel("call-1"), Cancelled)
    check_settled(office)


@pytest.mark.parametrize("asked", ["move", "cancel"])
def test_an_event_that_the_owner_moved_by_hand_is_left_alone(office, asked):
    """Nobody's change is overwritten: the record follows the calendar, and the owner has an open item."""
    booking = office.book().booking
    office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    by_hand = Interval(at(4, 10), at(4, 10, 30))
    office.calendar.reschedule(ref_of(booking), by_hand, deadline_s=5)

    outcome = getattr(office.desk.changing, asked)("call-1")

    assert isinstance(outcome, Unconfirmed)
    stored = office.made_on()[0]
    assert (stored.starts_at, stored.needs_attention) == (by_hand.start, Attention.CHANGED)
    check_settled(office)


def test_an_event_that_the_owner_put_on_another_appointment_is_the_owners(database):
    """The record keeps one appointment per time, and never lies about either."""
    from offices import open_office

    office = open_office(database)
    office.book("other", at(4, 10))
    booking = office.book().booking
    office.calendar.reschedule(ref_of(booking), Interval(at(4, 10), at(4, 10, 30)), deadline_s=5)

    outcome = office.desk.changing.cancel("call-1")

    assert isinstance(outcome, Unconfirmed)
    assert (outcome.booking.status, outcome.booking.needs_attention) == (Status.LOST, Attention.CHANGED)


def test_two_accounts_see_nothing_of_each_other(database):
    """1.1: holds, bookings, settings and changes belong to an account."""
    from offices import open_office

    one = open_office(database, name="one", called="+12125550001")
    two = open_office(database, name="two", called="+12125550002")
    one.call("call-a", called="+12125550001")
    two.call("call-b", called="+12125550002")
    one.change(business_name="One")

    one.hold("call-a", TUESDAY_AT_TWO)
    assert two.hold("call-b", TUESDAY_AT_TWO).call.settings.business_name != "One"
    assert isinstance(one.desk.booking.book("call-a", ANN), Booked)
    assert isinstance(two.desk.booking.book("call-b", ANN), Booked)

    assert len(one.events()) == len(two.events()) == 1
    assert one.made_on("call-b") == two.made_on("call-a") == ()
    check_settled(one)
    check_settled(two)
