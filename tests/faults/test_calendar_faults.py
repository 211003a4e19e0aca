"""A calendar that fails: what is said is true, and what was left is settled (SPEC 4.7, 1.5, 8.1)."""

from datetime import timedelta

import pytest
from breaking import unknown
from offices import ANN, TUESDAY_AT_THREE, TUESDAY_AT_TWO, check_settled, check_truth

from direct_booking.bookings.booking import Attention, Status
from direct_booking.calendars.errors import (
    AccessExpired,
    CalendarMissing,
    EventMissing,
    InvalidRequest,
    NoPermission,
    Throttled,
    Unreachable,
)
from direct_booking.reception.outcomes import (
    Booked,
    Cancelled,
    ContactCorrected,
    Lost,
    Moved,
    Skipped,
    Unconfirmed,
)
from direct_booking.storage import messages

REFUSALS = [NoPermission, CalendarMissing, InvalidRequest, Unreachable, Throttled]


def callbacks(office, call_id="call-1"):
    """The callbacks that the owner sees from a call."""
    with office.database.reading() as transaction:
        return messages.of_call(transaction, office.account_id, call_id)


@pytest.mark.parametrize("error", REFUSALS)
def test_a_refused_booking_is_not_confirmed_and_its_time_is_free_again(faulty_office, faults, error):
    """4.7: nothing was written: the owner has an open item and a callback, and others may have the time."""
    faults.before["create"] = [error("no")]

    outcome = faulty_office.book()

    assert isinstance(outcome, Unconfirmed)
    assert (outcome.booking.status, outcome.booking.needs_attention) == (Status.FAILED, Attention.REFUSED)
    assert len(callbacks(faulty_office)) == 1
    assert isinstance(faulty_office.book("call-2"), Booked)
    check_settled(faulty_office)


def test_expired_access_at_the_write_turns_booking_off(faulty_office, faults):
    """1.5: the call goes on, booking is skipped until someone reconnects, nothing is left behind."""
    faults.before["create"] = [AccessExpired("gone")]

    outcome = faulty_office.book()

    assert isinstance(outcome, Skipped)
    assert outcome.why == "access_expired"
    assert faulty_office.desk.calls.get("call-1").why_off == "access_expired"
    check_settled(faulty_office)


def test_expired_access_at_the_look_up_turns_booking_off(faulty_office, faults):
    """1.5: nothing is offered, and the next call asks the calendar nothing."""
    faulty_office.call()
    faults.before["busy"] = [AccessExpired("gone")]

    assert faulty_office.ask("call-1", TUESDAY_AT_TWO).why == "access_expired"
    assert faulty_office.ask("call-1", TUESDAY_AT_TWO).why == "access_expired"


def test_a_calendar_that_cannot_be_read_offers_nothing(faulty_office, faults):
    """3.3: unknown is never free."""
    faulty_office.call()
    faults.before["busy"] = [Unreachable("down")]

    assert faulty_office.ask("call-1", TUESDAY_AT_TWO).why == "unknown"


def test_a_write_that_happened_though_its_answer_was_lost_is_booked(faulty_office, faults):
    """The calendar is asked by key: one event, and it is said truly."""
    faults.after["create"] = [unknown()]

    assert isinstance(faulty_office.book(), Booked)
    assert len(faulty_office.events()) == 1
    check_settled(faulty_office)


@pytest.mark.parametrize("happened", [True, False])
def test_a_doubt_that_stays_is_settled_as_booked_with_one_event(faulty_office, faults, happened):
    """The caller said yes: whether the write happened or not, there is one event in the end."""
    (faults.after if happened else faults.before)["create"] = [unknown()]
    faults.before["find"] = [Unreachable("down")]

    outcome = faulty_office.book()

    assert isinstance(outcome, Unconfirmed)
    assert outcome.booking.status is Status.REQUESTED
    assert len(callbacks(faulty_office)) == 1
    check_truth(faulty_office)
    faulty_office.reconcile()
    assert faulty_office.made_on()[0].status is Status.BOOKED
    assert len(faulty_office.events()) == 1
    check_settled(faulty_office)


def test_nobody_else_is_offered_a_time_in_doubt(faulty_office, faults):
    """3.1: a booking that waits for the calendar keeps its time."""
    faults.before["create"] = [unknown()]
    faulty_office.book()
    faulty_office.call("call-2")

    options = faulty_office.ask("call-2", TUESDAY_AT_TWO).offer.options

    assert TUESDAY_AT_TWO not in [option.start for option in options]


def test_a_doubt_whose_time_the_owner_took_is_lost_and_listed(faulty_office, faults):
    """The reconciler does not write over the owner's own event."""
    faults.before["create"] = [unknown()]
    faulty_office.book()
    faulty_office.owner_writes(TUESDAY_AT_TWO)

    faulty_office.reconcile()

    booking = faulty_office.made_on()[0]
    assert (booking.status, booking.needs_attention) == (Status.LOST, Attention.TAKEN)
    check_settled(faulty_office)


