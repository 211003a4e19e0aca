"""The way to "booked", and everything that is not it."""

from datetime import timedelta

import pytest
from offices import ANN, NEW_YORK, TUESDAY_AT_THREE, TUESDAY_AT_TWO, check_settled, check_truth

from direct_booking.bookings.booking import Status
from direct_booking.reception.errors import UnknownCall
from direct_booking.reception.outcomes import Booked, Details, Ended, Lost, NothingHeld
from direct_booking.scheduling.availability import Interval
from direct_booking.scheduling.offer import Kind
from direct_booking.settings import MeetingType


def test_a_held_time_is_booked_when_the_calendar_and_the_record_both_have_it(office):
    """4.7: the outcome carries the event's id, and the calendar has that event at that time."""
    outcome = office.book()

    assert isinstance(outcome, Booked)
    booking = outcome.booking
    assert (booking.status, booking.starts_at) == (Status.BOOKED, TUESDAY_AT_TWO)
    event = office.calendar.find(office.calendar_id, booking.event_key, deadline_s=5)
    assert event.ref.event_id == booking.event_id
    assert event.ref.version == booking.event_version
    assert event.span == Interval(TUESDAY_AT_TWO, TUESDAY_AT_TWO + timedelta(minutes=30))
    assert event.attendee_email == "ann.lee@example.com"
    assert office.told(booking) == ["requested", "booked"]
    check_settled(office)


def test_the_record_keeps_what_the_caller_gave(office):
    """6.1: time, caller details and meeting type are recorded; the owner's templates are filled."""
    booking = office.book().booking

    assert (booking.caller_name, booking.caller_number, booking.email) == (
        "Ann Lee",
        "+12125550101",
        "ann.lee@example.com",
    )
    assert booking.title == "Ann Lee (online)"
    assert booking.id in booking.description


def test_asking_twice_books_once(office):
    """A turn that is delivered twice gives the same booking, and the calendar one event."""
    first = office.book()
    second = office.desk.booking.book("call-1", ANN)

    assert second.booking == first.booking
    assert len(office.events()) == 1


def test_nothing_held_is_nothing_booked(office):
    """The store is the authority: without a hold there is nothing to book."""
    office.call()

    assert isinstance(office.desk.booking.book("call-1", ANN), NothingHeld)
    assert office.events() == {}


def test_a_call_that_was_never_started_is_refused(office):
    """An unknown call id is an error, not a new call."""
    with pytest.raises(UnknownCall):
        office.desk.booking.book("never", ANN)


def test_nothing_is_booked_on_a_call_that_has_ended(office):
    """4.6: hanging up releases the hold, and a late turn books nothing."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    office.desk.calls.end("call-1")

    assert isinstance(office.desk.booking.book("call-1", ANN), Ended)
    assert office.events() == {}
    office.call("call-2")
    assert office.hold("call-2", TUESDAY_AT_TWO).offer.kind is Kind.TIME


def test_a_time_that_the_owner_took_meanwhile_is_lost_with_another_offer(office):
    """3.1: the calendar is read afresh right before the booking; the caller hears another offer."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    office.owner_writes(TUESDAY_AT_TWO)

    outcome = office.desk.booking.book("call-1", ANN)

    assert isinstance(outcome, Lost)
    assert outcome.offered.offer.kind is Kind.NEAREST
    assert TUESDAY_AT_TWO not in [option.start for option in outcome.offered.offer.options]
    assert office.made_on() == ()
    check_settled(office)


