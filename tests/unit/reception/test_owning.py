"""The owner's changes go the way of every change, say whose they are, and never reach another account."""

from dataclasses import replace

import pytest
from breaking import Faults, unknown
from offices import at, check_settled, open_office

from direct_booking.bookings.booking import Attention, Status
from direct_booking.calendars.errors import Unreachable
from direct_booking.reception.owning import CancelledByOwner, NothingToCancel, NotTheirs, Pending
from direct_booking.scheduling.availability import Interval
from direct_booking.storage import bookings, calls, history, messages


def by(office, booking) -> list[tuple[str, str]]:
    """Who did what, in order."""
    with office.database.reading() as connection:
        told = history.of_booking(connection, office.account_id, booking.id)
    return [(entry.what.value, entry.by.value) for entry in told]


def test_a_booking_is_cancelled_on_the_calendar_and_on_record(office):
    """6.1: the history says that it was the owner; the call is over, and stays as it ended."""
    booking = office.book().booking
    office.desk.calls.end("call-1")
    outcome = office.desk.owning.cancel(office.account_id, booking.id)
    assert isinstance(outcome, CancelledByOwner)
    assert outcome.booking.status is Status.CANCELLED
    assert office.events() == {}
    assert by(office, booking)[2:] == [("cancel_requested", "owner"), ("cancelled", "owner")]
    check_settled(office)
    assert isinstance(office.desk.owning.cancel(office.account_id, booking.id), NothingToCancel)


def test_another_accounts_booking_is_none(office):
    """1.1."""
    booking = office.book().booking
    other = open_office(office.database, name="other", called="+12125550199")
    assert isinstance(other.desk.owning.cancel(other.account_id, booking.id), NotTheirs)
    assert not other.desk.owning.attend(other.account_id, booking.id)
    assert office.made_on()[0].status is Status.BOOKED


@pytest.mark.parametrize("error", [Unreachable("no"), unknown()])
def test_what_the_calendar_does_not_confirm_is_finished_by_the_reconciler(
    faulty_office, faults: Faults, error
):
    """8.2: it is pending, never said to be done, and then it is done."""
    booking = faulty_office.book().booking
    faults.before["cancel"] = [error]
    faults.before["find"] = [Unreachable("no")]
    outcome = faulty_office.desk.owning.cancel(faulty_office.account_id, booking.id)
    assert isinstance(outcome, Pending)
    faulty_office.reconcile(rounds=2)
    assert faulty_office.made_on()[0].status is Status.CANCELLED
    assert faulty_office.events() == {}
    check_settled(faulty_office)
    with faulty_office.database.reading() as connection:
        assert messages.page(connection, faulty_office.account_id).total == 0


@pytest.mark.parametrize("call_lasts", [True, False], ids=["in mid-call", "after the call"])
def test_what_the_owner_cancels_is_not_what_the_call_came_to(faulty_office, faults: Faults, call_lasts):
    """6.2: the caller left with an appointment, whenever and however the owner's change is settled."""

    def outcome() -> str | None:
        return faulty_office.desk.transcripts.call(faulty_office.account_id, "call-1").call.outcome

    booking = faulty_office.book().booking
    if not call_lasts:
        faulty_office.desk.calls.end("call-1")
    faults.before["cancel"] = [unknown()]
    faults.before["find"] = [Unreachable("no")]
    faulty_office.desk.owning.cancel(faulty_office.account_id, booking.id)
    faulty_office.desk.calls.end("call-1")
    assert outcome() == "booked"
    faulty_office.reconcile(rounds=2)
    assert (faulty_office.made_on()[0].status, outcome()) == (Status.CANCELLED, "booked")


def test_what_the_caller_cancels_is_what_the_call_came_to(office):
    """6.2: the check above can fail."""
    office.book()
    office.desk.changing.cancel("call-1", None)
    office.desk.calls.end("call-1")
    with office.database.reading() as connection:
        assert calls.get(connection, "call-1").outcome == "cancelled"


def test_what_the_owner_moved_by_hand_is_left_where_it_is(office):
    """Nobody's change is overwritten: the record follows the calendar and says so."""
    booking = office.book().booking
    event = office.calendar.find(office.calendar_id, booking.event_key, deadline_s=5)
    elsewhere = Interval(at(4, 9), at(4, 9, 30))
    words = {"title": booking.title, "description": booking.description}
    office.calendar.reschedule(event.ref, elsewhere, **words, deadline_s=5)
    outcome = office.desk.owning.cancel(office.account_id, booking.id)
    assert isinstance(outcome, NothingToCancel)
    assert (outcome.booking.starts_at, outcome.booking.needs_attention) == (at(4, 9), Attention.CHANGED)


def test_an_open_item_is_closed_once(office):
    """6.1: the history has a line for it."""
    booking = office.book().booking
    with office.database.writing(office.account_id) as transaction:
        bookings.change(transaction, booking, replace(booking, needs_attention=Attention.CHANGED))
    assert office.desk.owning.attend(office.account_id, booking.id)
    assert not office.desk.owning.attend(office.account_id, booking.id)
    assert by(office, booking)[-1] == ("attended", "owner")


def test_a_message_is_done_and_open_again(office):
    """Callbacks and messages have a state that only their owner changes."""
    office.call()
    message = office.desk.messages.take("call-1", "callback", "about Tuesday")
    assert office.desk.owning.attend_message(office.account_id, message.id)
    assert not office.desk.owning.attend_message(office.account_id + 1, message.id, done=False)
    with office.database.reading() as connection:
        assert messages.page(connection, office.account_id, status="open").total == 0
        assert messages.page(connection, office.account_id, status="done").items[0].id == message.id