def test_a_doubt_that_outlives_its_time_is_lost_and_listed(faulty_office, faults):
    """Nothing is ever booked in the past."""
    faults.before["create"] = [unknown()]
    faulty_office.book()

    faulty_office.reconcile(after=timedelta(days=3))

    assert faulty_office.made_on()[0].needs_attention is Attention.TOO_LATE


def test_an_event_that_arrives_after_it_was_given_up_is_taken_off(faulty_office, faults):
    """8.2: a write that a slow calendar carries out after all leaves no orphan."""
    from direct_booking.calendars.base import NewEvent
    from direct_booking.reception.facts import interval

    faults.before["create"] = [unknown()]
    faulty_office.book()
    faulty_office.owner_writes(TUESDAY_AT_TWO)
    faulty_office.reconcile()
    booking = faulty_office.made_on()[0]
    late = NewEvent(booking.event_key, interval(booking.placement), booking.title)
    faulty_office.calendar.create(faulty_office.calendar_id, late, deadline_s=5)

    faulty_office.reconcile()

    assert booking.event_key not in faulty_office.events()
    assert faulty_office.told(booking)[-1] == "cleared"
    check_settled(faulty_office)


def test_an_owner_who_writes_at_the_same_moment_wins(faulty_office, faults):
    """No calendar refuses an overlap: it is read again after the write, and ours makes room."""

    class OwnerIsFaster(Exception):
        pass

    real_create = faulty_office.calendar.create

    class Between:
        def __init__(self, real):
            self._real = real

        def __getattr__(self, verb):
            return getattr(self._real, verb)

        def create(self, *args, **kwargs):
            faulty_office.owner_writes(TUESDAY_AT_TWO)
            return real_create(*args, **kwargs)

    from offices import open_office

    office = open_office(faulty_office.database, standing_between=Between)
    outcome = office.book()

    assert isinstance(outcome, Lost)
    assert office.made_on()[0].status is Status.LOST
    check_settled(office)


@pytest.mark.parametrize("error", [NoPermission, Unreachable, Throttled, InvalidRequest])
def test_a_refused_move_leaves_the_appointment_where_it_was(faulty_office, faults, error):
    """4.7: moved is not said; the old time stands, on both sides."""
    faulty_office.book()
    faulty_office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    faults.before["reschedule"] = [error("no")]

    outcome = faulty_office.desk.changing.move("call-1")

    assert isinstance(outcome, Unconfirmed)
    assert (outcome.booking.status, outcome.booking.starts_at) == (Status.BOOKED, TUESDAY_AT_TWO)
    assert outcome.booking.needs_attention is Attention.NOT_MOVED
    check_settled(faulty_office)


def test_a_move_whose_answer_was_lost_is_moved(faulty_office, faults):
    """The calendar is asked by key."""
    faulty_office.book()
    faulty_office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    faults.after["reschedule"] = [unknown()]

    assert isinstance(faulty_office.desk.changing.move("call-1"), Moved)
    check_settled(faulty_office)


@pytest.mark.parametrize("happened", [True, False])
def test_a_move_in_doubt_keeps_both_times_until_it_is_settled(faulty_office, faults, happened):
    """Both ranges are kept from others; in the end the caller has the time that they asked for."""
    faulty_office.book()
    faulty_office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    (faults.after if happened else faults.before)["reschedule"] = [unknown()]
    faults.before["find"] = [Unreachable("down")]

    assert isinstance(faulty_office.desk.changing.move("call-1"), Unconfirmed)
    faulty_office.call("call-2")
    for start in (TUESDAY_AT_TWO, TUESDAY_AT_THREE):
        options = faulty_office.ask("call-2", start).offer.options
        assert start not in [option.start for option in options]
    check_truth(faulty_office)
    faulty_office.reconcile()
    booking = faulty_office.made_on()[0]
    assert (booking.status, booking.starts_at) == (Status.BOOKED, TUESDAY_AT_THREE)
    check_settled(faulty_office)


@pytest.mark.parametrize("happened", [True, False])
def test_a_move_that_the_reconciler_finishes_is_described_at_its_new_time(faulty_office, faults, happened):
    """2.3: the words that the turn would have written are those of the reconciler, on both sides."""
    faulty_office.change(description="{local_time}")
    faulty_office.book()
    faulty_office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    (faults.after if happened else faults.before)["reschedule"] = [unknown()]
    faults.before["find"] = [Unreachable("down")]
    faulty_office.desk.changing.move("call-1")

    faulty_office.reconcile()

    booking = faulty_office.made_on()[0]
    event = faulty_office.calendar.find(faulty_office.calendar_id, booking.event_key, deadline_s=5)
    assert event.description == booking.description == "2026-03-03 15:00 America/New_York"