def test_an_expired_hold_is_booked_while_its_time_is_free(office):
    """4.6: expiry gives the time to others; it does not take it from a caller who is merely slow."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    office.clock.advance(timedelta(minutes=6))

    assert isinstance(office.desk.booking.book("call-1", ANN), Booked)


def test_an_expired_hold_is_lost_when_another_caller_has_booked_the_time(office):
    """4.6: whoever says yes first has it."""
    office.call("slow")
    office.hold("slow", TUESDAY_AT_TWO)
    office.clock.advance(timedelta(minutes=6))
    assert isinstance(office.book("quick"), Booked)

    assert isinstance(office.desk.booking.book("slow", ANN), Lost)
    assert len(office.events()) == 1


def test_an_expired_hold_is_lost_when_another_caller_holds_the_time(office):
    """3.1: a live hold of another call is respected by a yes that comes too late."""
    office.call("slow")
    office.hold("slow", TUESDAY_AT_TWO)
    office.clock.advance(timedelta(minutes=6))
    office.call("quick")
    office.hold("quick", TUESDAY_AT_TWO)

    assert isinstance(office.desk.booking.book("slow", ANN), Lost)
    assert isinstance(office.desk.booking.book("quick", ANN), Booked)


def test_a_live_hold_outlasts_the_minimum_notice(office):
    """A caller who spells an address does not lose the time that was open when it was proposed."""
    start = TUESDAY_AT_TWO
    office.clock.set(start - timedelta(minutes=121))
    office.call()
    office.hold("call-1", start)
    office.clock.advance(timedelta(minutes=3))

    assert isinstance(office.desk.booking.book("call-1", ANN), Booked)


def test_an_expired_hold_does_not_outlast_the_minimum_notice(office):
    """3.1: without a promise the rules of the present moment hold."""
    start = TUESDAY_AT_TWO
    office.clock.set(start - timedelta(minutes=121))
    office.call()
    office.hold("call-1", start)
    office.clock.advance(timedelta(minutes=6))

    assert isinstance(office.desk.booking.book("call-1", ANN), Lost)


def test_a_time_outside_changed_windows_is_lost(office):
    """The rules are checked again with the same function when booking."""
    office.call()
    office.hold("call-1", TUESDAY_AT_TWO)
    office.change(windows={2: ((9 * 60, 17 * 60),)})

    assert isinstance(office.desk.booking.book("call-1", ANN), Lost)


def test_buffers_keep_a_second_caller_at_a_distance(office):
    """3.1: a candidate with its buffers touches no booking."""
    office.change(buffer_before_minutes=30)
    office.book("first")
    office.call("second")

    offered = office.ask("second", TUESDAY_AT_TWO + timedelta(minutes=30))

    assert offered.offer.kind is Kind.NEAREST
    check_truth(office)


def test_a_second_appointment_on_one_call_is_a_booking_of_its_own(office):
    """One call may book twice; each has its own key and event."""
    office.book()
    office.hold("call-1", TUESDAY_AT_THREE)
    outcome = office.desk.booking.book("call-1", ANN)

    assert outcome.booking.starts_at == TUESDAY_AT_THREE
    assert len(office.events()) == 2
    check_settled(office)


def test_without_an_email_a_phone_appointment_reads_well(office):
    """4.5: no name, no e-mail; the owner's line is readable all the same, and nobody is invited."""
    outcome = office.book(details=Details(None, None, None, MeetingType.PHONE))

    assert outcome.booking.title == "A caller (phone)"
    assert "E-mail: not given." in outcome.booking.description
    assert "+12125550101" in outcome.booking.description
    event = office.calendar.find(office.calendar_id, outcome.booking.event_key, deadline_s=5)
    assert event.attendee_email is None


def test_the_same_call_gets_the_same_ids(office):
    """8.3: a replay of a call books under the same ids."""
    from direct_booking.bookings.booking import booking_id, event_key

    booking = office.book().booking

    assert booking.id == booking_id("call-1", 1)
    assert booking.event_key == event_key(office.account_id, "call-1", 1)


def test_a_key_that_the_calendar_remembers_from_a_deleted_event_is_replaced(office):
    """An installation set up anew meets its old keys: a new generation is booked, not given up."""
    from direct_booking.bookings.booking import event_key
    from direct_booking.calendars.base import NewEvent

    span = Interval(TUESDAY_AT_THREE, TUESDAY_AT_THREE + timedelta(minutes=30))
    old = NewEvent(event_key(office.account_id, "call-1", 1), span, "Old")
    ref = office.calendar.create(office.calendar_id, old, deadline_s=5)
    office.calendar.cancel(ref, deadline_s=5)

    outcome = office.book()

    assert isinstance(outcome, Booked)
    assert outcome.booking.event_key == event_key(office.account_id, "call-1", 1, 2)
    assert office.told(outcome.booking) == ["requested", "rekeyed", "booked"]


def test_the_time_zone_of_the_call_is_the_callers(office):
    """5: the outcome carries the zone in which the time is said."""
    outcome = office.book()

    assert outcome.call.caller_zone == NEW_YORK
    assert outcome.call.zone_is_sure