@pytest.mark.parametrize("error", [NoPermission, Unreachable, Throttled, AccessExpired])
def test_a_cancellation_that_fails_is_not_said_and_is_gone_on_with(faulty_office, faults, error):
    """4.7: cancelled is said when the event is gone; the reconciler sees to it that it goes."""
    faulty_office.book()
    faults.before["cancel"] = [error("no")]

    outcome = faulty_office.desk.changing.cancel("call-1")

    assert isinstance(outcome, Unconfirmed)
    assert outcome.booking.status is Status.CANCELLING
    check_truth(faulty_office)
    if error is not AccessExpired:
        faulty_office.reconcile()
        assert faulty_office.made_on()[0].status is Status.CANCELLED
        check_settled(faulty_office)


def test_a_cancellation_whose_answer_was_lost_is_cancelled(faulty_office, faults):
    """The calendar is asked by key: it is gone."""
    faulty_office.book()
    faults.after["cancel"] = [unknown()]

    assert isinstance(faulty_office.desk.changing.cancel("call-1"), Cancelled)
    check_settled(faulty_office)


def test_what_is_in_doubt_can_be_cancelled(faulty_office, faults):
    """A caller who hears that it could not be confirmed may say "then leave it"."""
    faults.after["create"] = [unknown()]
    faults.before["find"] = [Unreachable("down")]
    faulty_office.book()

    assert isinstance(faulty_office.desk.changing.cancel("call-1"), Cancelled)
    faulty_office.reconcile(rounds=2)
    assert faulty_office.events() == {}
    check_settled(faulty_office)


def test_a_move_in_doubt_can_be_cancelled(faulty_office, faults):
    """Wherever its event ended up, it is taken off."""
    faulty_office.book()
    faulty_office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    faults.after["reschedule"] = [unknown()]
    faults.before["find"] = [Unreachable("down")]
    faulty_office.desk.changing.move("call-1")

    assert isinstance(faulty_office.desk.changing.cancel("call-1"), Cancelled)
    check_settled(faulty_office)


def test_an_event_that_the_owner_removed_cannot_be_moved_and_is_listed(faulty_office, faults):
    """The record follows the calendar; the owner sees that the caller wanted another time."""
    booking = faulty_office.book().booking
    faulty_office.hold("call-1", TUESDAY_AT_THREE, moving=True)
    faults.before["reschedule"] = [EventMissing("gone")]
    from direct_booking.reception.facts import ref_of

    faulty_office.calendar.cancel(ref_of(booking), deadline_s=5)

    outcome = faulty_office.desk.changing.move("call-1")

    assert isinstance(outcome, Unconfirmed)
    assert (outcome.booking.status, outcome.booking.needs_attention) == (Status.LOST, Attention.EVENT_GONE)
    check_settled(faulty_office)


def test_an_invitation_that_fails_stays_an_open_item(faulty_office, faults):
    """The record has the corrected address; the owner sees that its invitation is not confirmed."""
    from dataclasses import replace

    faulty_office.book()
    faults.before["invite"] = [Unreachable("down")]

    outcome = faulty_office.desk.changing.correct_contact("call-1", replace(ANN, email="anne@example.com"))

    assert isinstance(outcome, Unconfirmed)
    booking = faulty_office.made_on()[0]
    assert (booking.email, booking.needs_attention) == ("anne@example.com", Attention.INVITE_OPEN)


def test_words_that_fail_stay_an_open_item_until_a_correction_arrives(faulty_office, faults):
    """The record has the corrected name, the owner sees that the calendar has not; the next one mends it."""
    from dataclasses import replace

    faulty_office.book()
    faults.before["invite"] = [Unreachable("down")]
    renamed = replace(ANN, caller_name="Anne Lee")

    outcome = faulty_office.desk.changing.correct_contact("call-1", renamed)

    assert isinstance(outcome, Unconfirmed)
    booking = faulty_office.made_on()[0]
    assert (booking.title, booking.needs_attention) == ("Anne Lee (online)", Attention.WORDS_OPEN)
    assert callbacks(faulty_office)[0].body.startswith("Not confirmed: correct")
    mended = faulty_office.desk.changing.correct_contact("call-1", renamed).booking
    event = faulty_office.calendar.find(faulty_office.calendar_id, booking.event_key, deadline_s=5)
    assert (event.title, mended.needs_attention) == ("Anne Lee (online)", None)


@pytest.mark.parametrize("happened", [True, False])
def test_a_correction_whose_answer_was_lost_is_asked_for(faulty_office, faults, happened):
    """4.7: corrected is said only when the calendar shows all of it."""
    from dataclasses import replace

    faulty_office.book()
    (faults.after if happened else faults.before)["invite"] = [unknown()]

    outcome = faulty_office.desk.changing.correct_contact("call-1", replace(ANN, caller_name="Anne Lee"))

    assert isinstance(outcome, ContactCorrected if happened else Unconfirmed)
    assert faulty_office.made_on()[0].needs_attention is (None if happened else Attention.WORDS_OPEN)
